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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Entropy balancing: of all weights that give an arm the covariate means of the target population, those nearest to even ones,
 * {@code w proportional to exp(lambda' x)} (Hainmueller, Political Analysis 20, 2012).
 *
 * <p>The target population is that of the estimand: the treated (ATT), the controls (ATC) or everyone (ATE, where both arms are
 * weighted). Identified when the covariates hold every common cause of treatment and outcome; consistent when the outcome under the other
 * arm is linear in the covariates, or the log odds of treatment are (Zhao and Percival, J. Causal Inference 5, 2017). For other
 * dependence give squares and products as covariates.
 *
 * <p>The standard error stacks the balancing equations with those of the means, the population's among them: with {@code b} the weighted
 * regression slope of the outcome in a weighted arm, its rows contribute {@code n w (y - mean - b' (x - target))} and those of the
 * target population {@code b' (x - target)}. The divisor of the variance is n - 1.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimand is none of these.
 *
 * @param estimand ATT, ATC or ATE
 */
public record EntropyBalancing(Estimand estimand) implements Estimator<Fit>, Balancer {

    public EntropyBalancing {
        if (estimand != Estimand.ATT && estimand != Estimand.ATC && estimand != Estimand.ATE) {
            throw new IllegalArgumentException(
                    "entropy balancing estimates the ATT, ATC or ATE, not the " + estimand.label());
        }
    }

    /**
     * The effect on the treated.
     *
     * @return the method
     */
    public static EntropyBalancing standard() {
        return new EntropyBalancing(Estimand.ATT);
    }

    @Override
    public Estimand target() {
        return estimand;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    /** Whether an arm is weighted towards the population, rather than being it. */
    private boolean weighted(int treated) {
        return estimand == Estimand.ATE || (estimand == Estimand.ATT) == (treated == 0);
    }

    private boolean inTarget(double arm) {
        return estimand == Estimand.ATE || (estimand == Estimand.ATT) == (arm == 1);
    }

    @Override
    public BalancingWeights balance(Sample sample, RandomGenerator random) {
        sample.require(Set.of(Role.ASSIGNMENT, Role.COVARIATE));
        TwoArms arms = TwoArms.of(sample);
        double[] arm = arms.indicator();
        double[][] columns = sample.covariates().columns();
        double[] target = target(columns, arm);
        double[] weights = new double[arm.length];
        for (int a = 0; a < 2; a++) {
            if (weighted(a)) {
                new EntropyDual(sample.covariates().names(), columns, arm, a, target).solve(weights);
            } else {
                int rows = a == 1 ? arms.treated() : arms.control();
                for (int i = 0; i < arm.length; i++) {
                    weights[i] = arm[i] == a ? 1.0 / rows : weights[i];
                }
            }
        }
        return new BalancingWeights(estimand, arm, weights);
    }

    private double[] target(double[][] columns, double[] arm) {
        double[] target = new double[columns.length];
        for (int j = 0; j < target.length; j++) {
            int rows = 0;
            for (int i = 0; i < arm.length; i++) {
                if (inTarget(arm[i])) {
                    target[j] += columns[j][i];
                    rows++;
                }
            }
            target[j] /= rows;
        }
        return target;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Comparison data = Comparison.of(sample);
        BalancingWeights balanced = balance(sample, random);
        double[] weights = balanced.weights();
        double[] target = target(data.columns, data.arm);
        double[] influence = new double[data.size];
        double value = balanced.difference(data.outcome);
        for (int a = 0; a < 2; a++) {
            add(data, a, weights, target, influence);
        }
        Repetitions result = new Repetitions(1, data.size);
        result.add(value, influence);
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        OverlapDiagnosis.sizes(balanced, diagnostics, cautions);
        diagnostics.put(
                "max_abs_smd",
                BalanceTable.largest(BalanceTable.of(sample, balanced).after()));
        return new Fit(
                List.of(Estimate.normal(estimand, data.arms.contrast(), value, result.stdError())),
                Glance.of(
                        "entropy-balancing",
                        "stacked estimating equations of weights and means, normal",
                        sample,
                        data.arms,
                        diagnostics),
                cautions,
                term -> influence.clone());
    }

    /** Adds the influence of the mean of an arm, signed. */
    private void add(Comparison data, int a, double[] weights, double[] target, double[] influence) {
        double[] mine = new double[data.size];
        double mean = 0;
        int population = 0;
        for (int i = 0; i < data.size; i++) {
            mine[i] = data.arm[i] == a ? weights[i] : 0;
            mean += mine[i] * data.outcome[i];
            population += inTarget(data.arm[i]) ? 1 : 0;
        }
        double[] slopes = new double[target.length];
        if (weighted(a)) {
            slopes = WeightedPlane.of(data.columns, data.outcome, mine).slopes();
        }
        double sign = a == 1 ? 1 : -1;
        double share = data.size / (double) population;
        for (int i = 0; i < data.size; i++) {
            double moved = 0;
            for (int j = 0; j < slopes.length; j++) {
                moved += slopes[j] * (data.columns[j][i] - target[j]);
            }
            double here = data.size * mine[i] * (data.outcome[i] - mean - moved);
            influence[i] += sign * (here + (inTarget(data.arm[i]) ? share * moved : 0));
        }
    }
}
