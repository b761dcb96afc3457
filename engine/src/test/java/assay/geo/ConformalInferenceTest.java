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
}
