package assay.dgp;

/** How the outcomes of one experiment hang together. */
public enum MetricDependence {
    /** Not at all. */
    INDEPENDENT,
    /** By a factor that moves all of them one way. */
    COMMON_FACTOR,
    /** By a factor that moves every other one the other way. */
    OPPOSED,
    /**
     * By the joint law under which Benjamini and Hochberg's procedure rejects most true null hypotheses, the bound of Benjamini
     * and Yekutieli: false rejections come in crowds that are just large enough.
     */
    WORST_FOR_BENJAMINI_HOCHBERG {
        @Override
        double critical(int rank, int metrics, double rate) {
            return rank * rate / metrics;
        }
    },
    /** By the joint law under which Hochberg's procedure errs most. */
    WORST_FOR_HOCHBERG {
        @Override
        double critical(int rank, int metrics, double rate) {
            return rate / (metrics - rank + 1);
        }
    };

    /** What the p-value of a rank must not exceed for the procedure that a law is aimed at. */
    double critical(int rank, int metrics, double rate) {
        throw new IllegalStateException(this + " is not aimed at a procedure");
    }

    boolean aimed() {
        return this == WORST_FOR_BENJAMINI_HOCHBERG || this == WORST_FOR_HOCHBERG;
    }
}
