package assay.registry;

/**
 * What one gate says of a move.
 *
 * @param name kebab-case name, by which it is overridden
 * @param outcome how it ended
 * @param message what was found, in figures
 * @param remedy what to do where it is closed; empty where there is nothing to do
 */
public record Gate(String name, Outcome outcome, String message, String remedy) {

    /** How a gate ended. */
    public enum Outcome {
        /** Open. */
        PASS,
        /** Closed. */
        FAIL,
        /** It does not apply to this experiment. */
        NOT_APPLICABLE;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    static Gate pass(String name, String message) {
        return new Gate(name, Outcome.PASS, message, "");
    }

    static Gate fail(String name, String message, String remedy) {
        return new Gate(name, Outcome.FAIL, message, remedy);
    }

    static Gate idle(String name, String message) {
        return new Gate(name, Outcome.NOT_APPLICABLE, message, "");
    }

    /**
     * Whether the move is stopped by it.
     *
     * @return true if it failed
     */
    public boolean closed() {
        return outcome == Outcome.FAIL;
    }
}
