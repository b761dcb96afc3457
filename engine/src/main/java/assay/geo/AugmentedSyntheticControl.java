package assay.geo;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The average effect of a campaign on its regions, per region and period, by an augmented synthetic control with conformal
 * inference: {@link AugmentedModel} says what the regions would have done, {@link ConformalInference} how sure that is. Several
 * treated regions are averaged, as GeoLift does (github.com/facebookincubator/GeoLift).
 *
 * <p>The confidence set is about an effect that is the same in all periods of the test. The standard error that is printed beside it
 * is the root mean square of placebo effects in windows before the campaign, and no part of the set. Diagnostics: {@code lift} (where
 * what would have been is above 0), {@code incremental} over all treated regions and periods, {@code scaled_imbalance},
 * {@code imbalance}, {@code penalty} of the ridge, {@code largest_weight}, {@code treated_regions}, {@code controls},
 * {@code periods_before}, {@code periods_test}.
 *
 * @param model how controls are weighted
 * @param statistic what residuals of the test are judged by
 */
public record AugmentedSyntheticControl(AugmentedModel model, ConformalStatistic statistic) implements Estimator<Fit> {

    /**
     * A ridge whose penalty is one standard error above the best, unit effects, and the average residual of the test.
     *
     * @return the estimator
     */
    public static AugmentedSyntheticControl standard() {
        return new AugmentedSyntheticControl(AugmentedModel.standard(), ConformalStatistic.AVERAGE);
    }

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.UNIT, Role.TIME);
    }

    @Override
    public Set<Role> reads() {
        return EnumSet.copyOf(needs());
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        return estimate(GeoTest.of(sample), sample.dropped());
    }

    /**
     * The effect in a test.
     *
     * @param test the test
     * @param dropped rows left out because values were missing
     * @return the fit
     */
    public Fit estimate(GeoTest test, int dropped) {
        return fit(test, weights(test), dropped);
    }

    /**
     * The weights and gaps.
     *
     * @param test the test
     * @return the fit of the model to the periods before the campaign
     */
    public AugmentedFit weights(GeoTest test) {
        return model.fit(test.controlSeries(), test.treatedMean(), test.before());
    }

    /**
     * Inference about the effect, by weights that are already found.
     *
     * @param test the test
     * @param fit weights and gaps
     * @return about an effect that is the same in all periods
     */
    public ConformalInference inference(GeoTest test, AugmentedFit fit) {
        return new ConformalInference(test.controlSeries(), test.treatedMean(), fit, model.unitEffects(), statistic);
    }

    /**
     * Inference about the effect in one period, the other periods of the test being left out.
     *
     * @param test the test
     * @param fit weights and gaps
     * @param period index of a period with the campaign
     * @return about the effect in that period
     */
    public ConformalInference inference(GeoTest test, AugmentedFit fit, int period) {
        return ConformalInference.of(
                test.controlSeries(), test.treatedMean(), fit, model.unitEffects(), statistic, period);
    }

    /**
     * The fit of weights that are already found.
     *
     * @param test the test
     * @param fit weights and gaps
     * @param dropped rows left out because values were missing
     * @return the fit
     */
    public Fit fit(GeoTest test, AugmentedFit fit, int dropped) {
        double effect = fit.effect();
        Map<String, Double> figures = GeoSummary.figures(test, effect);
        figures.put("imbalance", fit.imbalance());
        if (fit.uniformImbalance() > 0) {
            figures.put("scaled_imbalance", fit.scaledImbalance());
        }
        if (!Double.isNaN(fit.penalty())) {
            figures.put("penalty", fit.penalty());
        }
        double largest = 0;
        for (double weight : fit.weights()) {
            largest = Math.max(largest, weight);
        }
        figures.put("largest_weight", largest);
        Glance glance = GeoSummary.glance(
                "augmented-synthetic-control",
                "conformal, residuals moved in a circle over " + fit.gaps().length + " periods",
                test,
                dropped,
                figures);
        List<Caution> cautions = GeoCautions.of(test, fit);
        GeoSummary.noLift(test, effect, cautions);
        Estimate estimate = new Estimate(
                Estimand.ATT,
                "campaign - none",
                effect,
                ConformalInference.placeboSpread(fit.gaps(), fit.before()),
                inference(test, fit));
        return new Fit(List.of(estimate), glance, cautions);
    }
}
