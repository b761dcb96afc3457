package assay.forest;

/**
 * Finds the best split of a node. Channels of its rows are summed by code into a histogram; a bitmap of the codes that occur lets
 * a small node be scanned, in order, at the cost of its rows. Not thread-safe.
 */
abstract class SplitFinder {

    /** The lower bits of a count hold rows, the upper those below the mean. */
    static final int COUNT_BITS = 26;

    static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

    /** Splits that deal the rows alike differ by rounding only; the first of them is kept. */
    private static final double TIE = 1 + 1e-10;

    final int minNode;
    final double alpha;
    final double penalty;
    final double[] histogram;
    final long[] occupied;

    /** The best split found in the node so far; no feature is negative. */
    int feature;

    int code;
    boolean missingRight;
    double gain;

    SplitFinder(int stride, ForestOptions options, int codes) {
        this.minNode = options.minNode();
        this.alpha = options.alpha();
        this.penalty = options.imbalancePenalty();
        // One more code is for missing values.
        this.histogram = new double[(codes + 1) * stride];
        this.occupied = new long[(codes >>> 6) + 1];
    }

    static SplitFinder of(Objective objective, ForestOptions options, int codes) {
        boolean plain = objective.weights == null && objective.labels == 1 && options.imbalancePenalty() == 0;
        if (plain && objective.constraints == 0) {
            return new MeanSplitFinder(options, codes);
        }
        if (plain && objective.constraints == 1) {
            return new EffectSplitFinder(options, codes);
        }
        return new GeneralSplitFinder(objective, options, codes);
    }

    /** Starts a node whose rows fill the channels; false if no split can satisfy the limits. */
    abstract boolean start(double[] channels, int rows);

    /** Tries every split on a feature whose codes are bytes. */
    abstract void tryFeature(
            int candidate, byte[] column, int[] rows, int from, int to, double[] channels, int missing);

    /** Tries every split on a feature whose codes are whole numbers. */
    abstract void tryFeature(int candidate, int[] column, int[] rows, int from, int to, double[] channels, int missing);

    /** Keeps a split between two codes that occur, half-way. */
    final void keep(double value, int candidate, int low, int high, boolean right) {
        gain = value * TIE;
        feature = candidate;
        code = (low + high - 1) >>> 1;
        missingRight = right;
    }
}
