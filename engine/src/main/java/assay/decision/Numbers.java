package assay.decision;

import assay.experiment.MetricType;
import java.util.Locale;

/** Figures in sentences: four significant digits, shares as percentages, changes of shares in percentage points. */
public final class Numbers {

    private Numbers() {}

    /**
     * A change of a metric.
     *
     * @param reading a reading of the metric
     * @param value the change, in the unit of the metric
     * @return such as {@code 2 percentage points}
     */
    public static String change(MetricReading reading, double value) {
        return share(reading) ? plain(100 * value) + " percentage points" : plain(value);
    }

    /**
     * A value of a metric.
     *
     * @param reading a reading of the metric
     * @param value the value, in the unit of the metric
     * @return such as {@code 12.5 %}
     */
    public static String level(MetricReading reading, double value) {
        return share(reading) ? plain(100 * value) + " %" : plain(value);
    }

    /**
     * Whether a metric is a share of units.
     *
     * @param reading a reading of the metric
     * @return true if it is
     */
    public static boolean share(MetricReading reading) {
        return reading.metric().type() == MetricType.PROPORTION;
    }

    /**
     * A p-value.
     *
     * @param value in [0, 1]
     * @return such as {@code 0.0123} or {@code below 0.0001}
     */
    public static String probability(double value) {
        return value >= 0 && value < 0.0001 ? "below 0.0001" : plain(value);
    }

    /**
     * A number of units.
     *
     * @param value the number
     * @return with separators of thousands
     */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /**
     * A number.
     *
     * @param value the number
     * @return in words where it is not finite
     */
    public static String plain(double value) {
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
