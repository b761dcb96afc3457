package assay;

import java.util.List;
import java.util.Optional;

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
 * @param basis what it was made from, in the type of its method; empty where that is not kept
 */
public record Decision(
        String action, List<String> actions, String reason, List<Caution> cautions, Optional<Object> basis) {

    public Decision {
        actions = Arguments.distinct("action", actions);
        cautions = List.copyOf(cautions);
        Arguments.atLeast("number of actions", actions.size(), 2);
        if (!actions.contains(action)) {
            throw new IllegalArgumentException("'" + action + "' is none of the actions " + actions);
        }
    }

    /**
     * A decision whose basis is not kept.
     *
     * @param action the action taken
     * @param actions all actions that could have been taken
     * @param reason one sentence with the figures that decided
     * @param cautions reasons for care
     */
    public Decision(String action, List<String> actions, String reason, List<Caution> cautions) {
        this(action, actions, reason, cautions, Optional.empty());
    }

    /**
     * What the decision was made from.
     *
     * @param type its type
     * @param <T> its type
     * @return empty where it is not kept or of another type
     */
    public <T> Optional<T> basis(Class<T> type) {
        return basis.filter(type::isInstance).map(type::cast);
    }
}
