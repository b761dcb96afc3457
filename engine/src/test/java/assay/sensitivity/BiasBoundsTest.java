package assay.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import org.junit.jupiter.api.Test;

class BiasBoundsTest {

    /** In the linear model the bound of "Long story short" is the bias of the omitted-variable formula. */
    @Test
    void theLinearBoundIsTheFormula() {
        OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(Table.lalonde());
        BiasBounds bounds = OmittedVariableBounds.bounds(analysis);
        OmittedVariable regression = analysis.regression();
        for (double r = 0; r < 1; r += 0.23) {
            Strength strength = new Strength(r, 0.9 * r);
            assertThat(bounds.bias(strength))
                    .isCloseTo(regression.bias(strength), within(1e-9 * (1 + regression.bias(strength))));
        }
        assertThat(bounds.robustnessValue(0)).isCloseTo(regression.robustnessValue(1), within(1e-12));
        // Where the confounder is as strong as the robustness value of significance, the confidence bound is at 0.
        double rv = bounds.robustnessValue(0, 0.8);
        Interval at = bounds.oneSided(new Strength(rv, rv), 0.8);
        assertThat(at.lower()).isCloseTo(0, within(1e-6));
        assertThat(bounds.robustnessValue(0, 0.999)).isZero();
        BoundsInference inference = bounds.inference(Strength.NONE);
        assertThat(inference.lower()).isEqualTo(inference.upper()).isEqualTo(bounds.value());
        assertThat(inference.lowerError()).isCloseTo(bounds.stdError(), within(1e-12));
    }

    /** A value is outside of an interval exactly when its p-value is below one less its level. */
    @Test
    void intervalsInvertPValues() {
        BoundsInference inference = new BoundsInference(-1, 0.5, 2, 0.25);
        assertThat(inference.pValue(0)).isEqualTo(1);
        Interval interval = inference.interval(0.9);
        assertThat(inference.pValue(interval.lower())).isCloseTo(0.1, within(1e-12));
        assertThat(inference.pValue(interval.upper())).isCloseTo(0.1, within(1e-12));
    }
}
