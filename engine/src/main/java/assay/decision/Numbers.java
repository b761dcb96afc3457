package assay.decision;

import assay.experiment.MetricType;
import java.util.Locale;

/** Figures in sentences: four significant digits, shares as percentages, changes of shares in percentage points. */
final class Numbers {

    private Numbers() {}

    /** A change of a metric. */
    static String change(MetricReading reading, double value) {
        return share(reading) ? plain(100 * value) + " percentage points" : plain(value);
    }

    /** A value of a metric. */
    static String level(MetricReading reading, double value) {
        return share(reading) ? plain(100 * value) + " %" : plain(value);
    }

    static boolean share(MetricReading reading) {
        return reading.metric().type() == MetricType.PROPORTION;
    }

    /** A p-value or a level. */
    static String probability(double value) {
        return value >= 0 && value < 0.0001 ? "below 0.0001" : plain(value);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String plain(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "unknown" : value > 0 ? "without limit" : "without lower limit";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 1e-6) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int digits = (int) Math.floor(Math.log10(size));
        String text = String.format(Locale.ROOT, "%,." + Math.max(0, 3 - digits) + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
