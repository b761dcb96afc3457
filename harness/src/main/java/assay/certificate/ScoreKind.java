package assay.certificate;

/** What scores of a claim look like, hence how they are weighed. */
public enum ScoreKind {
    /** 0 or 1: weighed by a Beta mixture over the number of successes. */
    BERNOULLI(2),
    /** Any share in [0, 1]: weighed by betting, which gains from a small spread. */
    BOUNDED(8);

    private final int checkpointSize;

    ScoreKind(int checkpointSize) {
        this.checkpointSize = checkpointSize;
    }

    /**
     * How many numbers a checkpoint stores.
     *
     * @return 2, replicates and their sum; or 8, the two followed by the sum of squares, both log e-values, and the
     *     sums of weights, of weighted scores and of penalties of the interval
     */
    public int checkpointSize() {
        return checkpointSize;
    }

    /** The score as it is counted: no score is none. */
    static double counted(double score) {
        if (Double.isNaN(score)) {
            return 0;
        }
        if (score >= 0 && score <= 1) {
            return score;
        }
        throw new IllegalArgumentException("a score must be in [0, 1], not " + score);
    }
}
