package assay.transport;

import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.observational.EntropyBalancing;
import java.util.random.RandomGenerator;

/**
 * Means of arms whose weights give them the covariate means of the target: each arm is balanced against the target as controls
 * are against the treated.
 */
final class BalancedMeans {

    private BalancedMeans() {}

    static Weighted difference(Populations populations, RandomGenerator random) {
        if (populations.sample.has(Role.PROPENSITY)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Entropy balancing finds weights without the known propensity '"
                            + populations.sample.column(Role.PROPENSITY).name() + "'.",
                    "Weight by the odds of participation, which uses it, or give what it follows as a covariate instead.");
        }
        int n = populations.sample.size();
        double[] influence = new double[n];
        double[] weights = new double[n];
        double value = 0;
        for (int arm = 0; arm < 2; arm++) {
            value += (arm == 1 ? 1 : -1) * mean(populations, arm, influence, weights, random);
        }
        return new Weighted(value, influence, weights);
    }

    private static double mean(
            Populations populations, int arm, double[] influence, double[] weights, RandomGenerator random) {
        int[] own = populations.arm(arm);
        double[] outcomes = populations.outcomes(arm);
        int[] rows = new int[own.length + populations.target.length];
        double[] inTarget = new double[rows.length];
        double[] y = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            boolean mine = i < own.length;
            rows[i] = mine ? own[i] : populations.target[i - own.length];
            inTarget[i] = mine ? 0 : 1;
            y[i] = mine ? outcomes[i] : 0;
        }
        Sample both = populations
                .sample
                .rows(rows)
                .with(Role.OUTCOME, new Column.Numeric("outcome", y))
                .with(Role.ASSIGNMENT, new Column.Numeric("in the target", inTarget))
                .with(Role.TREATMENT)
                .with(Role.STRATUM);
        EntropyBalancing balancing = new EntropyBalancing(Estimand.ATT);
        try {
            Fit fit = balancing.estimate(both, random);
            double[] shares = balancing.balance(both, random).weights();
            double[] values = fit.influence().orElseThrow().values(0);
            double scale = populations.sample.size() / (double) rows.length;
            double sign = arm == 1 ? -1 : 1;
            for (int i = 0; i < rows.length; i++) {
                // The target's outcomes are 0 here, so that the effect on it is minus the mean of the arm.
                influence[rows[i]] += sign * scale * values[i];
                weights[rows[i]] = i < own.length ? shares[i] : 0;
            }
            return -fit.estimate().value();
        } catch (EstimationException e) {
            if (e.problem() != Problem.NO_OVERLAP) {
                throw e;
            }
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    "No weights give arm '"
                            + (arm == 1 ? populations.arms.treatedLabel() : populations.arms.controlLabel())
                            + "' the covariate means of the target, which lie at the edge of its rows or beyond.",
                    "Restrict the target to units like those of the experiment, or leave out covariates that do not change"
                            + " the effect.");
        }
    }
}
