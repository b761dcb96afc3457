package assay.condition;

import java.util.Locale;

/**
 * A piece of a condition.
 *
 * @param type what it is
 * @param text its content, without quotes
 * @param start where it begins, from 0
 */
record Token(Type type, String text, int start) {

    enum Type {
        NAME,
        QUOTED_NAME,
        NUMBER,
        TEXT,
        OPERATOR,
        OPEN,
        CLOSE,
        COMMA,
        END
    }

    /** Whether it is this word, in any case, outside quotes. */
    boolean is(String keyword) {
        return type == Type.NAME && text.toLowerCase(Locale.ROOT).equals(keyword);
    }

    String shown() {
        return switch (type) {
            case END -> "the end";
            case TEXT -> "'" + text + "'";
            default -> text;
        };
    }
}
