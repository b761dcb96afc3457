package assay.rounds;

import org.apache.commons.math3.util.FastMath;

/**
 * What rounds have shown of one arm against control in one segment. In round r the mean of the scores D of the visitors of the segment
 * is unbiased given the past. Rounds are averaged with the weights {@code h_r n_r}, {@code h_r = 1 / sqrt(v_k / p_k + v_0 / p_0)} from
 * the rounds before, under which each visitor adds about the same variance whatever the chances were: that makes the sum normal where
 * chances follow results (Luedtke and van der Laan, Annals of Statistics 44, 2016, doi:10.1214/15-AOS1384; Hadad, Hirshberg, Zhan,
 * Wager and Athey, PNAS 118, 2021, doi:10.1073/pnas.2014602118). Mutable; not thread-safe.
 */
final class PairEvidence {

    private final int segment;
    private final int arm;
    private final double[][] logs;
    private final Direction[] directions = Direction.values();
    private double weight;
    private double weighted;
    private double variance;
    private long visitors;

    PairEvidence(int segment, int arm, int targets) {
        this.segment = segment;
        this.arm = arm;
        this.logs = new double[directions.length][targets];
    }

    /**
     * Takes a round in.
     *
     * @param hopes the effects, less the least one, on which evidence bets
     */
    void close(RoundTotals totals, Beliefs beliefs, double[] hopes, double leastEffect) {
        long n = totals.visitors(segment);
        Moments treated = totals.all(segment, arm);
        Moments control = totals.all(segment, 0);
        long others = n - treated.n() - control.n();
        double mk = beliefs.mean(segment, arm);
        double m0 = beliefs.mean(segment, 0);
        double pk = totals.propensity(segment, arm);
        double p0 = totals.propensity(segment, 0);
        double base = mk - m0;
        double sum = n * base + treated.sum(mk) / pk - control.sum(m0) / p0;
        double squares = n * base * base
                + 2 * base * (treated.sum(mk) / pk - control.sum(m0) / p0)
                + treated.squares(mk) / (pk * pk)
                + control.squares(m0) / (p0 * p0);
        double mean = n == 0 ? 0 : sum / n;
        double spread = n < 2 ? 0 : Math.max(0, squares - n * mean * mean) / (n - 1);
        if (totals.wagers().open()) {
            win(totals.wagers(), others);
        }
        // Visitors who all score the same say nothing of how well the mean is known.
        if (!(spread > 0) || treated.n() == 0 || control.n() == 0) {
            return;
        }
        double expected = beliefs.scoreVariance(segment, arm, totals.propensities());
        double h = 1 / Math.sqrt(expected);
        weight += h * n;
        weighted += h * n * mean;
        variance += h * h * n * spread;
        visitors += n;
        if (!totals.wagers().open()) {
            double z = Math.sqrt(n / spread) * (mean - leastEffect);
            for (int g = 0; g < hopes.length; g++) {
                double drift = hopes[g] * Math.sqrt(n / expected);
                logs[Direction.ABOVE.place()][g] += drift * z - drift * drift / 2;
                logs[Direction.BELOW.place()][g] += -drift * z - drift * drift / 2;
            }
        }
    }

    private void win(Wagers wagers, long others) {
        for (Direction direction : directions) {
            double[] log = logs[direction.place()];
            for (int g = 0; g < log.length; g++) {
                log[g] += wagers.log(segment, arm, g, direction, others);
            }
        }
    }

    /** The logarithm of the e-value: the mean over the effects that are bet on. */
    double logE(Direction direction) {
        double[] log = logs[direction.place()];
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : log) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (double value : log) {
            sum += FastMath.exp(value - largest);
        }
        return largest + FastMath.log(sum / log.length);
    }

    /** Whether a round has told of the effect. */
    boolean known() {
        return weight > 0;
    }

    double effect() {
        return weighted / weight;
    }

    double stdError() {
        return Math.sqrt(variance) / weight;
    }

    long visitors() {
        return visitors;
    }
}
