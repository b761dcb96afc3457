package assay.bayes;

/** How often each arm is best, and what choosing it is expected to cost. Immutable. */
public final class Ranking {

    private final double[] best;
    private final double[] loss;
    private final int draws;

    Ranking(double[] best, double[] loss, int draws) {
        this.best = best;
        this.loss = loss;
        this.draws = draws;
    }

    /**
     * The probability that an arm is the best one.
     *
     * @param arm its index
     * @return in [0, 1]
     */
    public double probabilityBest(int arm) {
        return best[arm];
    }

    /**
     * The expected loss of choosing an arm: how far it is expected to be below the best one.
     *
     * @param arm its index
     * @return not negative, in units of the outcome
     */
    public double expectedLoss(int arm) {
        return loss[arm];
    }

    /**
     * How many draws it rests on.
     *
     * @return at least 1
     */
    public int draws() {
        return draws;
    }
}
