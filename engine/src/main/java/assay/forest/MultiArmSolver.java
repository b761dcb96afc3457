package assay.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Slopes of the outcome on several treatments at once. Moments: weight, outcome, each treatment, each treatment times the
 * outcome, and the products of treatments, row by row of the lower triangle.
 */
record MultiArmSolver(int treatments) implements Solver {

    private static final double NEGLIGIBLE = 1e-10;

    @Override
    public int moments() {
        return 2 + 2 * treatments + treatments * (treatments + 1) / 2;
    }

    @Override
    public int outputs() {
        return treatments;
    }

    /** Where the first product of a treatment with those before it is. */
    int products(int treatment) {
        return 2 + 2 * treatments + treatment * (treatment + 1) / 2;
    }

    @Override
    public boolean solve(double[] mean, double[] value, double @Nullable [][] influence) {
        double weight = mean[0];
        if (!(weight > 0)) {
            return false;
        }
        double level = mean[1] / weight;
        double[][] inverse = new double[treatments][treatments];
        for (int k = 0; k < treatments; k++) {
            for (int l = 0; l <= k; l++) {
                double product = mean[products(k) + l] / weight;
                inverse[k][l] = product - mean[2 + k] * mean[2 + l] / (weight * weight);
                inverse[l][k] = inverse[k][l];
            }
        }
        if (!invert(inverse)) {
            return false;
        }
        for (int k = 0; k < treatments; k++) {
            double sum = 0;
            for (int l = 0; l < treatments; l++) {
                sum += inverse[k][l] * (mean[2 + treatments + l] - mean[2 + l] * level) / weight;
            }
            value[k] = sum;
        }
        if (influence != null) {
            for (int l = 0; l < treatments; l++) {
                level -= value[l] * mean[2 + l] / weight;
            }
            for (int k = 0; k < treatments; k++) {
                coefficients(inverse[k], mean, value, level, influence[k]);
            }
        }
        return true;
    }

    /** The influence on one slope: the row of the inverse times (W - mean W) (Y - level - W' slopes), over the weight. */
    private void coefficients(double[] row, double[] mean, double[] slopes, double level, double[] into) {
        Arrays.fill(into, 0);
        double weight = mean[0];
        double shift = 0;
        for (int l = 0; l < treatments; l++) {
            shift += row[l] * mean[2 + l] / weight;
        }
        into[0] = shift * level / weight;
        into[1] = -shift / weight;
        for (int l = 0; l < treatments; l++) {
            into[2 + l] = (shift * slopes[l] - row[l] * level) / weight;
            into[2 + treatments + l] = row[l] / weight;
            for (int m = 0; m <= l; m++) {
                double product = row[l] * slopes[m] + (l == m ? 0 : row[m] * slopes[l]);
                into[products(l) + m] = -product / weight;
            }
        }
    }

    /** Inverts a covariance matrix in place by Gauss and Jordan without pivots; false if it is singular to rounding. */
    static boolean invert(double[][] matrix) {
        int size = matrix.length;
        for (int k = 0; k < size; k++) {
            double pivot = matrix[k][k];
            // What remains of the variance once the treatments before are held fixed.
            if (!(pivot > NEGLIGIBLE)) {
                return false;
            }
            matrix[k][k] = 1;
            for (int j = 0; j < size; j++) {
                matrix[k][j] /= pivot;
            }
            for (int i = 0; i < size; i++) {
                if (i == k) {
                    continue;
                }
                double factor = matrix[i][k];
                matrix[i][k] = 0;
                for (int j = 0; j < size; j++) {
                    matrix[i][j] -= factor * matrix[k][j];
                }
            }
        }
        return true;
    }
}
