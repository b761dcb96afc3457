package assay.forest;

/** Splits of one unweighted response. Channels: row, label. */
final class MeanSplitFinder extends SplitFinder {

    private double rowsOfNode;
    private double sumOfNode;
    private double least;
    private double absentRows;
    private double absentSum;

    MeanSplitFinder(ForestOptions options, int codes) {
        super(2, options, codes);
    }

    @Override
    boolean start(double[] channels, int rows) {
        gain = 0;
        feature = -1;
        rowsOfNode = rows;
        least = Math.max(Math.ceil(rows * alpha), 1);
        double sum = 0;
        for (int i = 1; i < 2 * rows; i += 2) {
            sum += channels[i];
        }
        sumOfNode = sum;
        return true;
    }

    @Override
    void tryFeature(int candidate, byte[] column, int[] rows, int from, int to, double[] channels, int missing) {
        double[] sums = histogram;
        long[] bits = occupied;
        for (int i = from, at = 1; i < to; i++, at += 2) {
            int bin = column[rows[i]] & 0xFF;
            bits[bin >>> 6] |= 1L << bin;
            int h = 2 * bin;
            sums[h] += 1;
            sums[h + 1] += channels[at];
        }
        scan(candidate, missing);
    }

    @Override
    void tryFeature(int candidate, int[] column, int[] rows, int from, int to, double[] channels, int missing) {
        double[] sums = histogram;
        long[] bits = occupied;
        for (int i = from, at = 1; i < to; i++, at += 2) {
            int bin = column[rows[i]];
            bits[bin >>> 6] |= 1L << bin;
            int h = 2 * bin;
            sums[h] += 1;
            sums[h + 1] += channels[at];
        }
        scan(candidate, missing);
    }

    private void scan(int candidate, int missing) {
        if (((occupied[missing >>> 6] >>> missing) & 1) != 0) {
            absentRows = histogram[2 * missing];
            absentSum = histogram[2 * missing + 1];
            histogram[2 * missing] = 0;
            histogram[2 * missing + 1] = 0;
            occupied[missing >>> 6] &= ~(1L << missing);
            int last = sweep(candidate, missing, absentRows, absentSum, false, false);
            if (last >= 0) {
                sweep(candidate, missing, 0, 0, true, true);
                consider(candidate, missing - 1, missing, rowsOfNode - absentRows, sumOfNode - absentSum, true);
            }
        } else {
            sweep(candidate, missing, 0, 0, true, false);
        }
    }

    /** Tries the boundary before each code but the first; returns the last code that occurs. */
    private int sweep(int candidate, int missing, double rows, double sum, boolean clear, boolean right) {
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
                    double rest = rowsOfNode - rows;
                    if (rows >= least && rest >= least) {
                        double other = sumOfNode - sum;
                        double value = (sum * sum * rest + other * other * rows) / (rows * rest);
                        if (value > gain) {
                            keep(value, candidate, previous, bin, right);
                        }
                    }
                }
                int h = 2 * bin;
                rows += sums[h];
                sum += sums[h + 1];
                if (clear) {
                    sums[h] = 0;
                    sums[h + 1] = 0;
                }
                previous = bin;
            }
        }
        return previous;
    }

    private void consider(int candidate, int low, int high, double rows, double sum, boolean right) {
        double rest = rowsOfNode - rows;
        if (rows >= least && rest >= least) {
            double other = sumOfNode - sum;
            double value = (sum * sum * rest + other * other * rows) / (rows * rest);
            if (value > gain) {
                keep(value, candidate, low, high, right);
            }
        }
    }
}
