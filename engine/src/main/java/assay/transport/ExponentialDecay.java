package assay.transport;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/**
 * Effects that approach an asymptote, {@code a + b exp(-rate k)}, fitted by minimum distance: the quadratic form of the residuals in
 * the inverse of the effects' covariance is least. For a given rate that is linear; the rate is found on a grid of its logarithm and
 * then by golden sections.
 */
final class ExponentialDecay {

    private static final int GRID = 60;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    final double asymptote;
    final double departure;
    final double rate;
    /** Least distance, chi-squared with periods less three degrees of freedom. */
    final double distance;

    final double asymptoteVariance;

    private ExponentialDecay(double asymptote, double departure, double rate, double distance, double variance) {
        this.asymptote = asymptote;
        this.departure = departure;
        this.rate = rate;
        this.distance = distance;
        this.asymptoteVariance = variance;
    }

    /** The inverse of a covariance, null if it is singular. */
    static double @Nullable [][] inverse(double[][] covariance) {
        double scale = 0;
        for (int i = 0; i < covariance.length; i++) {
            scale = Math.max(scale, covariance[i][i]);
        }
        try {
            RealMatrix matrix = new Array2DRowRealMatrix(covariance).scalarMultiply(1 / scale);
            return new CholeskyDecomposition(matrix, 1e-9, 1e-12)
                    .getSolver()
                    .getInverse()
                    .scalarMultiply(1 / scale)
                    .getData();
        } catch (NonPositiveDefiniteMatrixException e) {
            return null;
        }
    }

    /** The fit with a rate between two. */
    static ExponentialDecay fit(double[] periods, double[] effects, double[][] weights, double slow, double fast) {
        double from = FastMath.log(slow);
        double step = (FastMath.log(fast) - from) / GRID;
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int g = 0; g <= GRID; g++) {
            double q = at(periods, effects, weights, FastMath.exp(from + g * step)).distance;
            if (q < least) {
                least = q;
                best = g;
            }
        }
        double low = from + Math.max(0, best - 1) * step;
        double high = from + Math.min(GRID, best + 1) * step;
        for (int i = 0; i < 80; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (at(periods, effects, weights, FastMath.exp(left)).distance
                    < at(periods, effects, weights, FastMath.exp(right)).distance) {
                high = right;
            } else {
                low = left;
            }
        }
        return at(periods, effects, weights, FastMath.exp((low + high) / 2));
    }

    /** The fit with a rate. */
    static ExponentialDecay at(double[] periods, double[] effects, double[][] weights, double rate) {
        int t = periods.length;
        double[] f = new double[t];
        for (int k = 0; k < t; k++) {
            f[k] = FastMath.exp(-rate * periods[k]);
        }
        double[] one = new double[t];
        Arrays.fill(one, 1);
        double aa = form(one, weights, one);
        double ab = form(one, weights, f);
        double bb = form(f, weights, f);
        double ay = form(one, weights, effects);
        double by = form(f, weights, effects);
        double determinant = aa * bb - ab * ab;
        double a = (bb * ay - ab * by) / determinant;
        double b = (aa * by - ab * ay) / determinant;
        double[] residual = new double[t];
        double[] slope = new double[t];
        for (int k = 0; k < t; k++) {
            residual[k] = effects[k] - a - b * f[k];
            slope[k] = -b * periods[k] * f[k];
        }
        // The information of a, b and the rate; the variance of a is the first element of its inverse.
        double ac = form(one, weights, slope);
        double bc = form(f, weights, slope);
        double cc = form(slope, weights, slope);
        double minor = bb * cc - bc * bc;
        double full = aa * minor - ab * (ab * cc - bc * ac) + ac * (ab * bc - bb * ac);
        return new ExponentialDecay(a, b, rate, form(residual, weights, residual), minor / full);
    }

    /** {@code x' W y}. */
    static double form(double[] x, double[][] w, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double row = 0;
            for (int j = 0; j < y.length; j++) {
                row += w[i][j] * y[j];
            }
            sum += x[i] * row;
        }
        return sum;
    }
}
