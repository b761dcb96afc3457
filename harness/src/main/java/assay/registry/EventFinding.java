package assay.registry;

/**
 * What one rule of instrumentation found in a file of events.
 *
 * @param rule number of the rule
 * @param name kebab-case name
 * @param state how it ended
 * @param count events or users that break it
 * @param example one of them; empty if there is none
 * @param message what was found
 * @param remedy what to do; empty if there is nothing to do
 */
public record EventFinding(
        int rule, String name, State state, long count, String example, String message, String remedy) {

    /** How a rule ended. */
    public enum State {
        /** It holds. */
        PASS,
        /** Something to look at. */
        WARN,
        /** It is broken. */
        FAIL,
        /** The file does not say what it needs. */
        NOT_RUN
    }
}
