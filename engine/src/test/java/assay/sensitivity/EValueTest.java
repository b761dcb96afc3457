package assay.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import org.junit.jupiter.api.Test;

class EValueTest {

    /** math.md C6 [V]: 3.9 gives 7.263034 and its limit 1.8 gives 3.0 (VanderWeele and Ding 2017, section on smoking). */
    @Test
    void published() {
        EValue value = EValue.ofRiskRatio(3.9, new Interval(1.8, 8.7));
        assertThat(value.point()).isCloseTo(7.263034, within(5e-7));
        assertThat(value.limit()).hasValueSatisfying(limit -> assertThat(limit).isCloseTo(3, within(1e-12)));
    }

    /** A protective ratio is as strong as its inverse. */
    @Test
    void inverses() {
        EValue down = EValue.ofRiskRatio(0.5, new Interval(0.4, 0.8));
        EValue up = EValue.ofRiskRatio(2, new Interval(1.25, 2.5));
        assertThat(down.point()).isCloseTo(up.point(), within(1e-12));
        assertThat(down.limit().orElseThrow()).isCloseTo(up.limit().orElseThrow(), within(1e-12));
        assertThat(EValue.ofRiskRatio(1.2, new Interval(0.9, 1.6)).limit()).hasValue(1.0);
        assertThat(EValue.ofRiskRatio(1).point()).isEqualTo(1);
    }

    /** Scales: the odds of a common outcome by their root, hazards by the formula of VanderWeele (2017), means by 0.91. */
    @Test
    void otherScales() {
        Interval interval = new Interval(1.5, 4);
        assertThat(EValue.ofOddsRatio(2.25, interval, EValue.Prevalence.RARE).riskRatio())
                .isEqualTo(2.25);
        assertThat(EValue.ofOddsRatio(2.25, interval, EValue.Prevalence.COMMON).riskRatio())
                .isEqualTo(1.5);
        assertThat(EValue.ofHazardRatio(2, interval, EValue.Prevalence.RARE).riskRatio())
                .isEqualTo(2);
        double ratio = (1 - Math.pow(0.5, Math.sqrt(2))) / (1 - Math.pow(0.5, Math.sqrt(0.5)));
        assertThat(EValue.ofHazardRatio(2, interval, EValue.Prevalence.COMMON).riskRatio())
                .isCloseTo(ratio, within(1e-12));
        EValue means = EValue.ofStandardizedDifference(-0.42, 0.14);
        assertThat(means.riskRatio()).isCloseTo(Math.exp(-0.3822), within(1e-12));
        assertThat(means.interval().orElseThrow().upper()).isCloseTo(Math.exp(-0.3822 + 0.2492), within(1e-12));
        assertThatThrownBy(() -> EValue.ofRiskRatio(0)).hasMessageContaining("risk ratio");
        assertThatThrownBy(() -> EValue.ofRiskRatio(2, new Interval(3, 4))).hasMessageContaining("does not hold");
    }
}
