package assay.data;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as CSV files write them: stricter than Java, which also takes {@code 1f}, {@code 0x1p3} and {@code 2d}. */
final class Numbers {

    private Numbers() {}

    /** Whether a field means a missing value. */
    static boolean isMissing(String field) {
        return field.isEmpty() || field.equals("NA");
    }

    /** Whether a field consists of digits after an optional sign. */
    static boolean isWhole(String field) {
        int start = field.startsWith("-") || field.startsWith("+") ? 1 : 0;
        for (int i = start; i < field.length(); i++) {
            if (!isDigit(field.charAt(i))) {
                return false;
            }
        }
        return field.length() > start;
    }

    /** The number that a field holds; infinite for {@code inf} and {@code Infinity}, NaN for {@code NaN}. */
    static OptionalDouble parse(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (!isDigit(c) && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return word(field);
            }
        }
        try {
            return OptionalDouble.of(Double.parseDouble(field));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble word(String field) {
        return switch (field.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
            case "nan" -> OptionalDouble.of(Double.NaN);
            default -> OptionalDouble.empty();
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
