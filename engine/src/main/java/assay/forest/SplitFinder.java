package assay.forest;

import java.util.Arrays;

/**
 * Finds the best split of a node on a feature. Channels of rows are summed by code into a histogram; a bitmap of the codes that
 * occur lets small nodes be scanned, in order, at the cost of their rows. Not thread-safe.
 */
final class SplitFinder {

    private static final int WORD = 64;

    private final Objective objective;
    private final int stride;
    private final int minNode;
    private final double alpha;
    private final double penalty;
    private final double[] histogram;
    private final long[] occupied;
    private final int[] touched;
    private final double[] left;
    private final double[] total;
    private final double[] absent;
    private final double[] leastVariation;
    private double leastRows;

    /** The best split found in the node so far. */
    int feature;

    int code;
    boolean missingRight;
    double gain;

    SplitFinder(Objective objective, ForestOptions options, int codes) {
        this.objective = objective;
        this.stride = objective.stride();
        this.minNode = options.minNode();
        this.alpha = options.alpha();
        this.penalty = options.imbalancePenalty();
        // One more code is for missing values.
        this.histogram = new double[(codes + 1) * stride];
        this.occupied = new long[(codes + WORD) / WORD + 1];
        this.touched = new int[codes + 1];
        this.left = new double[stride];
        this.total = new double[stride];
        this.absent = new double[stride];
        this.leastVariation = new double[objective.constraints];
    }

    /** Starts a node whose rows fill the channels; false if no split can satisfy the limits. */
    boolean start(double[] channels, int rows) {
        gain = 0;
        feature = -1;
        Arrays.fill(total, 0);
        for (int i = 0, at = 0; i < rows; i++) {
            for (int k = 0; k < stride; k++) {
                total[k] += channels[at++];
            }
        }
        leastRows = Math.max(Math.ceil(rows * alpha), 1);
        double weight = weight(total);
        for (int c = 0; c < objective.constraints; c++) {
            long counts = (long) total[counting(c)];
            int below = (int) (counts >>> 26);
            if (below < 2 * minNode || rows - below < 2 * minNode) {
                return false;
            }
            int at = objective.constrained(c);
            leastVariation[c] = alpha * (total[at + 1] - total[at] * total[at] / weight);
        }
        return true;
    }

    private int counting(int constraint) {
        return constraint == 0 ? 0 : objective.constrained(constraint) + 2;
    }

    private double weight(double[] sums) {
        return objective.weights == null ? ((long) sums[0] & (1L << 26) - 1) : sums[stride - 1];
    }

    void tryFeature(int candidate, byte[] column, int[] rows, int from, int to, double[] channels, int missing) {
        for (int i = from, at = 0; i < to; i++) {
            int bin = column[rows[i]] & 0xFF;
            occupied[bin >>> 6] |= 1L << bin;
            int h = bin * stride;
            for (int k = 0; k < stride; k++) {
                histogram[h + k] += channels[at++];
            }
        }
        scan(candidate, missing);
    }

    void tryFeature(int candidate, int[] column, int[] rows, int from, int to, double[] channels, int missing) {
        for (int i = from, at = 0; i < to; i++) {
            int bin = column[rows[i]];
            occupied[bin >>> 6] |= 1L << bin;
            int h = bin * stride;
            for (int k = 0; k < stride; k++) {
                histogram[h + k] += channels[at++];
            }
        }
        scan(candidate, missing);
    }

    private void scan(int candidate, int missing) {
        int count = 0;
        for (int word = 0; word <= missing >>> 6; word++) {
            long bits = occupied[word];
            occupied[word] = 0;
            while (bits != 0) {
                touched[count++] = (word << 6) + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
            }
        }
        boolean someMissing = touched[count - 1] == missing;
        if (count > 1) {
            if (someMissing) {
                System.arraycopy(histogram, missing * stride, absent, 0, stride);
                Arrays.fill(left, 0);
                sweep(candidate, count, true);
                System.arraycopy(absent, 0, left, 0, stride);
                sweep(candidate, count - 1, false);
            } else {
                Arrays.fill(left, 0);
                sweep(candidate, count, false);
            }
        }
        for (int i = 0; i < count; i++) {
            int h = touched[i] * stride;
            Arrays.fill(histogram, h, h + stride, 0);
        }
    }

    /** Tries the boundary after each code but the last, with what {@code left} holds already. */
    private void sweep(int candidate, int count, boolean right) {
        for (int i = 0; i < count - 1; i++) {
            int h = touched[i] * stride;
            for (int k = 0; k < stride; k++) {
                left[k] += histogram[h + k];
            }
            double value = allowed() ? value() : 0;
            if (value > gain) {
                gain = value;
                feature = candidate;
                code = (touched[i] + touched[i + 1] - 1) >>> 1;
                missingRight = right;
            }
        }
    }

    private boolean allowed() {
        if (objective.constraints == 0) {
            double rows = left[0];
            return rows >= leastRows && total[0] - rows >= leastRows;
        }
        double weight = weight(left);
        double rest = weight(total) - weight;
        for (int c = 0; c < objective.constraints; c++) {
            long counts = (long) left[counting(c)];
            long all = (long) total[counting(c)];
            int rows = (int) counts & (1 << 26) - 1;
            int below = (int) (counts >>> 26);
            int restRows = ((int) all & (1 << 26) - 1) - rows;
            int restBelow = (int) (all >>> 26) - below;
            if (below < minNode || rows - below < minNode || restBelow < minNode || restRows - restBelow < minNode) {
                return false;
            }
            int at = objective.constrained(c);
            double sum = total[at] - left[at];
            double variation = left[at + 1] - left[at] * left[at] / weight;
            double restVariation = total[at + 1] - left[at + 1] - sum * sum / rest;
            if (variation < leastVariation[c] || restVariation < leastVariation[c]) {
                return false;
            }
        }
        return true;
    }

    private double value() {
        double weight = weight(left);
        double rest = weight(total) - weight;
        if (!(weight > 0 && rest > 0)) {
            return 0;
        }
        double sum = 0;
        for (int d = 1; d <= objective.labels; d++) {
            double other = total[d] - left[d];
            sum += left[d] * left[d] / weight + other * other / rest;
        }
        return penalty > 0 ? sum - penalty * (1 / size(left, weight) + 1 / restSize(rest)) : sum;
    }

    /** The size that the penalty on uneven splits is about: weight, or the variation of the first constraint. */
    private double size(double[] sums, double weight) {
        if (objective.constraints == 0) {
            return weight;
        }
        int at = objective.constrained(0);
        return sums[at + 1] - sums[at] * sums[at] / weight;
    }

    private double restSize(double rest) {
        if (objective.constraints == 0) {
            return rest;
        }
        int at = objective.constrained(0);
        double sum = total[at] - left[at];
        return total[at + 1] - left[at + 1] - sum * sum / rest;
    }
}
