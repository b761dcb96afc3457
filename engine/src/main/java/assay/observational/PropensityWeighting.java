package assay.observational;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.nuisance.Learner;
import assay.nuisance.LogisticFit;
import assay.nuisance.LogisticLearner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Weighted means by arm, with weights from the propensity that make both arms look like the population of the estimand: {@code h(e) /
 * e} for the treated and {@code h(e) / (1 - e)} for the controls, where h is 1 for the ATE, e for the ATT, 1 - e for the ATC and e
 * (1 - e) for the overlap population (ATO: weights 1 - e and e; Li, Morgan and Zaslavsky, JASA 113, 2018).
 *
 * <p>Identified when the covariates hold every common cause of treatment and outcome, and, but for the ATO, every unit of the
 * population could have been in the other arm. Overlap weights have the least variance of all when the noise is alike, and with a
 * logistic regression balance the means of its covariates exactly.
 *
 * <p>The propensity is learned from all rows, by a logistic regression whose estimating equations are stacked with those of the means,
 * so that the standard error knows that weights are estimated (Lunceford and Davidian, Statistics in Medicine 23, 2004); with another
 * learner, or a known propensity (role {@link Role#PROPENSITY}), it counts as known. The divisor of the variance is n - 1.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimand is none of these or the learner does not learn
 * probabilities.
 *
 * @param estimand ATE, ATT, ATC or ATO
 * @param propensity learns the probability of treatment
 */
public record PropensityWeighting(Estimand estimand, Learner propensity) implements Estimator<Fit>, Balancer {

    private static final Set<Estimand> KNOWN = Set.of(Estimand.ATE, Estimand.ATT, Estimand.ATC, Estimand.ATO);

    public PropensityWeighting {
        if (!KNOWN.contains(estimand)) {
            throw new IllegalArgumentException(
                    "propensity weights estimate the ATE, ATT, ATC or ATO, not the " + estimand.label());
        }
        Checks.probability(propensity);
    }

    /**
     * Weights from a logistic regression on the covariates.
     *
     * @param estimand ATE, ATT, ATC or ATO
     * @return the method
     */
    public static PropensityWeighting of(Estimand estimand) {
        return new PropensityWeighting(estimand, new LogisticLearner());
    }

    /**
     * Overlap weights from a logistic regression on the covariates.
     *
     * @return the method
     */
    public static PropensityWeighting standard() {
        return of(Estimand.ATO);
    }

    @Override
    public Estimand target() {
        return estimand;
    }

    @Override
    public Set<Role> needs() {
        return Comparison.NEEDS;
    }

    @Override
    public BalancingWeights balance(Sample sample, RandomGenerator random) {
        sample.require(Set.of(Role.ASSIGNMENT));
        TwoArms arms = TwoArms.of(sample);
        return weights(arms.indicator(), scores(sample, arms, random).values);
    }

    private Scores scores(Sample sample, TwoArms arms, RandomGenerator random) {
        Scores scores = Scores.of(sample, arms, propensity, random);
        OverlapDiagnosis.of(estimand, scores.values, arms.indicator(), Matching.EXTREME)
                .refuse();
        return scores;
    }

    private BalancingWeights weights(double[] arm, double[] e) {
        double[] weights = new double[arm.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight(arm[i] > 0.5, e[i]);
        }
        return new BalancingWeights(estimand, arm, weights);
    }

    private double weight(boolean treated, double e) {
        return switch (estimand) {
            case ATT -> treated ? 1 : e / (1 - e);
            case ATC -> treated ? (1 - e) / e : 1;
            case ATO -> treated ? 1 - e : e;
            default -> treated ? 1 / e : 1 / (1 - e);
        };
    }

    /** The derivative of a weight in the log odds. */
    private double slope(boolean treated, double e) {
        return switch (estimand) {
            case ATT -> treated ? 0 : e / (1 - e);
            case ATC -> treated ? -(1 - e) / e : 0;
            case ATO -> treated ? -e * (1 - e) : e * (1 - e);
            default -> treated ? -(1 - e) / e : e / (1 - e);
        };
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Comparison data = Comparison.of(sample);
        Scores scores = scores(sample, data.arms, random);
        BalancingWeights weights = weights(data.arm, scores.values);
        double[] influence = new double[data.size];
        double value = influence(data, scores.values, weights.weights(), scores.model, influence);
        Repetitions result = new Repetitions(1, data.size);
        result.add(value, influence);
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        OverlapDiagnosis.of(estimand, scores.values, data.arm, Matching.EXTREME).report(weights, diagnostics, cautions);
        String variance = scores.model != null
                ? "stacked estimating equations of weights and logistic propensity, normal"
                : "influence function with the propensity as known, normal";
        return new Fit(
                List.of(Estimate.normal(estimand, data.arms.contrast(), value, result.stdError())),
                Glance.of(name(), variance, sample, data.arms, diagnostics),
                cautions,
                term -> influence.clone());
    }

    private String name() {
        return estimand == Estimand.ATO ? "overlap-weights" : "propensity-weighting";
    }

    private double influence(Comparison data, double[] e, double[] w, @Nullable LogisticFit model, double[] influence) {
        double[] total = new double[2];
        double[] mean = new double[2];
        for (int i = 0; i < data.size; i++) {
            int a = data.arm[i] > 0.5 ? 1 : 0;
            total[a] += w[i];
            mean[a] += w[i] * data.outcome[i];
        }
        mean[0] /= total[0];
        mean[1] /= total[1];
        double[] slope = new double[data.size];
        for (int i = 0; i < data.size; i++) {
            boolean treated = data.arm[i] > 0.5;
            int a = treated ? 1 : 0;
            double off = (treated ? 1 : -1) * (data.outcome[i] - mean[a]) * data.size / total[a];
            influence[i] = w[i] * off;
            slope[i] = slope(treated, e[i]) * off;
        }
        if (model != null) {
            model.addEstimation(data.columns, Scores.all(data.size), data.arm, slope, influence);
        }
        return mean[1] - mean[0];
    }
}
