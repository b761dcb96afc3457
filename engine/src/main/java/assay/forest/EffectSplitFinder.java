package assay.forest;

import java.util.Arrays;

/**
 * Splits of one unweighted effect. Channels: row (and whether below the mean treatment), label, centred treatment, its square.
 */
final class EffectSplitFinder extends SplitFinder {

    private int rowsOfNode;
    private int belowOfNode;
    private double labelOfNode;
    private double treatmentOfNode;
    private double squaresOfNode;
    private double leastVariation;
    private final double[] absent = new double[4];

    EffectSplitFinder(ForestOptions options, int codes) {
        super(4, options, codes);
    }

    @Override
    boolean start(double[] channels, int rows) {
        gain = 0;
        feature = -1;
        double counts = 0;
        double label = 0;
        double treatment = 0;
        double squares = 0;
        for (int i = 0; i < 4 * rows; i += 4) {
            counts += channels[i];
            label += channels[i + 1];
            treatment += channels[i + 2];
            squares += channels[i + 3];
        }
        rowsOfNode = rows;
        belowOfNode = (int) ((long) counts >>> COUNT_BITS);
        labelOfNode = label;
        treatmentOfNode = treatment;
        squaresOfNode = squares;
        leastVariation = alpha * (squares - treatment * treatment / rows);
        return belowOfNode >= 2 * minNode && rows - belowOfNode >= 2 * minNode;
    }

    @Override
    void tryFeature(int candidate, byte[] column, int[] rows, int from, int to, double[] channels, int missing) {
        double[] sums = histogram;
        long[] bits = occupied;
        for (int i = from, at = 0; i < to; i++, at += 4) {
            int bin = column[rows[i]] & 0xFF;
            bits[bin >>> 6] |= 1L << bin;
            int h = 4 * bin;
            sums[h] += channels[at];
            sums[h + 1] += channels[at + 1];
            sums[h + 2] += channels[at + 2];
            sums[h + 3] += channels[at + 3];
        }
        scan(candidate, missing);
    }

    @Override
    void tryFeature(int candidate, int[] column, int[] rows, int from, int to, double[] channels, int missing) {
        double[] sums = histogram;
        long[] bits = occupied;
        for (int i = from, at = 0; i < to; i++, at += 4) {
            int bin = column[rows[i]];
            bits[bin >>> 6] |= 1L << bin;
            int h = 4 * bin;
            sums[h] += channels[at];
            sums[h + 1] += channels[at + 1];
            sums[h + 2] += channels[at + 2];
            sums[h + 3] += channels[at + 3];
        }
        scan(candidate, missing);
    }

    private void scan(int candidate, int missing) {
        if (((occupied[missing >>> 6] >>> missing) & 1) != 0) {
            System.arraycopy(histogram, 4 * missing, absent, 0, 4);
            Arrays.fill(histogram, 4 * missing, 4 * missing + 4, 0);
            occupied[missing >>> 6] &= ~(1L << missing);
            int last = sweep(candidate, missing, absent[0], absent[1], absent[2], absent[3], false, false);
            if (last >= 0) {
                sweep(candidate, missing, 0, 0, 0, 0, true, true);
                double all = rowsOfNode + belowOfNode * Objective.BELOW;
                consider(
                        candidate,
                        missing - 1,
                        missing,
                        all - absent[0],
                        labelOfNode - absent[1],
                        treatmentOfNode - absent[2],
                        squaresOfNode - absent[3],
                        true);
            }
        } else {
            sweep(candidate, missing, 0, 0, 0, 0, true, false);
        }
    }

    /** Tries the boundary before each code but the first; returns the last code that occurs. */
    private int sweep(
            int candidate,
            int missing,
            double counts,
            double label,
            double treatment,
            double squares,
            boolean clear,
            boolean right) {
        double[] sums = histogram;
        int previous = -1;
        for (int word = 0; word <= missing >>> 6; word++) {
            long bits = occupied[word];
            if (clear) {
                occupied[word] = 0;
            }
            while (bits != 0) {
                int bin = (word << 6) + Long.numberOfTrailingZeros(bits);
                bits &= bits - 1;
                if (previous >= 0) {
                    consider(candidate, previous, bin, counts, label, treatment, squares, right);
                }
                int h = 4 * bin;
                counts += sums[h];
                label += sums[h + 1];
                treatment += sums[h + 2];
                squares += sums[h + 3];
                if (clear) {
                    sums[h] = 0;
                    sums[h + 1] = 0;
                    sums[h + 2] = 0;
                    sums[h + 3] = 0;
                }
                previous = bin;
            }
        }
        return previous;
    }

    private void consider(
            int candidate,
            int low,
            int high,
            double counts,
            double label,
            double treatment,
            double squares,
            boolean right) {
        long packed = (long) counts;
        int rows = (int) packed & COUNT_MASK;
        int below = (int) (packed >>> COUNT_BITS);
        int rest = rowsOfNode - rows;
        int restBelow = belowOfNode - below;
        if (below < minNode || rows - below < minNode || restBelow < minNode || rest - restBelow < minNode) {
            return;
        }
        double other = labelOfNode - label;
        double value = (label * label * rest + other * other * rows) / ((double) rows * rest);
        if (value > gain) {
            double remaining = treatmentOfNode - treatment;
            boolean left = squares - treatment * treatment / rows >= leastVariation;
            if (left && squaresOfNode - squares - remaining * remaining / rest >= leastVariation) {
                keep(value, candidate, low, high, right);
            }
        }
    }
}
