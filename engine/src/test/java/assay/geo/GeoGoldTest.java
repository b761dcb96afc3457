package assay.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.Fit;
import assay.Interval;
import assay.random.Philox;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What other software prints. */
class GeoGoldTest {

    private static double lift(Fit fit) {
        return Objects.requireNonNull(fit.glance().diagnostics().get("lift"));
    }

    /** GeoLift's walkthrough, to the digits that it prints: Chicago and Portland, 15 days. */
    @Test
    void walkthroughOfGeoLift() throws IOException {
        AugmentedSyntheticControl estimator = new AugmentedSyntheticControl(
                new AugmentedModel(Augmentation.NONE, UnitEffects.FIXED), ConformalStatistic.ABSOLUTE);
        Fit fit = estimator.estimate(GeoLiftTable.walkthrough(), new Philox(1, 0, 3));
        assertThat(fit.estimate().value()).isCloseTo(155.556, within(5e-4));
        assertThat(100 * lift(fit)).isCloseTo(5.4, within(0.05));
        assertThat(fit.glance().diagnostics().get("incremental")).isCloseTo(4667, within(0.5));
        assertThat(fit.glance().diagnostics().get("scaled_imbalance")).isCloseTo(0.1636, within(5e-5));
    }

    /** The same with model "ridge": the penalty is the largest within one standard error of the best. */
    @Test
    void ridgeOfGeoLift() throws IOException {
        Fit fit = AugmentedSyntheticControl.standard().estimate(GeoLiftTable.walkthrough(), new Philox(1, 0, 3));
        assertThat(fit.estimate().value()).isCloseTo(156.805, within(5e-4));
        assertThat(100 * lift(fit)).isCloseTo(5.5, within(0.05));
        assertThat(fit.glance().diagnostics().get("incremental")).isCloseTo(4704, within(0.5));
    }

    /** R 4: lm on the 90 days before, vcov and sigma, predicted mean of 15 days. */
    @Test
    void timeBasedRegressionOfR() throws IOException {
        Fit fit = TimeBasedRegression.standard().estimate(GeoLiftTable.test(), 0);
        assertThat(fit.glance().diagnostics().get("intercept")).isCloseTo(762.29019819291739, within(1e-8));
        assertThat(fit.glance().diagnostics().get("slope")).isCloseTo(0.47991733125798, within(1e-12));
        assertThat(fit.glance().diagnostics().get("residual_sd")).isCloseTo(199.96352648476454, within(1e-9));
        assertThat(fit.estimate().value()).isCloseTo(178.16826650324265, within(1e-9));
        assertThat(fit.estimate().stdError()).isCloseTo(55.84458007123658, within(1e-9));
        Interval interval = fit.estimate().inference().interval(0.95);
        assertThat(interval.lower()).isCloseTo(67.188898521921, within(1e-8));
        assertThat(interval.upper()).isCloseTo(289.147634484564, within(1e-8));
    }

    /** R 4: t.test(paired = TRUE) of changes of cities that are neighbours in the alphabet. */
    @Test
    void matchedPairsOfR() throws IOException {
        Fit fit = GeoMatchedPairs.standard().estimate(GeoLiftTable.pairs(), new Philox(1, 0, 3));
        assertThat(fit.estimate().value()).isCloseTo(51.81, within(1e-10));
        assertThat(fit.estimate().stdError()).isCloseTo(112.89898468952, within(1e-9));
        assertThat(fit.estimate().inference().pValue(0)).isCloseTo(0.65150821698, within(1e-10));
        Interval interval = fit.estimate().inference().interval(0.95);
        assertThat(interval.lower()).isCloseTo(-184.49029067344, within(1e-8));
        assertThat(interval.upper()).isCloseTo(288.11029067344, within(1e-8));
    }
}
