package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * A band about the empirical distribution function that holds at all times from a start on: half-width {@code A sqrt((log log(e
 * t / m) + C) / t)} (Howard and Ramdas 2022, Sequential estimation of quantiles with applications to A/B testing and best-arm
 * identification, Bernoulli 28, theorem 2).
 *
 * @param start m, observations from which the band holds, at least 1
 * @param factor A, above {@code 1 / sqrt(2)}
 * @param constant C
 */
public record EmpiricalProcessBand(double start, double factor, double constant) {

    private static final double FACTOR = 0.85;

    public EmpiricalProcessBand {
        Arguments.positive("start", start);
        Arguments.positive("factor", factor);
        Arguments.positive("constant", constant);
    }

    /**
     * The band of a level with A = 0.85.
     *
     * @param alpha chance that the distribution function ever leaves it, in (0, 1)
     * @param start m
     * @return the band
     */
    public static EmpiricalProcessBand of(double alpha, double start) {
        double target = FastMath.log(Arguments.probability("alpha", alpha));
        double low = 0;
        double high = 1;
        while (logError(FACTOR, high) > target) {
            low = high;
            high *= 2;
        }
        for (int step = 0; step < 200 && high - low > 1e-14 * high; step++) {
            double middle = 0.5 * (low + high);
            if (logError(FACTOR, middle) > target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new EmpiricalProcessBand(start, FACTOR, high);
    }

    /** The smallest over eta of log(4 exp(-gamma^2 C) (1 + 1 / ((gamma^2 - 1) log eta))). */
    private static double logError(double factor, double constant) {
        double low = 1;
        double high = 2 * factor * factor;
        double golden = (Math.sqrt(5) - 1) / 2;
        for (int step = 0; step < 100; step++) {
            double left = high - golden * (high - low);
            double right = low + golden * (high - low);
            // Large eta are out of the question: there both are infinite.
            if (logError(factor, constant, left) <= logError(factor, constant, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return logError(factor, constant, 0.5 * (low + high));
    }

    private static double logError(double factor, double constant, double eta) {
        double gamma = Math.sqrt(2 / eta) * (factor - Math.sqrt(2 * (eta - 1) / constant));
        double over = gamma * gamma - 1;
        return gamma > 1
                ? FastMath.log(4) - gamma * gamma * constant + FastMath.log1p(1 / (over * FastMath.log(eta)))
                : Double.POSITIVE_INFINITY;
    }

    /**
     * Half the height of the band.
     *
     * @param t observations
     * @return infinite before the start
     */
    public double halfWidth(double t) {
        return t < start
                ? Double.POSITIVE_INFINITY
                : factor * Math.sqrt((FastMath.log1p(FastMath.log(t / start)) + constant) / t);
    }
}
