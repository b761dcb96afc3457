package assay.forest;

import java.util.Arrays;

/** Splits of any objective: several labels, several constraints, weights, a penalty on uneven splits. */
final class GeneralSplitFinder extends SplitFinder {

    private final Objective objective;
    private final int stride;
    private final int[] touched;
    private final double[] left;
    private final double[] total;
    private final double[] absent;
    private final double[] leastVariation;
    private double leastRows;

    GeneralSplitFinder(Objective objective, ForestOptions options, int codes) {
        super(objective.stride(), options, codes);
        this.objective = objective;
        this.stride = objective.stride();
        this.touched = new int[codes + 1];
        this.left = new double[stride];
        this.total = new double[stride];
        this.absent = new double[stride];
        this.leastVariation = new double[objective.constraints];
    }

    @Override
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
            int below = below(total, c);
            if (below < 2 * minNode || rows - below < 2 * minNode) {
                return false;
            }
            leastVariation[c] = alpha * variation(total, c, weight);
        }
        return true;
    }

    @Override
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

    @Override
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
        if (count > 1 && touched[count - 1] == missing) {
            System.arraycopy(histogram, missing * stride, absent, 0, stride);
            System.arraycopy(absent, 0, left, 0, stride);
            sweep(candidate, count - 1, false);
            Arrays.fill(left, 0);
            sweep(candidate, count, true);
        } else if (count > 1) {
            Arrays.fill(left, 0);
            sweep(candidate, count, false);
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
            if (allowed()) {
                double value = value();
                if (value > gain) {
                    boolean absentAlone = right && i == count - 2;
                    keep(value, candidate, absentAlone ? touched[i + 1] - 1 : touched[i], touched[i + 1], right);
                }
            }
        }
    }

    private int counting(int constraint) {
        return constraint == 0 ? 0 : objective.constrained(constraint) + 2;
    }

    private int rows(double[] sums, int constraint) {
        return (int) (long) sums[counting(constraint)] & COUNT_MASK;
    }

    private int below(double[] sums, int constraint) {
        return (int) ((long) sums[counting(constraint)] >>> COUNT_BITS);
    }

    private double weight(double[] sums) {
        return objective.weights == null ? rows(sums, 0) : sums[stride - 1];
    }

    private double variation(double[] sums, int constraint, double weight) {
        int at = objective.constrained(constraint);
        return sums[at + 1] - sums[at] * sums[at] / weight;
    }

    private double restVariation(int constraint, double rest) {
        int at = objective.constrained(constraint);
        double sum = total[at] - left[at];
        return total[at + 1] - left[at + 1] - sum * sum / rest;
    }

    private boolean allowed() {
        double weight = weight(left);
        double rest = weight(total) - weight;
        if (!(weight > 0 && rest > 0)) {
            return false;
        }
        if (objective.constraints == 0) {
            double rows = rows(left, 0);
            return rows >= leastRows && rows(total, 0) - rows >= leastRows;
        }
        for (int c = 0; c < objective.constraints; c++) {
            int rows = rows(left, c);
            int below = below(left, c);
            int restRows = rows(total, c) - rows;
            int restBelow = below(total, c) - below;
            if (below < minNode || rows - below < minNode || restBelow < minNode || restRows - restBelow < minNode) {
                return false;
            }
            if (variation(left, c, weight) < leastVariation[c] || restVariation(c, rest) < leastVariation[c]) {
                return false;
            }
        }
        return true;
    }

    private double value() {
        double weight = weight(left);
        double rest = weight(total) - weight;
        double sum = 0;
        for (int d = 1; d <= objective.labels; d++) {
            double other = total[d] - left[d];
            sum += (left[d] * left[d] * rest + other * other * weight) / (weight * rest);
        }
        return penalty > 0 ? sum - penalty * unevenness(weight, rest) : sum;
    }

    /** Inverse sizes of the children: their weight, or the variation of the first constraint. */
    private double unevenness(double weight, double rest) {
        return objective.constraints == 0
                ? 1 / weight + 1 / rest
                : 1 / variation(left, 0, weight) + 1 / restVariation(0, rest);
    }
}
