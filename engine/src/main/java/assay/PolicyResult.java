package assay;

import java.util.List;

/**
 * A policy, learned or given, and what it is worth.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two actions or two share a name.
 *
 * @param policy the policy
 * @param actions the names of its actions, by index
 * @param value estimate of its value: the expected outcome when every unit gets the action that the policy chooses, in
 *     the unit of the outcome, costs subtracted where there are any
 * @param glance what the value was estimated from
 * @param cautions reasons for care, empty when there are none
 */
public record PolicyResult(Policy policy, List<String> actions, Estimate value, Glance glance, List<Caution> cautions) {

    public PolicyResult {
        actions = Arguments.distinct("action", actions);
        cautions = List.copyOf(cautions);
        Arguments.atLeast("number of actions", actions.size(), 2);
    }
}
