package assay.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Interval;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConformalInferenceTest {

    private static ConformalInference walkthrough(Augmentation augmentation, ConformalStatistic statistic)
            throws IOException {
        GeoTest test = GeoLiftTable.test();
        AugmentedSyntheticControl estimator =
                new AugmentedSyntheticControl(new AugmentedModel(augmentation, UnitEffects.FIXED), statistic);
        return estimator.inference(test, estimator.weights(test));
    }

    /** Every move round the circle, counted one by one. */
    @Test
    void sharesAreThoseOfAllMoves() {
        double[] residuals = {0.3, -1, 0.2, 0.7, -0.4, 0.1, -0.2, 0.9, 0.8, 0.5};
        int before = 7;
        for (ConformalStatistic statistic : ConformalStatistic.values()) {
            double own = statistic.value(residuals, before);
            int atLeast = 0;
            for (int j = 0; j < residuals.length; j++) {
                double[] moved = new double[residuals.length];
                for (int t = 0; t < moved.length; t++) {
                    moved[t] = residuals[(t + j) % residuals.length];
                }
                atLeast += statistic.value(moved, before) >= own * (1 - 1e-9) ? 1 : 0;
            }
            assertThat(statistic.share(residuals, before)).isCloseTo(atLeast / 10.0, within(1e-12));
        }
    }

    /** In the walkthrough the effect changes from day to day, so that a constant one may be rejected at the estimate itself. */
    @ParameterizedTest
    @EnumSource(Augmentation.class)
    void intervalsHoldTheEstimateAndGrowWithTheLevel(Augmentation augmentation) throws IOException {
        for (ConformalStatistic statistic : ConformalStatistic.values()) {
            ConformalInference inference = walkthrough(augmentation, statistic);
            Interval narrow = inference.interval(0.8);
            for (double level : new double[] {0.9, 0.95, 0.98, 0.999}) {
                Interval wide = inference.interval(level);
                assertThat(wide.lower()).isLessThanOrEqualTo(narrow.lower());
                assertThat(wide.upper()).isGreaterThanOrEqualTo(narrow.upper());
                assertThat(wide.width()).isGreaterThan(100);
                narrow = wide;
            }
            // No p-value of 105 periods is below 1 / 105.
            assertThat(narrow.width()).isInfinite();
        }
    }

    @Test
    void endsAreWhereThePValueFallsBelow() throws IOException {
        ConformalInference inference = walkthrough(Augmentation.NONE, ConformalStatistic.AVERAGE);
        Interval interval = inference.interval(0.9);
        assertThat(inference.pValue(interval.lower())).isGreaterThanOrEqualTo(0.1);
        assertThat(inference.pValue(interval.upper())).isGreaterThanOrEqualTo(0.1);
        assertThat(inference.pValue(interval.lower() - 1)).isLessThan(0.1);
        assertThat(inference.pValue(interval.upper() + 1)).isLessThan(0.1);
    }

    /** As many free weights as periods: nothing is left to judge an effect by, and no effect is rejected. */
    @Test
    void aPerfectFitRejectsNothing() {
        int periods = 30;
        double[][] controls = new double[40][periods];
        double[] treated = new double[periods];
        for (int t = 0; t < periods; t++) {
            for (int j = 0; j < controls.length; j++) {
                controls[j][t] = Math.sin(1.7 * j * t + j) + (j == t ? 3 : 0);
            }
            treated[t] = (controls[3][t] + controls[4][t]) / 2;
        }
        AugmentedFit fit = new AugmentedModel(Augmentation.NONE, UnitEffects.FIXED).fit(controls, treated, 24);
        assertThat(fit.scaledImbalance()).isLessThan(1e-6);
        ConformalInference inference =
                new ConformalInference(controls, treated, fit, UnitEffects.FIXED, ConformalStatistic.ABSOLUTE);
        assertThat(inference.pValue(0)).isEqualTo(1);
    }
}
