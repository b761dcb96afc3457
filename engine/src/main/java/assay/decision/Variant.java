package assay.decision;

import assay.Arguments;

/**
 * An arm of an experiment.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the name is blank or the share is not in (0, 1).
 *
 * @param name as it is logged
 * @param share of the units that are assigned to it, in (0, 1)
 * @param kind control or treatment
 * @param description what its units see
 */
public record Variant(String name, double share, Kind kind, String description) {

    /** What an arm is compared as. */
    public enum Kind {
        /** What there was before. */
        CONTROL,
        /** A change. */
        TREATMENT
    }

    public Variant {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a variant has no name");
        }
        Arguments.probability("share of variant " + name, share);
    }
}
