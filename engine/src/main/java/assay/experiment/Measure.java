package assay.experiment;

import assay.Role;
import java.util.Set;

/** What an arm is summarised by. */
public enum Measure {
    /** The mean of the outcome. */
    MEAN,
    /** The ratio of the sums of numerator and denominator. */
    RATIO;

    /** The columns that it is computed from, and the assignment. */
    Set<Role> needs() {
        return this == MEAN
                ? Set.of(Role.OUTCOME, Role.ASSIGNMENT)
                : Set.of(Role.NUMERATOR, Role.DENOMINATOR, Role.ASSIGNMENT);
    }
}
