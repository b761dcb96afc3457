package assay.offpolicy;

import assay.Clusters;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The value of a target policy from the log of another: the expected reward had the target chosen, {@code E[sum over a of target(a | X)
 * Y(a)]}, with a normal interval from the influence of the rows.
 *
 * <p>Identified when the logged propensities are those by which actions were drawn, the target takes no action that the log could not
 * have taken, and rewards do not depend on earlier actions. With known propensities the doubly robust score is unbiased whatever its
 * reward model, which is learned by {@link RewardModel} from other folds. Rows of a cluster may depend on each other.
 *
 * <p>Propensities: one column, the logging probability of the action that was taken, or one for every action in the order of the
 * levels.
 *
 * @param policy the policy to be evaluated
 * @param score how
 * @param model how expected rewards are learned, where the score uses them
 * @param overlap when to refuse
 */
public record OffPolicyValue(TargetPolicy policy, OffPolicyScore score, RewardModel model, OverlapRule overlap)
        implements Estimator<Fit> {

    static final Set<Role> NEEDS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.PROPENSITY);

    private static final Set<Role> READS = Set.of(
            Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT, Role.PROPENSITY, Role.COVARIATE, Role.CLUSTER, Role.STRATUM);

    /**
     * A score of a policy with the usual reward model and rule of overlap.
     *
     * @param policy the policy to be evaluated
     * @param score how
     */
    public OffPolicyValue(TargetPolicy policy, OffPolicyScore score) {
        this(policy, score, RewardModel.standard(), OverlapRule.standard());
    }

    /**
     * The doubly robust value of a policy.
     *
     * @param policy the policy to be evaluated
     * @return the estimator
     */
    public static OffPolicyValue doublyRobust(TargetPolicy policy) {
        return new OffPolicyValue(policy, new DoublyRobust());
    }

    /**
     * The doubly robust value of taking every action with the same probability.
     *
     * @return the estimator
     */
    public static OffPolicyValue standard() {
        return doublyRobust(new TargetPolicy.Uniform());
    }

    @Override
    public Estimand target() {
        return Estimand.POLICY_VALUE;
    }

    @Override
    public Set<Role> needs() {
        return NEEDS;
    }

    @Override
    public Set<Role> reads() {
        return READS;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        LoggedSample log = LoggedSample.of(sample);
        LoggedFeedback feedback = log.under(policy);
        OverlapDiagnosis diagnosis = log.overlap(feedback);
        overlap.check(diagnosis, score, log.actions());
        OffPolicyEstimate estimate = score.evaluate(log.learned(model, score, feedback, random));
        if (!(estimate.stdError() > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Every row tells the same of the value of the policy (column '"
                            + sample.column(Role.OUTCOME).name() + "'); there is no spread to estimate an error from.",
                    "Check the outcome column; a reward that never differs needs no estimate.");
        }
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("actions", (double) log.actions().size());
        diagnostics.put("effective_sample_size", diagnosis.effectiveSize());
        diagnostics.put("largest_weight", diagnosis.largestWeight());
        diagnostics.put("mean_weight", diagnosis.meanWeight());
        diagnostics.put("min_propensity", diagnosis.smallestPropensity());
        return new Fit(
                List.of(Estimate.normal(Estimand.POLICY_VALUE, policy.label(), estimate.value(), estimate.stdError())),
                new Glance(
                        "off-policy-" + score.code(),
                        "standard deviation of the influence of the "
                                + (feedback.cluster() == null ? "rows" : "clusters") + ", normal",
                        sample.size(),
                        0,
                        0,
                        sample.dropped(),
                        feedback.cluster() == null ? 0 : Clusters.of(sample).count(),
                        diagnostics),
                overlap.cautions(diagnosis, score),
                term -> estimate.influence().clone());
    }
}
