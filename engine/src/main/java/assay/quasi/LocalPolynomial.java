package assay.quasi;

import assay.EstimationException;
import assay.Problem;

/**
 * A weighted polynomial of the signed distance from the cutoff over one side of it. Coefficients are linear in the outcome, and
 * what is kept are their weights; powers are of distances in bandwidths, so that the normal equations stay well-conditioned.
 */
final class LocalPolynomial {

    private static final double SINGULAR = 1e-13;

    private final RdSide side;
    private final double h;
    private final int order;
    private final int window;
    private final double[][] powers;
    private final double[] kernel;
    private final double[][] inverse;

    LocalPolynomial(RdSide side, RdKernel kind, double h, int order) {
        this.side = side;
        this.h = h;
        this.order = order;
        this.window = side.window(kind, h);
        int k = order + 1;
        powers = new double[k][window];
        kernel = new double[window];
        double[] moments = new double[2 * k - 1];
        for (int i = 0; i < window; i++) {
            double u = side.distance(i) / h;
            double signed = side.sign() * u;
            double power = 1;
            kernel[i] = kind.weight(u);
            for (int j = 0; j < moments.length; j++) {
                if (j < k) {
                    powers[j][i] = power;
                }
                moments[j] += kernel[i] * power;
                power *= signed;
            }
        }
        double[][] gram = new double[k][k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                gram[a][b] = moments[a + b];
            }
        }
        inverse = inverse(gram);
    }

    private double[][] inverse(double[][] a) {
        int k = a.length;
        double[][] inverse = new double[k][k];
        for (int j = 0; j < k; j++) {
            inverse[j][j] = 1;
        }
        // Gauss and Jordan without exchanges, as the matrix is positive definite.
        for (int j = 0; j < k; j++) {
            double pivot = a[j][j];
            if (!(pivot > SINGULAR * window)) {
                throw new EstimationException(
                        Problem.TOO_FEW_ROWS,
                        "Within " + h + " of the cutoff, " + (side.sign() > 0 ? "above" : "below") + " it, are "
                                + window
                                + " rows of " + side.distinct(window)
                                + " different values of the running variable; a polynomial of order " + order
                                + " needs more.",
                        "Take a larger --bandwidth, or data that are denser at the cutoff.");
            }
            for (int c = 0; c < k; c++) {
                a[j][c] /= pivot;
                inverse[j][c] /= pivot;
            }
            for (int r = 0; r < k; r++) {
                double factor = a[r][j];
                if (r != j && factor != 0) {
                    for (int c = 0; c < k; c++) {
                        a[r][c] -= factor * a[j][c];
                        inverse[r][c] -= factor * inverse[j][c];
                    }
                }
            }
        }
        return inverse;
    }

    int window() {
        return window;
    }

    int coefficients() {
        return order + 1;
    }

    /** The weights of rows in a coefficient, in units of the running variable. */
    double[] weights(int coefficient) {
        double[] weights = new double[window];
        double scale = 1 / Math.pow(h, coefficient);
        for (int i = 0; i < window; i++) {
            double sum = 0;
            for (int j = 0; j <= order; j++) {
                sum += inverse[coefficient][j] * powers[j][i];
            }
            weights[i] = scale * sum * kernel[i];
        }
        return weights;
    }

    /** What a coefficient takes of the next power of the distance in bandwidths: its leading bias. */
    double leadingBias(int coefficient) {
        double[] weights = weights(coefficient);
        double sum = 0;
        for (int i = 0; i < window; i++) {
            sum += weights[i] * powers[order][i] * powers[1][i];
        }
        return sum;
    }

    /** The fitted values over a window, beyond the bandwidth too. */
    double[] fitted(double[] y, int over) {
        double[] beta = new double[order + 1];
        for (int j = 0; j <= order; j++) {
            double[] weights = weights(j);
            for (int i = 0; i < window; i++) {
                beta[j] += weights[i] * y[i];
            }
        }
        double[] fitted = new double[over];
        for (int i = 0; i < over; i++) {
            double x = side.sign() * side.distance(i);
            for (int j = order; j >= 0; j--) {
                fitted[i] = fitted[i] * x + beta[j];
            }
        }
        return fitted;
    }

    /** How much of its own fitted value each row of a window is. */
    double[] leverage(int over) {
        double[] leverage = new double[over];
        for (int i = 0; i < Math.min(over, window); i++) {
            double sum = 0;
            for (int a = 0; a <= order; a++) {
                for (int b = 0; b <= order; b++) {
                    sum += inverse[a][b] * powers[a][i] * powers[b][i];
                }
            }
            leverage[i] = sum * kernel[i];
        }
        return leverage;
    }

    /** The residuals of a window by a kind of variance. */
    double[] residuals(RdVariance variance, double[] y, int over, double[] leverage) {
        if (variance == RdVariance.NEAREST_NEIGHBOURS) {
            return side.neighbourResiduals(y, over);
        }
        double[] residuals = fitted(y, over);
        double sample = variance == RdVariance.HC1 ? Math.sqrt(over / (double) (over - order - 1)) : 1;
        for (int i = 0; i < over; i++) {
            double kept = 1 - leverage[i];
            residuals[i] = sample
                    * (y[i] - residuals[i])
                    / (variance == RdVariance.HC2 ? Math.sqrt(kept) : variance == RdVariance.HC3 ? kept : 1);
        }
        return residuals;
    }

    /** The variance of a coefficient. */
    double variance(int coefficient, RdVariance kind, double[] y) {
        return side.variance(
                weights(coefficient), residuals(kind, y, window, leverage(window)), window, coefficients());
    }

    static double dot(double[] weights, double[] y) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * y[i];
        }
        return sum;
    }
}
