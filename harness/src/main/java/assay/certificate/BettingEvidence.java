package assay.certificate;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * Opposed e-processes by betting, for scores in [0, 1] whose spread is small: {@code prod(1 + l_i (x_i - t))} against
 * every mean at most t, and {@code prod(1 - m_i (x_i - t))} against every mean at least t.
 *
 * <p>Each bet depends on earlier scores only: the growth-optimal fraction {@code (m - t) / (v + (m - t)^2)} for their
 * mean m and variance v, kept within half of what could be lost (Waudby-Smith and Ramdas, 2024, aGRAPA). Not
 * thread-safe; scores are added in replicate order.
 */
public final class BettingEvidence {

    private final double threshold;
    private double count;
    private double mean;
    private double squares;
    private double logCertify;
    private double logRefute;

    /**
     * Evidence before any score.
     *
     * @param threshold the threshold t, in (0, 1)
     * @param nominal what the mean is expected to be, in (0, 1); it decides the first bets only
     */
    public BettingEvidence(double threshold, double nominal) {
        this.threshold = Arguments.probability("threshold", threshold);
        this.mean = Arguments.probability("nominal", nominal);
        this.count = 1;
        this.squares = nominal * (1 - nominal);
    }

    /**
     * Adds a score.
     *
     * @param score in [0, 1]
     * @throws IllegalArgumentException if it is not
     */
    public void add(double score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score must be in [0, 1], not " + score);
        }
        double gap = mean - threshold;
        double fraction = gap / (squares / count + gap * gap);
        double up = Math.min(Math.max(fraction, 0), 0.5 / threshold);
        double down = Math.min(Math.max(-fraction, 0), 0.5 / (1 - threshold));
        logCertify += FastMath.log1p(up * (score - threshold));
        logRefute += FastMath.log1p(-down * (score - threshold));
        count++;
        double step = score - mean;
        mean += step / count;
        squares += step * (score - mean);
    }

    /**
     * The logarithm of the evidence that the mean is above the threshold.
     *
     * @return log E
     */
    public double logCertify() {
        return logCertify;
    }

    /**
     * The logarithm of the evidence that the mean is below the threshold.
     *
     * @return log E
     */
    public double logRefute() {
        return logRefute;
    }
}
