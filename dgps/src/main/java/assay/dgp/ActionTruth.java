package assay.dgp;

import java.util.Set;

/**
 * Which actions are right, and which do harm; the others are merely not right.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if no action is right, or one is both right and harmful.
 *
 * @param right the actions that a rule that knows the truth may take
 * @param harmful the actions that do harm, empty where none does
 */
public record ActionTruth(Set<String> right, Set<String> harmful) {

    public ActionTruth {
        right = Set.copyOf(right);
        harmful = Set.copyOf(harmful);
        if (right.isEmpty()) {
            throw new IllegalArgumentException("at least one action is right");
        }
        for (String action : right) {
            if (harmful.contains(action)) {
                throw new IllegalArgumentException("'" + action + "' cannot be both right and harmful");
            }
        }
    }
}
