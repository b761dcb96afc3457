package assay;

import java.util.List;

/**
 * An action taken, of a named set, and why.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two actions, two share a name, or the
 * action taken is none of them.
 *
 * @param action the action taken, such as {@code ship}
 * @param actions all actions that could have been taken
 * @param reason one sentence with the figures that decided
 * @param cautions reasons for care, empty when there are none
 */
public record Decision(String action, List<String> actions, String reason, List<Caution> cautions) {

    public Decision {
        actions = Arguments.distinct("action", actions);
        cautions = List.copyOf(cautions);
        Arguments.atLeast("number of actions", actions.size(), 2);
        if (!actions.contains(action)) {
            throw new IllegalArgumentException("'" + action + "' is none of the actions " + actions);
        }
    }
}
