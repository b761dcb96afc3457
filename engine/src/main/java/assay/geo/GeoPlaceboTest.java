package assay.geo;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The test that a campaign did nothing in any period, by conformal inference about an augmented synthetic control (see
 * {@link ConformalInference}).
 *
 * @param estimator how controls are weighted, and the statistic
 */
public record GeoPlaceboTest(AugmentedSyntheticControl estimator) implements Estimator<HypothesisTest> {

    /**
     * Weights on the simplex with unit effects, and the sum of absolute residuals.
     *
     * @return the test
     */
    public static GeoPlaceboTest standard() {
        return new GeoPlaceboTest(new AugmentedSyntheticControl(
                new AugmentedModel(Augmentation.NONE, UnitEffects.FIXED), ConformalStatistic.ABSOLUTE));
    }

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return estimator.needs();
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        return test(GeoTest.of(sample), sample.dropped());
    }

    /**
     * The test on regions.
     *
     * @param test the regions
     * @param dropped rows left out because values were missing
     * @return the test
     */
    public HypothesisTest test(GeoTest test, int dropped) {
        Fit fit = estimator.estimate(test, dropped);
        ConformalInference inference = (ConformalInference) fit.estimate().inference();
        return new HypothesisTest(
                "the campaign did nothing in any period",
                inference.statistic(0),
                Double.NaN,
                inference.pValue(0),
                GeoSummary.glance(
                        "geo-conformal",
                        fit.glance().variance(),
                        test,
                        dropped,
                        fit.glance().diagnostics()),
                fit.cautions());
    }
}
