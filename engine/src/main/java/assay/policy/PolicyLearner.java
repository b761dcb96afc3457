package assay.policy;

import assay.Policy;
import java.util.List;

/** Learns a policy from scores of actions. Implementations are records whose components are the options. */
@FunctionalInterface
public interface PolicyLearner {

    /**
     * Learns a policy. A pure function of its arguments.
     *
     * @param features the names of the features
     * @param columns their values, {@code columns[feature][row]}
     * @param scores what each action would bring each row, net of costs
     * @return the policy, over the same features in the same order
     * @throws assay.EstimationException if nothing can be learned from these rows
     */
    Policy learn(List<String> features, double[][] columns, ActionScores scores);
}
