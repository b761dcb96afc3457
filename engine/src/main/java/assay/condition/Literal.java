package assay.condition;

import java.util.Locale;

/** A value that is written out in a condition. */
sealed interface Literal {

    int at();

    Kind kind();

    String sql();

    /** A number. */
    record Numeric(double value, int at) implements Literal {
        @Override
        public Kind kind() {
            return Kind.NUMBER;
        }

        @Override
        public String sql() {
            // With an exponent it is a double and not a decimal.
            String text = Double.toString(value).toUpperCase(Locale.ROOT);
            return text.contains("E") ? text : text + "E0";
        }
    }

    /** Text. */
    record Text(String value, int at) implements Literal {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }

        @Override
        public String sql() {
            return "'" + value.replace("'", "''") + "'";
        }
    }
}
