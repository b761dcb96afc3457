package assay.site;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as text: fixed digits, a dash where a number is undefined. */
final class Numbers {

    private static final String UNDEFINED = "–";

    private Numbers() {}

    static String fixed(double value, int digits) {
        if (!Double.isFinite(value)) {
            return UNDEFINED;
        }
        String text = String.format(Locale.ROOT, "%." + digits + "f", value);
        boolean negativeZero = text.startsWith("-") && text.chars().allMatch(c -> "-0.".indexOf(c) >= 0);
        return negativeZero ? text.substring(1) : text.replace('-', '−');
    }

    static String significant(double value, int digits) {
        if (!Double.isFinite(value)) {
            return UNDEFINED;
        }
        if (value == 0) {
            return "0";
        }
        int magnitude = (int) Math.floor(Math.log10(Math.abs(value)));
        return fixed(value, Math.max(0, digits - 1 - magnitude));
    }

    /** Evidence as a power of ten, from its natural logarithm. */
    static Html power(double naturalLog) {
        Html html = new Html();
        if (!Double.isFinite(naturalLog)) {
            return html.text(UNDEFINED);
        }
        return html.text("10").leaf("sup", log10(naturalLog));
    }

    /** The exponent of ten alone, for columns of numbers. */
    static String log10(double naturalLog) {
        return fixed(naturalLog / Math.log(10), 1);
    }

    /** A probability of an exact table: five digits, and what is smaller is said to be. */
    static String probability(double p) {
        if (p > 0 && p < 0.000005) {
            return "< 0.00001";
        }
        return p < 1 && p > 0.999995 ? "> 0.99999" : fixed(p, 5);
    }

    /** A number of a text, as short as it is exact to four digits. */
    static String brief(double value) {
        if (!Double.isFinite(value)) {
            return UNDEFINED;
        }
        if (Math.abs(value) >= 1000) {
            return count(value);
        }
        if (value != 0 && Math.abs(value) < 0.0001) {
            return new BigDecimal(value).round(new MathContext(2)).toPlainString();
        }
        String text = fixed(value, 4);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String count(double value) {
        return Double.isFinite(value) ? count(Math.round(value)) : UNDEFINED;
    }

    static String plusMinus(double value, double halfWidth, int digits) {
        return fixed(value, digits) + " ± " + fixed(halfWidth, digits);
    }

    static String interval(double low, double high, int digits) {
        return "[" + fixed(low, digits) + ", " + fixed(high, digits) + "]";
    }

    static String bytes(long size) {
        return size < 10_000 ? count(size) + " B" : count(Math.round(size / 1000.0)) + " kB";
    }

    /** A coordinate of a figure: a tenth of a unit is finer than a screen shows. */
    static String coordinate(double value) {
        double tenth = Math.rint(value * 10) / 10;
        return tenth == Math.rint(tenth) ? Long.toString((long) tenth) : Double.toString(tenth);
    }
}
