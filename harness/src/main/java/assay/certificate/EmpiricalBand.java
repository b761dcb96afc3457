package assay.certificate;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * A band about an empirical distribution function that holds everywhere and at all sample sizes from a start on:
 * {@code sup |F_n - F| <= A sqrt((log(1 + log(n / m)) + C) / n)} with {@code A = 0.85} (Howard and Ramdas, Sequential
 * estimation of quantiles with applications to A/B testing and best-arm identification, Bernoulli 2022, theorem 2). C is
 * the smallest number for which the error, {@code min over eta of 4 exp(-g^2 C) (1 + 1 / ((g^2 - 1) log eta))} with
 * {@code g = sqrt(2 / eta) (A - sqrt(2 (eta - 1) / C))}, is what is asked for.
 */
public final class EmpiricalBand {

    private static final double FACTOR = 0.85;
    private static final double LARGEST_ETA = 2 * FACTOR * FACTOR;
    private static final double LARGEST_CONSTANT = 1000;
    private static final int POINTS = 300;
    private static final double NEAREST_ETA = 1e-5;

    private final int start;
    private final double constant;

    /**
     * The band.
     *
     * @param start smallest sample size m, at least 1
     * @param error chance that the band ever fails, in (0, 1)
     */
    public EmpiricalBand(int start, double error) {
        this.start = Arguments.atLeast("start", start, 1);
        this.constant = constant(Arguments.probability("error", error));
    }

    /**
     * Half of the height of the band.
     *
     * @param n sample size
     * @return above 0; infinite before the start
     */
    public double radius(int n) {
        if (n < start) {
            return Double.POSITIVE_INFINITY;
        }
        return FACTOR * FastMath.sqrt((FastMath.log1p(FastMath.log((double) n / start)) + constant) / n);
    }

    private static double constant(double error) {
        double low = 0;
        double high = LARGEST_CONSTANT;
        for (int i = 0; i < 100; i++) {
            double middle = 0.5 * (low + high);
            if (smallestError(middle) <= error) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** The best eta is found on a grid of logarithms of eta - 1, then on a finer one beside it. */
    private static double smallestError(double constant) {
        double from = FastMath.log(NEAREST_ETA);
        double to = FastMath.log(LARGEST_ETA - 1);
        double smallest = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 3; round++) {
            double step = (to - from) / POINTS;
            double best = from;
            for (int i = 0; i <= POINTS; i++) {
                double error = error(1 + FastMath.exp(from + i * step), constant);
                if (error < smallest) {
                    smallest = error;
                    best = from + i * step;
                }
            }
            from = best - step;
            to = best + step;
        }
        return smallest;
    }

    private static double error(double eta, double constant) {
        double gamma = FastMath.sqrt(2 / eta) * (FACTOR - FastMath.sqrt(2 * (eta - 1) / constant));
        if (!(gamma > 1)) {
            return Double.POSITIVE_INFINITY;
        }
        double square = gamma * gamma;
        return 4 * FastMath.exp(-square * constant) * (1 + 1 / ((square - 1) * FastMath.log(eta)));
    }
}
