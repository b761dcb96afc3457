package assay.cate;

import java.util.Arrays;

/**
 * Where the pointwise intervals of a causal forest are meant to hold: between the 10 % and the 90 % quantile of the units of the fit, in
 * every feature whose importance is above the even share. A missing value counts as inside. Nearer to the edge a forest averages over
 * units of one side only, and its bias is not in its variance (Wager and Athey, J. Amer. Statist. Assoc. 113, 2018). Arrays are shared
 * and must not be written to.
 */
public final class Interior {

    private static final double EDGE = 0.10;

    private final double[] low;
    private final double[] high;

    /**
     * A box, which is not copied.
     *
     * @param low the least value of each feature that is inside, minus infinity where any is
     * @param high the largest, infinity where any is
     * @throws IllegalArgumentException if lengths differ, or an end is NaN or below the other
     */
    public Interior(double[] low, double[] high) {
        if (low.length != high.length) {
            throw new IllegalArgumentException(
                    "lower ends of " + low.length + " features, upper ends of " + high.length);
        }
        for (int j = 0; j < low.length; j++) {
            if (!(low[j] <= high[j])) {
                throw new IllegalArgumentException(
                        "the interior of feature " + (j + 1) + " runs from " + low[j] + " to " + high[j]);
            }
        }
        this.low = low;
        this.high = high;
    }

    /**
     * The interior of the units of a fit.
     *
     * @param columns their features, column by column, NaN where missing
     * @param importance of each feature, see {@link assay.forest.CausalForestModel#importance()}
     * @return its box
     * @throws IllegalArgumentException if lengths differ
     */
    public static Interior of(double[][] columns, double[] importance) {
        if (columns.length != importance.length) {
            throw new IllegalArgumentException(columns.length + " features, " + importance.length + " importances");
        }
        double[] low = new double[columns.length];
        double[] high = new double[columns.length];
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, Double.POSITIVE_INFINITY);
        for (int j = 0; j < columns.length; j++) {
            double[] sorted = Arrays.stream(columns[j])
                    .filter(v -> !Double.isNaN(v))
                    .sorted()
                    .toArray();
            if (importance[j] * columns.length > 1 && sorted.length > 0) {
                low[j] = sorted[(int) (EDGE * (sorted.length - 1))];
                high[j] = sorted[(int) Math.ceil((1 - EDGE) * (sorted.length - 1))];
            }
        }
        return new Interior(low, high);
    }

    /**
     * The number of features.
     *
     * @return not negative
     */
    public int features() {
        return low.length;
    }

    /**
     * The lower ends.
     *
     * @return the shared array, minus infinity where a feature does not matter
     */
    public double[] low() {
        return low;
    }

    /**
     * The upper ends.
     *
     * @return the shared array, infinity where a feature does not matter
     */
    public double[] high() {
        return high;
    }

    /**
     * Whether units are inside.
     *
     * @param columns their features, column by column
     * @param size the number of units
     * @return true where every feature is within its ends, or missing
     * @throws IllegalArgumentException if the number of features differs
     */
    public boolean[] contains(double[][] columns, int size) {
        if (columns.length != low.length) {
            throw new IllegalArgumentException(
                    "units of " + columns.length + " features, an interior of " + low.length);
        }
        boolean[] inside = new boolean[size];
        Arrays.fill(inside, true);
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < size; i++) {
                double value = columns[j][i];
                inside[i] &= !(value < low[j]) && !(value > high[j]);
            }
        }
        return inside;
    }
}
