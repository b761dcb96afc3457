package assay.transport;

import assay.Caution;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The effect of an experiment's treatment in another population, doubly robust: linear regressions in each arm averaged over the
 * target, plus the weighted mean of their residuals in the experiment,
 * {@code mean over target of g_a(x) + sum_a w (y - g_a(x)) / sum_a w}, treated less control, with weights by the odds of being in
 * the target.
 *
 * <p>The estimand and what identifies it are those of {@link TransportWeighting}. It is consistent when expected outcomes are linear
 * in the covariates in each arm <em>or</em> the log odds of participation are. The standard error stacks the estimating equations of
 * the odds, of the regressions and of the means over the rows of both populations, so that it holds where either model is wrong;
 * inference is normal.
 *
 * <p>Source: Dahabreh, Robertson, Tchetgen, Stuart and Hernan, Biometrics 75 (2019), doi:10.1111/biom.13009; the version with
 * normalised weights of Dahabreh et al., Statistics in Medicine 39 (2020), doi:10.1002/sim.8426.
 */
public record TransportAipw() implements Estimator<Fit> {

    /**
     * Linear regressions by arm and logistic odds of participation.
     *
     * @return the method
     */
    public static TransportAipw standard() {
        return new TransportAipw();
    }

    @Override
    public Estimand target() {
        return Estimand.TARGET_ATE;
    }

    @Override
    public Set<Role> needs() {
        return Populations.NEEDS;
    }

    /**
     * Estimates the effect in the target.
     *
     * @param sample outcome, assignment, covariates, and a stratum that is 1 in the experiment and 0 in the target
     * @param random not used
     * @return one term
     * @throws EstimationException as {@link TransportWeighting#estimate}
     */
    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Populations populations = Populations.of(sample);
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        Support.require(populations).ifPresent(cautions::add);
        Odds odds = Odds.of(populations, random);
        ArmPlane[] planes = {ArmPlane.of(populations, 0), ArmPlane.of(populations, 1)};
        Weighted residual = OddsMeans.difference(
                populations, odds, new double[][] {planes[0].fit.residuals(), planes[1].fit.residuals()});
        Effective.report(Effective.of(populations, residual.weights()), diagnostics, cautions);
        double[] influence = residual.influence();
        double value = residual.value() + standardise(populations, planes, residual.weights(), influence);
        return Carried.fit(
                "transport-aipw",
                "stacked estimating equations of odds, regressions and means, normal",
                populations,
                value,
                influence,
                diagnostics,
                cautions);
    }

    /** The mean of the regressions over the target; its influence, and that of the slopes on the residuals, are added. */
    private static double standardise(
            Populations populations, ArmPlane[] planes, double[] weights, double[] influence) {
        double[][] columns = populations.sample.covariates().columns();
        TargetMeans target = TargetMeans.of(columns, populations.target);
        double value = planes[1].intercept - planes[0].intercept;
        double share = influence.length / (double) populations.target.length;
        for (int j = 0; j < columns.length; j++) {
            double slope = planes[1].slopes[j] - planes[0].slopes[j];
            value += slope * target.means[j];
            for (int row : populations.target) {
                influence[row] += share * slope * (columns[j][row] - target.means[j]);
            }
        }
        for (int arm = 0; arm < 2; arm++) {
            double[] gap = target.means.clone();
            for (int j = 0; j < gap.length; j++) {
                for (int row : planes[arm].rows) {
                    gap[j] -= weights[row] * columns[j][row];
                }
            }
            // Residuals change by minus the weighted mean of the regressors: the intercept cancels.
            planes[arm].addInfluence(arm == 1 ? 1 : -1, 0, gap, influence);
        }
        return value;
    }
}
