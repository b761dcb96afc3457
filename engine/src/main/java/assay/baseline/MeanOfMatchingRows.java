package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.offpolicy.LoggedFeedback;
import assay.offpolicy.LoggedSample;
import assay.offpolicy.TargetPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The mean reward of the rows in which the log did what the target would have done, {@code sum(target r) / sum(target)} at the action
 * taken, as if the log had drawn its actions evenly. It takes the units for which the log prefers an action for all units. Kept because
 * it fails.
 *
 * @param policy the policy to be evaluated
 */
public record MeanOfMatchingRows(TargetPolicy policy) implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.POLICY_VALUE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.PROPENSITY);
    }

    @Override
    public Set<Role> reads() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT, Role.PROPENSITY, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        LoggedFeedback feedback = LoggedSample.of(sample).under(policy);
        double[] match = new double[feedback.size()];
        double total = 0;
        double rewards = 0;
        for (int i = 0; i < match.length; i++) {
            match[i] = feedback.target()[i * feedback.actions() + feedback.action()[i]];
            total += match[i];
            rewards += match[i] * feedback.reward()[i];
        }
        if (!(total > 0)) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    "The target would have taken the logged action in no row.",
                    "Log actions that the target takes.");
        }
        double value = rewards / total;
        double squares = 0;
        for (int i = 0; i < match.length; i++) {
            double e = match[i] * (feedback.reward()[i] - value) / total;
            squares += e * e;
        }
        return new Fit(
                List.of(Estimate.normal(Estimand.POLICY_VALUE, policy.label(), value, Math.sqrt(squares))),
                new Glance(
                        "mean-of-matching-rows",
                        "standard deviation of the rewards, normal",
                        sample.size(),
                        0,
                        0,
                        sample.dropped(),
                        0,
                        Map.of()),
                List.of());
    }
}
