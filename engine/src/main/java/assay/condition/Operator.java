package assay.condition;

import java.util.Optional;

/** How two values compare. */
enum Operator {
    EQUAL("="),
    DIFFERENT("<>"),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">=");

    private final String sql;

    Operator(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    static Optional<Operator> of(String text) {
        return switch (text) {
            case "=", "==" -> Optional.of(EQUAL);
            case "!=", "<>" -> Optional.of(DIFFERENT);
            case "<" -> Optional.of(LESS);
            case "<=" -> Optional.of(AT_MOST);
            case ">" -> Optional.of(MORE);
            case ">=" -> Optional.of(AT_LEAST);
            default -> Optional.empty();
        };
    }

    /** The same comparison read from the right. */
    Operator mirrored() {
        return switch (this) {
            case EQUAL, DIFFERENT -> this;
            case LESS -> MORE;
            case AT_MOST -> AT_LEAST;
            case MORE -> LESS;
            case AT_LEAST -> AT_MOST;
        };
    }

    /** Whether an order holds, given as the sign of left less right. */
    boolean holds(int sign) {
        return switch (this) {
            case EQUAL -> sign == 0;
            case DIFFERENT -> sign != 0;
            case LESS -> sign < 0;
            case AT_MOST -> sign <= 0;
            case MORE -> sign > 0;
            case AT_LEAST -> sign >= 0;
        };
    }

    /** Whether it asks for one value rather than for an order. */
    boolean equality() {
        return this == EQUAL || this == DIFFERENT;
    }
}
