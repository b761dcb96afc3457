package assay.growthlab;

import java.util.Arrays;

/** What is done to a column before it is compared. */
final class Transform {

    private static final double UPPER = 0.99;

    private Transform() {}

    static double[] of(MetricConfig metric, double[] column) {
        double[] values = column.clone();
        if (metric.fill() == MetricConfig.Fill.ZERO) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.isNaN(values[i]) ? 0 : values[i];
            }
        }
        if (metric.winsorised()) {
            double cap = quantile(values, UPPER);
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] > cap ? cap : values[i];
            }
        }
        if (metric.clipped()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] < 0 ? 0 : values[i];
            }
        }
        return values;
    }

    /** The quantile of the finite values by linear interpolation between order statistics, as NumPy interpolates. */
    static double quantile(double[] values, double p) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = p * (sorted.length - 1);
        int low = (int) Math.floor(at);
        int high = Math.min(low + 1, sorted.length - 1);
        double share = at - low;
        double step = sorted[high] - sorted[low];
        return share >= 0.5 ? sorted[high] - step * (1 - share) : sorted[low] + step * share;
    }
}
