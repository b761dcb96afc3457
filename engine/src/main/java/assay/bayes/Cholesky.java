package assay.bayes;

import assay.EstimationException;
import assay.Problem;
import org.apache.commons.math3.util.FastMath;

/** The lower triangular root of a positive definite matrix, and what it is good for. */
final class Cholesky {

    private final double[][] root;

    Cholesky(double[][] matrix) {
        int k = matrix.length;
        root = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int l = 0; l < j; l++) {
                    sum -= root[i][l] * root[j][l];
                }
                if (i != j) {
                    root[i][j] = sum / root[j][j];
                } else if (sum > 1e-14 * Math.abs(matrix[i][i])) {
                    root[i][i] = Math.sqrt(sum);
                } else {
                    throw new EstimationException(
                            Problem.NOT_IDENTIFIED,
                            "Precision of coefficient " + (i + 1)
                                    + " given the others is 0, so that its posterior is improper.",
                            "Give it a proper prior, or leave out a covariate that others determine.");
                }
            }
        }
    }

    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < root.length; i++) {
            sum += FastMath.log(root[i][i]);
        }
        return 2 * sum;
    }

    double[] solve(double[] right) {
        int k = root.length;
        double[] x = right.clone();
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                x[i] -= root[i][j] * x[j];
            }
            x[i] /= root[i][i];
        }
        for (int i = k - 1; i >= 0; i--) {
            for (int j = i + 1; j < k; j++) {
                x[i] -= root[j][i] * x[j];
            }
            x[i] /= root[i][i];
        }
        return x;
    }

    double[][] inverse() {
        int k = root.length;
        double[][] inverse = new double[k][];
        for (int i = 0; i < k; i++) {
            double[] unit = new double[k];
            unit[i] = 1;
            inverse[i] = solve(unit);
        }
        return inverse;
    }
}
