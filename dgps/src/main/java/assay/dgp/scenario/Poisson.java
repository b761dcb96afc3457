package assay.dgp.scenario;

import assay.distribution.NormalDraws;
import org.apache.commons.math3.util.FastMath;

/** Poisson counts from one uniform each: exact below a mean of 50, rounded normal above. */
final class Poisson {

    private static final double LARGE = 50;

    private Poisson() {}

    static double quantile(double mean, double uniform) {
        if (mean > LARGE) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * NormalDraws.of(uniform)));
        }
        double term = FastMath.exp(-mean);
        double sum = term;
        int count = 0;
        while (uniform > sum && count < 1000) {
            count++;
            term *= mean / count;
            sum += term;
        }
        return count;
    }
}
