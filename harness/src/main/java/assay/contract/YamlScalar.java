package assay.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the characters of a plain scalar mean by the core schema of YAML 1.2. */
final class YamlScalar {

    private static final Pattern EMPTY = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0[0-9]+");

    /** Longer numbers are no numbers of contracts, and slow to read. */
    private static final int LONG_NUMBER = 40;

    /** The form of times, with {@link #UTC} or any other offset. */
    private static final String MOMENT =
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)? ?";

    /** The form of times that are accepted, for schemas too. */
    static final String UTC = "^" + MOMENT + "([Zz]|[+-]00:00)$";

    private static final Pattern SHAPE = Pattern.compile(MOMENT + "([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final int DATE = 10;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm", "Z")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private YamlScalar() {}

    static YamlNode.Kind kind(String plain) {
        if (EMPTY.matcher(plain).matches()) {
            return YamlNode.Kind.NULL;
        }
        if (TRUTH.matcher(plain).matches()) {
            return YamlNode.Kind.BOOL;
        }
        return WHOLE.matcher(plain).matches() || DECIMAL.matcher(plain).matches()
                ? YamlNode.Kind.NUMBER
                : YamlNode.Kind.TEXT;
    }

    static double number(YamlNode node) {
        node.require(YamlNode.Kind.NUMBER, fix(node));
        String lower = node.scalar().toLowerCase(Locale.ROOT);
        double number = lower.contains("n") || lower.length() > LONG_NUMBER ? Double.NaN : Double.parseDouble(lower);
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw node.problem(
                    "this is " + node.shown() + ", which is no number to reckon with", "Write a finite number.");
        }
        return number;
    }

    static long integer(YamlNode node) {
        node.require(YamlNode.Kind.NUMBER, fix(node));
        String value = node.scalar();
        if (!WHOLE.matcher(value).matches()) {
            throw node.problem(node.shown() + " is no integer", "Write it without a point or an exponent.");
        }
        if (OCTAL.matcher(value).matches()) {
            throw node.problem(node.shown() + " is octal to some readers", "Leave the leading zero out.");
        }
        BigInteger integer = value.length() > LONG_NUMBER ? BigInteger.ONE.shiftLeft(Long.SIZE) : new BigInteger(value);
        if (integer.bitLength() >= Long.SIZE) {
            throw node.problem(node.shown() + " is too large", "Write an integer of at most 18 digits.");
        }
        return integer.longValueExact();
    }

    private static String fix(YamlNode node) {
        if (node.kind() != YamlNode.Kind.TEXT) {
            return "Write a number.";
        }
        String bare = node.scalar().strip();
        if (kind(bare) == YamlNode.Kind.NUMBER) {
            return "Leave the quotes out.";
        }
        return bare.endsWith("%")
                ? "Write a share as a number from 0 to 1, such as 0.05 for 5%."
                : "Write digits with a point for decimals, without signs for thousands or units.";
    }

    static Instant instant(YamlNode node) {
        node.require(YamlNode.Kind.TEXT, "Write a time such as 2026-02-01T00:00:00Z.");
        String text = node.scalar();
        OffsetDateTime time;
        try {
            if (!SHAPE.matcher(text).matches()) {
                throw new DateTimeParseException("not of the form", text, 0);
            }
            time = OffsetDateTime.parse(
                    text.substring(0, DATE) + "T"
                            + text.substring(DATE + 1).replace(" ", "").toUpperCase(Locale.ROOT),
                    TIME);
        } catch (DateTimeParseException e) {
            throw node.problem(
                    node.shown() + " is no time with its offset",
                    "Write date, T, time of day and Z, such as 2026-02-01T00:00:00Z.");
        }
        if (!time.getOffset().equals(ZoneOffset.UTC)) {
            throw node.problem(
                    node.shown() + " is not in UTC",
                    "Write " + DateTimeFormatter.ISO_INSTANT.format(time.toInstant()) + ", the same moment.");
        }
        return time.toInstant();
    }
}
