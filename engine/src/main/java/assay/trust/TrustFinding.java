package assay.trust;

/**
 * What one check found.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a p-value is given that is not in [0, 1].
 *
 * @param check kebab-case name of the check, such as {@code sample-ratio-assignment}
 * @param where what it was made on: {@code all}, a day, a segment, an arm, a column
 * @param state how it ended
 * @param consequence what follows if it fails
 * @param statistic its statistic; NaN where it counts
 * @param pValue its p-value; NaN where it counts and any case is too many
 * @param message what was found, in figures
 * @param remedy what to do if it failed; empty if there is nothing to do
 */
public record TrustFinding(
        String check,
        String where,
        State state,
        Consequence consequence,
        double statistic,
        double pValue,
        String message,
        String remedy) {

    /** How a check ended. */
    public enum State {
        /** Nothing is wrong as far as this check can see. */
        PASS,
        /** Something to look at, that does not make the data invalid. */
        WARN,
        /** The data do not pass. */
        FAIL,
        /** It could not be made, since the log lacks what it needs. */
        NOT_RUN,
        /** It does not apply to this plan, such as balance where no history is logged. */
        NOT_APPLICABLE
    }

    /** What follows if a check fails. */
    public enum Consequence {
        /** The comparison of arms is void. */
        INVALIDATES,
        /** It is too early: more days or more units. */
        DELAYS,
        /** The reading needs care. */
        INFORMS
    }

    public TrustFinding {
        if (!(Double.isNaN(pValue) || (pValue >= 0 && pValue <= 1))) {
            throw new IllegalArgumentException("p-value must be in [0, 1], not " + pValue);
        }
    }

    /**
     * Whether the comparison of arms must not be read: the check failed, or could not be made, and the comparison hangs on it.
     *
     * @return true if it must not
     */
    public boolean invalidates() {
        return consequence == Consequence.INVALIDATES && (state == State.FAIL || state == State.NOT_RUN);
    }

    /**
     * Whether it is too early to read the comparison of arms.
     *
     * @return true if it is
     */
    public boolean delays() {
        return consequence == Consequence.DELAYS && (state == State.FAIL || state == State.NOT_RUN);
    }
}
