package assay.dgp;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.util.FastMath;

/** Draws by inversion of one uniform each, so that the twins of a unit share their luck. */
final class Inversion {

    /** The largest mean at which the probability of no event is not so small that it loses digits. */
    static final double LARGEST_MEAN = 600;

    private Inversion() {}

    /** A Poisson count. */
    static int poisson(double u, double mean) {
        double term = FastMath.exp(-mean);
        double sum = term;
        int k = 0;
        // Beyond the mode a term that no longer moves the sum ends the search: no uniform of 53 bits is left above it.
        while (u >= sum && (k < mean || term > 0x1p-60)) {
            k++;
            term *= mean / k;
            sum += term;
        }
        return k;
    }

    /** An exponential time. */
    static double exponential(double u, double hazard) {
        return -FastMath.log(u) / hazard;
    }

    /** The value at which an increasing function reaches a target, by bisection. */
    static double solve(DoubleUnaryOperator increasing, double from, double to, double target) {
        double low = from;
        double high = to;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (increasing.applyAsDouble(middle) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
