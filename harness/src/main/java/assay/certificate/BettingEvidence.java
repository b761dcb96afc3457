package assay.certificate;

import assay.Interval;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * Opposed e-processes by betting, for scores in [0, 1] whose spread is small: {@code prod(1 + l_i (x_i - t))} against
 * every mean at most t, and {@code prod(1 - m_i (x_i - t))} against every mean at least t.
 *
 * <p>Each bet depends on earlier scores only: the growth-optimal fraction {@code (m - t) / (v + (m - t)^2)} for their
 * mean m and variance v, kept within half of what could be lost (Waudby-Smith and Ramdas, Estimating means of bounded
 * random variables by betting, JRSS B 2024, aGRAPA). Mean and variance start from one imagined score with the mean and
 * variance of a coin at the nominal mean c: {@code m = (c + sum x) / (n + 1), v = (c + sum x^2) / (n + 1) - m^2}.
 */
final class BettingEvidence implements RunningEvidence {

    private static final double LARGEST_BET = 0.5;
    private static final double SMALLEST_VARIANCE = 1e-12;

    private final ClaimSpec spec;
    private final PluginSequence sequence;
    private int count;
    private double sum;
    private double squares;
    private double logCertify;
    private double logRefute;

    BettingEvidence(ClaimSpec spec) {
        this(spec, List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
    }

    BettingEvidence(ClaimSpec spec, List<Double> checkpoint) {
        this.spec = spec;
        this.count = checkpoint.get(0).intValue();
        this.sum = checkpoint.get(1);
        this.squares = checkpoint.get(2);
        this.logCertify = checkpoint.get(3);
        this.logRefute = checkpoint.get(4);
        this.sequence =
                new PluginSequence(ClaimSpec.INTERVAL_LEVEL, checkpoint.get(5), checkpoint.get(6), checkpoint.get(7));
    }

    @Override
    public void add(double score) {
        double x = ScoreKind.counted(score);
        double threshold = spec.threshold();
        double mean = (spec.nominal() + sum) / (count + 1.0);
        double variance = Math.max((spec.nominal() + squares) / (count + 1.0) - mean * mean, SMALLEST_VARIANCE);
        double gap = mean - threshold;
        double fraction = gap / (variance + gap * gap);
        double up = Math.min(Math.max(fraction, 0), LARGEST_BET / threshold);
        double down = Math.min(Math.max(-fraction, 0), LARGEST_BET / (1 - threshold));
        logCertify += FastMath.log1p(up * (x - threshold));
        logRefute += FastMath.log1p(-down * (x - threshold));
        count++;
        sequence.add(x, count, mean, variance);
        sum += x;
        squares += x * x;
    }

    @Override
    public int replicates() {
        return count;
    }

    @Override
    public double sum() {
        return sum;
    }

    @Override
    public double logCertify() {
        return logCertify;
    }

    @Override
    public double logRefute() {
        return logRefute;
    }

    @Override
    public Verdict verdict() {
        return verdict(spec.epsilon());
    }

    @Override
    public boolean settled() {
        return verdict(spec.stopEpsilon()) != Verdict.INCONCLUSIVE;
    }

    private Verdict verdict(double certifyEpsilon) {
        double middle = spec.threshold() * count;
        if (sum > middle && logCertify >= -FastMath.log(certifyEpsilon)) {
            return Verdict.CERTIFIED;
        }
        if (sum < middle && logRefute >= -FastMath.log(spec.refuteEpsilon())) {
            return Verdict.REFUTED;
        }
        return Verdict.INCONCLUSIVE;
    }

    @Override
    public Interval interval() {
        return sequence.interval();
    }

    @Override
    public List<Double> checkpoint() {
        return List.of(
                (double) count,
                sum,
                squares,
                logCertify,
                logRefute,
                sequence.weights(),
                sequence.weighted(),
                sequence.penalties());
    }
}
