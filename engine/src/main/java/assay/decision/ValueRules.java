package assay.decision;

import java.util.Arrays;

/** What the definition of a metric does to its values, in place. */
final class ValueRules {

    private ValueRules() {}

    /** Sets missing values to 0, and says how many there were. */
    static int fill(double[] values) {
        int filled = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                values[i] = 0;
                filled++;
            }
        }
        return filled;
    }

    /** Sets negative values to 0. */
    static void floor(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] < 0 ? 0 : values[i];
        }
    }

    /** Sets values above a cap to it, and says how many there were. */
    static int cap(double[] values, double cap) {
        int moved = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > cap) {
                values[i] = cap;
                moved++;
            }
        }
        return moved;
    }

    /** The percentile of what is known, interpolated between order statistics (definition 7 of Hyndman and Fan 1996). */
    static double percentile(double[] values, double probability) {
        double[] sorted = new double[values.length];
        int count = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                sorted[count++] = value;
            }
        }
        if (count == 0) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.sort(sorted, 0, count);
        double place = (count - 1) * probability;
        int low = (int) place;
        int high = Math.min(count - 1, low + 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }
}
