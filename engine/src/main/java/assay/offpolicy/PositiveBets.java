package assay.offpolicy;

import assay.Arguments;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * A lower confidence sequence for the mean, in [0, 1], of observations that are 0 or more and may be as large as they like, such as
 * weighted rewards: the wealth of one who bets that the mean is above m, {@code prod (1 + l_i (X_i - m))} with {@code 0 <= l_i <= c / m},
 * stays a fair game at the true m, and never falls below 0, without a bound on X (Waudby-Smith, Wu, Ramdas, Karampatziakis and Mineiro
 * 2024, ACM/IMS J. Data Science 1, doi:10.1145/3643693). Bets depend on earlier observations only, so that weights may follow them, too.
 *
 * <p>The bets are the predictable plug-in {@code l_i = sqrt(2 log(2 / a) / (s^2_{i-1} i log(1 + i)))} with c = 1/2. The wealth falls with
 * m: the bound is found by bisection.
 *
 * <p>Not thread-safe while observations are added.
 */
public final class PositiveBets {

    private static final double CUT = 0.5;
    private static final double TOLERANCE = 1e-9;
    private static final double SMALL = 1e-200;
    private static final double LARGE = 1e200;

    private final double numerator;
    private double[] values = new double[64];
    private double[] bets = new double[64];
    private int n;
    private double sum;
    private double squares = 0.25;

    /**
     * Bets before any observation.
     *
     * @param alpha one less the level that the bets of both sides together are tuned for, in (0, 1)
     */
    public PositiveBets(double alpha) {
        this.numerator = 2 * FastMath.log(2 / Arguments.probability("alpha", alpha));
    }

    /**
     * Adds an observation. Its bet depends on those before it alone.
     *
     * @param x finite, 0 or more
     * @throws IllegalArgumentException if it is not
     */
    public void add(double x) {
        if (!(x >= 0 && x < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("an observation must be finite and 0 or more, not " + x
                    + ": a bet on it could lose more than everything");
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
     * The lower bound after the first of the observations.
     *
     * @param first how many, at most {@link #size()}
     * @param alpha probability that the bound is ever above the mean, in (0, 1)
     * @return in [0, 1]
     */
    public double lower(int first, double alpha) {
        double target = -FastMath.log(Arguments.probability("alpha", alpha));
        double low = 0;
        double high = 1;
        while (high - low > TOLERANCE) {
            double middle = 0.5 * (low + high);
            if (logEvidence(middle, first) < target) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /**
     * The evidence that the mean is above a value, after the first of the observations.
     *
     * @param m the value, 0 or more
     * @param first how many observations, at most {@link #size()}
     * @return the logarithm of the wealth
     */
    public double logEvidence(double m, int first) {
        double cut = CUT / m;
        double part = 1;
        double log = 0;
        for (int i = 0; i < first; i++) {
            part *= 1 + Math.min(bets[i], cut) * (values[i] - m);
            if (part < SMALL || part > LARGE) {
                log += FastMath.log(part);
                part = 1;
            }
        }
        return log + FastMath.log(part);
    }
}
