package assay.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The example of Lewis and Rao (2015): sales of 7 dollars with standard deviation 75, cost 0.14 a person, margin one half. */
class RoiPowerTest {

    @Test
    void theExampleOfLewisAndRao() {
        // A return of 25 % takes 0.35 of sales a person: 0.0000054 of their variance, in their words.
        double effect = 0.14 * 1.25 / 0.5;
        assertThat(effect).isCloseTo(0.35, within(1e-15));
        RoiPower power = new RoiPower(effect, 75 * Math.sqrt(2 / 1e6), 0.14, 0.5);
        assertThat(power.roi()).isCloseTo(0.25, within(1e-12));
        assertThat(0.25 * Math.pow(effect / 75, 2)).isCloseTo(5.4e-6, within(5e-8));
        // A million people an arm: the standard error of the return is 38 %.
        assertThat(power.roiStdError()).isCloseTo(0.5 * 75 * Math.sqrt(2e-6) / 0.14, within(1e-12));
        RoiPower planned = RoiPower.planned(75, 1e6, 1e6, 0.14, 0.5);
        assertThat(planned.roiStdError()).isCloseTo(power.roiStdError(), within(1e-15));
    }

    @Test
    void asManyUnitsAsNeededTellAsPlanned() {
        RoiPower small = RoiPower.planned(75, 1e5, 1e5, 0.14, 0.5);
        double times = small.timesAsMany(1, 0.95, 0.8);
        RoiPower large = RoiPower.planned(75, times * 1e5, times * 1e5, 0.14, 0.5);
        // The other tail of a two-sided test adds less than a millionth at 80 %.
        assertThat(large.power(1, 0.95)).isCloseTo(0.8, within(2e-6));
        assertThat(large.minimalDetectable(0.95, 0.8)).isCloseTo(1, within(1e-12));
        assertThat(small.power(0, 0.95)).isCloseTo(0.05, within(1e-12));
        assertThat(small.interval(0.95).width()).isCloseTo(2 * 1.959963984540054 * small.roiStdError(), within(1e-10));
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> new RoiPower(1, 1, 0, 0.5)).hasMessageContaining("cost");
        assertThatThrownBy(() -> new RoiPower(1, 1, 1, Double.NaN)).hasMessageContaining("margin");
    }
}
