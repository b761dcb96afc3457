package assay.experiment;

import assay.Role;
import java.util.EnumSet;
import java.util.Set;

/** What was put into an arm as a whole, and hence what is independent. */
public enum RandomisationUnit {
    /** Each row was assigned for itself. */
    ROW,
    /** The rows of a cluster, such as the sessions of a user, were assigned together. */
    CLUSTER;

    /** The roles that a method needs, the cluster among them where clusters were assigned. */
    Set<Role> needs(Role... roles) {
        EnumSet<Role> needs = EnumSet.noneOf(Role.class);
        needs.addAll(Set.of(roles));
        if (this == CLUSTER) {
            needs.add(Role.CLUSTER);
        }
        return Set.copyOf(needs);
    }
}
