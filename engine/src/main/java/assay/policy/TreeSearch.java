package assay.policy;

import assay.Arguments;

/**
 * How a tree is searched for.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 2 or more than 256 bins.
 *
 * @param kind which trees are searched
 * @param bins most values of a feature that cuts lie between, where values are binned
 */
public record TreeSearch(Kind kind, int bins) {

    private static final int STANDARD_BINS = 64;
    static final int MOST_BINS = 256;

    /** Which trees are searched. */
    public enum Kind {
        /** All trees: the best of its depth. */
        EXACT,
        /**
         * All trees whose cuts lie between quantile bins of each feature; time grows with the number of rows by no more than some passes.
         * The same as exact where no feature has more distinct values than there are bins.
         */
        BINNED,
        /**
         * The root of the best tree of depth 2, then that of each side, and so on: trees of more depth than can be searched in full.
         * Not the best tree of its depth, and at least as good as the best of depth 2.
         */
        HYBRID
    }

    public TreeSearch {
        Arguments.atLeast("bins", bins, 2);
        if (bins > MOST_BINS) {
            throw new IllegalArgumentException("bins must be at most " + MOST_BINS + ", not " + bins);
        }
    }

    /**
     * The best tree.
     *
     * @return an exact search
     */
    public static TreeSearch exact() {
        return new TreeSearch(Kind.EXACT, STANDARD_BINS);
    }

    /**
     * Up to 64 quantile bins.
     *
     * @return a binned search
     */
    public static TreeSearch binned() {
        return binned(STANDARD_BINS);
    }

    /**
     * Quantile bins.
     *
     * @param bins most bins of a feature, 2 to 256
     * @return a binned search
     */
    public static TreeSearch binned(int bins) {
        return new TreeSearch(Kind.BINNED, bins);
    }

    /**
     * Roots of exact trees of depth 2, one below another.
     *
     * @return a hybrid search
     */
    public static TreeSearch hybrid() {
        return new TreeSearch(Kind.HYBRID, STANDARD_BINS);
    }
}
