package assay.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.decision.AnalysisMode;
import assay.decision.ExperimentPlan;
import org.junit.jupiter.api.Test;

/** Units that a plan takes, against formulas of other software. */
class RequiredUnitsTest {

    /** .10 against .12 at 80 %: {@code (z.975 + z.8)^2 (.1*.9 + .12*.88) / .02^2} in an arm, by R's qnorm 3838.15. */
    @Test
    void aShareTakesTheUnitsOfTheUnpooledTest() {
        ExperimentPlan plan = Plans.plan("help");
        RequiredUnits required = RequiredUnits.of(plan, Baseline.ofShare(0.1));
        double z = 1.959963984540054 + 0.8416212335729143;
        double arm = z * z * (0.1 * 0.9 + 0.12 * 0.88) / (0.02 * 0.02);
        assertThat(required.units()).isEqualTo(Math.ceil(2 * arm));
        assertThat(RequiredUnits.power(plan, Baseline.ofShare(0.1), required.units()))
                .isCloseTo(0.8, within(1e-4));
        assertThat(RequiredUnits.power(plan, Baseline.ofShare(0.1), 1)).isZero();
    }

    @Test
    void readingAtAnyTimeTakesAboutTwiceAsMany() {
        ExperimentPlan always = Plans.plan("help", AnalysisMode.ALWAYS_VALID, "If, then.", 20_000, 1, true);
        double ratio = RequiredUnits.of(always, Baseline.ofShare(0.1)).units()
                / RequiredUnits.of(Plans.plan("help"), Baseline.ofShare(0.1)).units();
        // ((3.03512 + .84162) / (1.95996 + .84162))^2, math.md B1 and B5.
        assertThat(ratio).isCloseTo(1.9148, within(0.002));
    }

    @Test
    void clustersNeedTheirCorrelation() {
        ExperimentPlan plan = Plans.plan("help");
        double independent = RequiredUnits.of(plan, Baseline.ofShare(0.1)).units();
        assertThatThrownBy(() -> Baseline.ofShare(0.1).withClusters(0.5, 0)).hasMessageContaining("cluster size");
        assertThatThrownBy(() -> RequiredUnits.of(plan, Baseline.ofMean(0.99, 1)))
                .hasMessageContaining("leaves [0, 1]");
        assertThat(independent).isPositive();
    }
}
