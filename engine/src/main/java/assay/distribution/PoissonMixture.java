package assay.distribution;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/** Averages over a Poisson count, from the middle outwards, and the roots that critical values are. */
final class PoissonMixture {

    private static final double NEGLIGIBLE = 1e-18;

    private PoissonMixture() {}

    /** The mean of a function with values in [0, 1]. */
    static double mean(double rate, IntToDoubleFunction function) {
        if (rate == 0) {
            return function.applyAsDouble(0);
        }
        int middle = (int) rate;
        double start = FastMath.exp(middle * FastMath.log(rate) - rate - Gamma.logGamma(middle + 1.0));
        double mass = 0;
        double sum = 0;
        double weight = start;
        for (int j = middle; j >= 0 && weight > NEGLIGIBLE; j--) {
            mass += weight;
            sum += weight * function.applyAsDouble(j);
            weight *= j / rate;
        }
        weight = start;
        for (int j = middle + 1; weight > NEGLIGIBLE; j++) {
            weight *= rate / j;
            mass += weight;
            sum += weight * function.applyAsDouble(j);
        }
        return sum / mass;
    }

    /** The root of a falling function of a positive number. */
    static double root(DoubleUnaryOperator function, double start) {
        double low = start;
        double high = start;
        while (function.applyAsDouble(low) < 0) {
            low /= 2;
        }
        while (function.applyAsDouble(high) > 0) {
            high *= 2;
        }
        return low == high
                ? low
                : new BrentSolver(1e-15, 1e-300, 1e-16).solve(1000, function::applyAsDouble, low, high);
    }
}
