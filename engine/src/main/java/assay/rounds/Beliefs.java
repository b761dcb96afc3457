package assay.rounds;

/**
 * What the rounds before say of the mean and the variance of the outcome, by segment and arm. Arms that were hardly seen lean on their
 * segment, segments on all rows. A function of the past alone, so that scores built on it are martingale differences
 * whether or not it is right.
 */
final class Beliefs {

    /** Visitors that the mean of a segment is worth beside an arm's own. */
    private static final double MEAN_WORTH = 1;

    /** Visitors that the common variance is worth beside an arm's own. */
    private static final double VARIANCE_WORTH = 10;

    private final double[][] mean;
    private final double[][] variance;
    private final double[] share;

    Beliefs(Moments[][] past) {
        int segments = past.length;
        int arms = past[0].length;
        mean = new double[segments][arms];
        variance = new double[segments][arms];
        share = new double[segments];
        Moments everybody = new Moments();
        double squares = 0;
        double degrees = 0;
        for (Moments[] segment : past) {
            for (Moments arm : segment) {
                everybody.add(arm);
                squares += arm.squares();
                degrees += Math.max(0, arm.n() - 1);
            }
        }
        // Never 0: an outcome that did not vary yet may still do so.
        double least = 1e-9 * (1 + everybody.mean() * everybody.mean());
        double common = Math.max(least, squares / Math.max(1, degrees));
        for (int s = 0; s < segments; s++) {
            Moments all = new Moments();
            for (Moments arm : past[s]) {
                all.add(arm);
            }
            share[s] = all.n() / (double) Math.max(1, everybody.n());
            double centre = (all.sum(0) + MEAN_WORTH * everybody.mean()) / (all.n() + MEAN_WORTH);
            for (int k = 0; k < arms; k++) {
                Moments arm = past[s][k];
                mean[s][k] = (arm.sum(0) + MEAN_WORTH * centre) / (arm.n() + MEAN_WORTH);
                variance[s][k] = Math.max(
                        least, (arm.squares() + VARIANCE_WORTH * common) / (Math.max(0, arm.n() - 1) + VARIANCE_WORTH));
            }
        }
    }

    double mean(int segment, int arm) {
        return mean[segment][arm];
    }

    double variance(int segment, int arm) {
        return variance[segment][arm];
    }

    /** The share of visitors in a segment. */
    double share(int segment) {
        return share[segment];
    }

    /** The variance of the score of a contrast with control, {@code v_k / p_k + v_0 / p_0}. */
    double scoreVariance(int segment, int arm, double[][] propensities) {
        return variance[segment][arm] / propensities[segment][arm] + variance[segment][0] / propensities[segment][0];
    }
}
