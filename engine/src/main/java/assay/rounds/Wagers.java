package assay.rounds;

import org.apache.commons.math3.util.FastMath;

/**
 * Bets on the rows of a round, for outcomes with known bounds. The score of a row for arm k against control is
 * {@code D = m_k - m_0 + 1{A = k} (Y - m_k) / p_k - 1{A = 0} (Y - m_0) / p_0}, whose mean given the past is the effect in the
 * segment. A bettor with the rate l that was set before the round multiplies its wealth by {@code 1 + l (D - delta)}: never negative,
 * and on average at most 1 where the effect is at most delta. So wealth is an e-value at every size of the round
 * (Waudby-Smith and Ramdas, JRSS B 2024, doi:10.1093/jrsssb/qkad009). Mutable; not thread-safe.
 */
final class Wagers {

    /** No bettor may stake more than this share of its wealth. */
    private static final double STAKE = 0.9;

    private final double[][] means;
    private final double[][] propensities;
    private final double[][][] rates;
    private final double[][][] logs;
    private final double leastEffect;

    private Wagers(
            double[][] means, double[][] propensities, double[][][] rates, double[][][] logs, double leastEffect) {
        this.means = means;
        this.propensities = propensities;
        this.rates = rates;
        this.logs = logs;
        this.leastEffect = leastEffect;
    }

    /** A round on which nobody bets. */
    static Wagers none() {
        return new Wagers(new double[0][], new double[0][], new double[0][][], new double[0][][], 0);
    }

    /**
     * Bettors on every pair.
     *
     * @param targets for each segment and treated arm the effects, less the least one, that bettors hope for; the same are hoped
     *     for in the other direction
     */
    static Wagers of(
            Beliefs beliefs, double[][] propensities, double[][][] targets, OutcomeRange range, double leastEffect) {
        int segments = propensities.length;
        int arms = propensities[0].length;
        double[][] means = new double[segments][arms];
        double[][][] rates = new double[segments][arms - 1][];
        double[][][] logs = new double[segments][arms - 1][];
        for (int s = 0; s < segments; s++) {
            for (int k = 0; k < arms; k++) {
                means[s][k] = Math.min(range.high(), Math.max(range.low(), beliefs.mean(s, k)));
            }
            double m0 = means[s][0];
            double p0 = propensities[s][0];
            for (int k = 1; k < arms; k++) {
                double mk = means[s][k];
                double pk = propensities[s][k];
                double base = mk - m0 - leastEffect;
                double lowest = base + Math.min(0, Math.min((range.low() - mk) / pk, (m0 - range.high()) / p0));
                double highest = base + Math.max(0, Math.max((range.high() - mk) / pk, (m0 - range.low()) / p0));
                double variance = beliefs.scoreVariance(s, k, propensities);
                double[] hopes = targets[s][k - 1];
                double[] rate = new double[2 * hopes.length];
                for (int g = 0; g < hopes.length; g++) {
                    rate[2 * g] = Math.min(hopes[g] / variance, lowest < 0 ? STAKE / -lowest : hopes[g] / variance);
                    rate[2 * g + 1] =
                            -Math.min(hopes[g] / variance, highest > 0 ? STAKE / highest : hopes[g] / variance);
                }
                rates[s][k - 1] = rate;
                logs[s][k - 1] = new double[rate.length];
            }
        }
        return new Wagers(means, propensities, rates, logs, leastEffect);
    }

    boolean open() {
        return rates.length > 0;
    }

    void add(int segment, int arm, double outcome) {
        if (rates.length == 0) {
            return;
        }
        double[] m = means[segment];
        double residual = (outcome - m[arm]) / propensities[segment][arm];
        if (arm > 0) {
            bet(segment, arm, m[arm] - m[0] - leastEffect + residual);
            return;
        }
        for (int k = 1; k < m.length; k++) {
            bet(segment, k, m[k] - m[0] - leastEffect - residual);
        }
    }

    private void bet(int segment, int arm, double gain) {
        double[] rate = rates[segment][arm - 1];
        double[] log = logs[segment][arm - 1];
        for (int g = 0; g < rate.length; g++) {
            log[g] += FastMath.log1p(rate[g] * gain);
        }
    }

    /**
     * The logarithm of what a bettor has made of 1.
     *
     * @param others visitors of the segment that got neither the arm nor control
     */
    double log(int segment, int arm, int target, Direction direction, long others) {
        int g = 2 * target + direction.place();
        double[] m = means[segment];
        double idle = FastMath.log1p(rates[segment][arm - 1][g] * (m[arm] - m[0] - leastEffect));
        return logs[segment][arm - 1][g] + others * idle;
    }

    Wagers copy() {
        double[][][] copies = new double[logs.length][][];
        for (int s = 0; s < logs.length; s++) {
            copies[s] = new double[logs[s].length][];
            for (int k = 0; k < logs[s].length; k++) {
                copies[s][k] = logs[s][k].clone();
            }
        }
        return new Wagers(means, propensities, rates, copies, leastEffect);
    }

    /** What bettors have won so far, for the file. */
    double[][][] logs() {
        return logs;
    }

    /** The same bettors after what a file says that they have won. */
    Wagers with(double[][][] won) {
        return new Wagers(means, propensities, rates, won, leastEffect);
    }
}
