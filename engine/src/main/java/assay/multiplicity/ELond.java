package assay.multiplicity;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * The e-LOND rule for claims that come one after another without end: claim t is accepted if
 * {@code E_t >= 1 / (q gamma_t (R + 1))}, where R counts the claims accepted before it and
 * {@code gamma_t = t^-1.1 / zeta(1.1)} sums to 1. The expected share of false claims among the accepted is at most q at
 * every time, whatever the dependence (Xu and Ramdas, Online multiple testing with e-values, AISTATS 2024).
 *
 * @param rate the share q, in (0, 1)
 */
public record ELond(double rate) implements OnlineRule {

    private static final double DECAY = 1.1;

    /** The Riemann zeta value at 1.1, by mpmath 1.3: {@code zeta(mpf('1.1'))}. */
    private static final double ZETA = 10.584448464950810;

    public ELond {
        Arguments.probability("rate", rate);
    }

    /**
     * The share of the rate that a claim gets.
     *
     * @param index its number, from 1
     * @return gamma, in (0, 1)
     */
    public static double gamma(int index) {
        return FastMath.pow(Arguments.atLeast("index", index, 1), -DECAY) / ZETA;
    }

    /**
     * The log evidence that a claim needs.
     *
     * @param index its number, from 1
     * @param accepted claims accepted before it
     * @return above 0
     */
    public double logThreshold(int index, int accepted) {
        return -FastMath.log(rate * gamma(index) * (Arguments.atLeast("accepted", accepted, 0) + 1.0));
    }

    /**
     * Decides on claims in the order in which they came.
     *
     * @param logE logarithms of their e-values; NaN is never accepted
     * @return for each whether it is accepted
     */
    public boolean[] accepted(double[] logE) {
        boolean[] accepted = new boolean[logE.length];
        int count = 0;
        for (int i = 0; i < logE.length; i++) {
            accepted[i] = logE[i] >= logThreshold(i + 1, count);
            count += accepted[i] ? 1 : 0;
        }
        return accepted;
    }

    @Override
    public String name() {
        return "e-lond";
    }

    @Override
    public Dependence dependence() {
        return Dependence.ARBITRARY;
    }

    @Override
    public double level(OnlineStream history) {
        return Math.min(
                1,
                FastMath.exp(
                        -logThreshold(history.tested() + 1, history.rejections().size())));
    }

    /** The evidence is the logarithm of an e-value. */
    @Override
    public boolean rejects(double evidence, double level) {
        return evidence >= -FastMath.log(level);
    }

    @Override
    public void check(double evidence) {
        if (Double.isNaN(evidence)) {
            throw new IllegalArgumentException("e-lond takes logarithms of e-values, not NaN");
        }
    }

    @Override
    public String options() {
        return "rate=" + rate;
    }
}
