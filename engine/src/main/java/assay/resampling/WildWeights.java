package assay.resampling;

/** What the residuals of a cluster are multiplied by: mean 0, variance 1. */
public enum WildWeights {
    /** Plus and minus 1, as likely: 2^G points. */
    RADEMACHER,
    /** Six points as likely, plus and minus the roots of 1.5, 1 and 0.5 (Webb 2023): 6^G points. */
    WEBB,
    /** Webb's up to 10 clusters unless all of the two-point draws can be listed; two points beyond. */
    BY_CLUSTERS;

    /** Up to so many clusters two points are too few. */
    private static final int FEW = 10;

    /** The law for a number of clusters. */
    WildWeights resolve(int clusters, int draws) {
        if (this != BY_CLUSTERS) {
            return this;
        }
        return clusters <= FEW && !RADEMACHER.listed(clusters, draws) ? WEBB : RADEMACHER;
    }

    /** Whether all combinations are no more than the draws. */
    boolean listed(int clusters, int draws) {
        return clusters * Math.log(points().length) <= Math.log(draws) + 1e-9;
    }

    double[] points() {
        return this == WEBB
                ? new double[] {-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)}
                : new double[] {-1, 1};
    }
}
