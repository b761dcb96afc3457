package assay.transport;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
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
 * The effect of an experiment's treatment in another population by a model of the outcome: a linear regression in each arm of the
 * experiment, averaged over the covariates of the target (standardisation, the g-formula). With d the mean covariates of the target,
 * 1 for the intercept first, it is {@code d'(b_1 - b_0)}: the delta vector of the saturated model at the target's means.
 *
 * <p>The estimand and what identifies it are those of {@link TransportWeighting}; in place of the odds of participation, expected
 * outcomes must be linear in the covariates in each arm. The variance is
 * {@code d'(V_1 + V_0) d + g' S g / N + tr((V_1 + V_0) S) / N} with V the HC2 covariance of an arm's coefficients, g the difference of
 * slopes, and S the covariance of the covariates among the N units of the target; inference is Student's t with the residual degrees
 * of freedom of both regressions.
 *
 * <p>Source: Dahabreh, Robertson, Steingrimsson, Stuart and Hernan, Statistics in Medicine 39 (2020), doi:10.1002/sim.8426; delta
 * vectors: Wong (2024).
 */
public record TransportOutcome() implements Estimator<Fit> {

    /**
     * Linear regressions by arm.
     *
     * @return the method
     */
    public static TransportOutcome standard() {
        return new TransportOutcome();
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
        double[][] columns = sample.covariates().columns();
        ArmPlane[] planes = {ArmPlane.of(populations, 0), ArmPlane.of(populations, 1)};
        TargetMeans target = TargetMeans.of(columns, populations.target);
        double[] slopes = new double[columns.length];
        double value = planes[1].intercept - planes[0].intercept;
        for (int j = 0; j < slopes.length; j++) {
            slopes[j] = planes[1].slopes[j] - planes[0].slopes[j];
            value += slopes[j] * target.means[j];
        }
        double sampling = target.quadratic(slopes) / populations.target.length;
        double variance = sampling;
        double df = 0;
        for (ArmPlane plane : planes) {
            variance += plane.varianceAt(target.means) + plane.spread(target.covariance) / populations.target.length;
            df += plane.fit.degreesOfFreedom();
        }
        diagnostics.put("se_of_target", Math.sqrt(sampling));
        double[] influence = influence(populations, planes, target, slopes);
        return new Fit(
                List.of(Estimate.studentT(
                        Estimand.TARGET_ATE, populations.arms.contrast(), value, Math.sqrt(variance), df)),
                Carried.glance(
                        "transport-outcome",
                        "HC2 of both regressions and the spread of the target, t with n - 2k degrees of freedom",
                        populations,
                        diagnostics),
                cautions,
                term -> influence.clone());
    }

    private static double[] influence(Populations populations, ArmPlane[] planes, TargetMeans target, double[] slopes) {
        double[] influence = new double[populations.sample.size()];
        double[][] columns = populations.sample.covariates().columns();
        double share = influence.length / (double) populations.target.length;
        for (int row : populations.target) {
            for (int j = 0; j < slopes.length; j++) {
                influence[row] += share * slopes[j] * (columns[j][row] - target.means[j]);
            }
        }
        planes[1].addInfluence(1, 1, target.means, influence);
        planes[0].addInfluence(-1, 1, target.means, influence);
        return influence;
    }
}
