package assay.sequential;

import assay.Arguments;
import assay.Interval;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * A confidence sequence for the mean of observations in [0, 1], by betting against every value that the mean could have: the wealth
 * of one who bets on a mean above m, {@code prod (1 + l_i (X_i - m))}, and that of one who bets on a mean below it, stay fair games at
 * the true m. A value is left out once the fortune of either is {@code 2 / alpha} times what it was (Waudby-Smith and Ramdas 2024,
 * Estimating means of bounded random variables by betting, JRSS B 86, section 4). Valid at any sample size and any law.
 *
 * <p>The bets are the predictable plug-in {@code l_i = sqrt(2 log(2 / a) / (s^2_{i-1} i log(1 + i)))}, cut at {@code c / m} and {@code
 * c / (1 - m)} with c = 1/2. The first wealth falls with m and the second grows, so that the ends are found by bisection, without
 * a grid.
 *
 * <p>Not thread-safe.
 */
public final class BettingSequence {

    private static final double CUT = 0.5;
    private static final double TOLERANCE = 1e-9;

    private final double numerator;
    private double[] values = new double[64];
    private double[] bets = new double[64];
    private int n;
    private double sum;
    private double squares = 0.25;

    /**
     * A sequence before any observation.
     *
     * @param alpha one less the level that bets are tuned for, in (0, 1)
     */
    public BettingSequence(double alpha) {
        this.numerator = 2 * FastMath.log(2 / Arguments.probability("alpha", alpha));
    }

    /**
     * Adds an observation. Its bet depends on those before it alone.
     *
     * @param x in [0, 1]
     * @throws IllegalArgumentException if it is not
     */
    public void add(double x) {
        if (!(x >= 0 && x <= 1)) {
            throw new IllegalArgumentException("an observation must be in [0, 1], not " + x
                    + ": a bet on it could lose more than everything; map the range of the metric to [0, 1]");
        }
        if (n == values.length) {
            values = Arrays.copyOf(values, 2 * n);
            bets = Arrays.copyOf(bets, 2 * n);
        }
        double i = n + 1.0;
        bets[n] = Math.sqrt(numerator / (squares / i * i * FastMath.log(1 + i)));
        values[n] = x;
        n++;
        sum += x;
        double mean = (0.5 + sum) / (n + 1);
        squares += (x - mean) * (x - mean);
    }

    /**
     * Observations so far.
     *
     * @return at least 0
     */
    public int size() {
        return n;
    }

    /**
     * The mean so far.
     *
     * @return NaN before the first observation
     */
    public double mean() {
        return sum / n;
    }

    /**
     * The evidence against a mean: half the larger of both fortunes.
     *
     * @param m the mean under the null hypothesis, in (0, 1)
     * @return log E
     */
    public double logEvidence(double m) {
        return logEvidence(Arguments.probability("m", m), n);
    }

    /**
     * The interval after the observations so far.
     *
     * @param alpha one less the level, in (0, 1)
     * @return within [0, 1]
     */
    public Interval interval(double alpha) {
        return interval(n, alpha);
    }

    /** The interval after the first of the observations. Where both bets are rich everywhere it is the gap between them. */
    Interval interval(int first, double alpha) {
        double target = FastMath.log(2 / Arguments.probability("alpha", alpha));
        double low = 0;
        double high = 1;
        while (high - low > TOLERANCE) {
            double middle = 0.5 * (low + high);
            if (up(middle, first) < target) {
                high = middle;
            } else {
                low = middle;
            }
        }
        double lower = low;
        low = 0;
        high = 1;
        while (high - low > TOLERANCE) {
            double middle = 0.5 * (low + high);
            if (down(middle, first) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Interval(Math.min(lower, high), Math.max(lower, high));
    }

    /** The evidence against a mean from the first of the observations. */
    double logEvidence(double m, int first) {
        return Math.max(up(m, first), down(m, first)) - FastMath.log(2);
    }

    /** The log of the wealth of the bet that the mean is above m. */
    private double up(double m, int first) {
        double cut = CUT / m;
        Product wealth = new Product();
        for (int i = 0; i < first; i++) {
            wealth.times(1 + Math.min(bets[i], cut) * (values[i] - m));
        }
        return wealth.log();
    }

    /** The log of the wealth of the bet that the mean is below m. */
    private double down(double m, int first) {
        double cut = CUT / (1 - m);
        Product wealth = new Product();
        for (int i = 0; i < first; i++) {
            wealth.times(1 - Math.min(bets[i], cut) * (values[i] - m));
        }
        return wealth.log();
    }

    /** The logarithm of a product, by one logarithm for every few hundred factors. */
    private static final class Product {
        private static final double SMALL = 1e-200;
        private static final double LARGE = 1e200;
        private double part = 1;
        private double log;

        void times(double factor) {
            part *= factor;
            if (part < SMALL || part > LARGE) {
                log += FastMath.log(part);
                part = 1;
            }
        }

        double log() {
            return log + FastMath.log(part);
        }
    }
}
