package assay.policy;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.PolicyResult;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A policy that is learned, and its value by doubly robust scores of rows that it has not seen, see {@link PolicyStudy}.
 *
 * <p>The estimand is {@code E[Y(pi(X))] - E[c_pi(X)]} of the policy pi that is reported: not of the best policy, nor of the average
 * policy that such data would lead to. It is identified in an experiment, or where covariates hold every common cause of treatment and
 * outcome; each unit must have been able to get each action.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a cost is not finite.
 *
 * @param policy learns the policy
 * @param scores learns doubly robust scores
 * @param costs what each action costs a unit, in the unit of the outcome, in the order of the arms; empty where all are free
 * @param validation which rows the policy is valued on
 */
public record PolicyValue(PolicyLearner policy, ScoreLearner scores, List<Double> costs, PolicyValidation validation)
        implements Estimator<PolicyResult> {

    public PolicyValue {
        costs = List.copyOf(costs);
        costs.forEach(cost -> Arguments.finite("cost", cost));
    }

    /**
     * A tree of depth 2 of scores by boosted trees.
     *
     * @return without costs, valued on an honest split
     */
    public static PolicyValue standard() {
        return new PolicyValue(
                PolicyTreeLearner.standard(), ScoreLearner.boosted(), List.of(), PolicyValidation.HONEST_SPLIT);
    }

    /**
     * The same with other costs.
     *
     * @param changed a cost for each action, in the order of the arms
     * @return the changed estimator
     */
    public PolicyValue withCosts(List<Double> changed) {
        return new PolicyValue(policy, scores, changed, validation);
    }

    /**
     * The same valued on other rows.
     *
     * @param changed which rows
     * @return the changed estimator
     */
    public PolicyValue withValidation(PolicyValidation changed) {
        return new PolicyValue(policy, scores, costs, changed);
    }

    double[] costsOf(List<String> actions) {
        if (costs.isEmpty()) {
            return new double[actions.size()];
        }
        if (costs.size() != actions.size()) {
            throw new IllegalArgumentException(costs.size() + " costs for the " + actions.size() + " actions "
                    + String.join(", ", actions) + "; give one for each, in that order.");
        }
        return costs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public Estimand target() {
        return Estimand.POLICY_VALUE;
    }

    @Override
    public Set<Role> needs() {
        return ArmData.NEEDS;
    }

    @Override
    public Set<Role> reads() {
        return ArmData.READS;
    }

    @Override
    public PolicyResult estimate(Sample sample, RandomGenerator random) {
        return PolicyStudy.of(this, sample, random).result("policy-value");
    }
}
