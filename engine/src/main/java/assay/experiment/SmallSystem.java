package assay.experiment;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;

/** Solves systems as small as the number of arms. */
final class SmallSystem {

    private SmallSystem() {}

    static double[][] transpose(double[][] a) {
        double[][] out = new double[a.length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                out[j][i] = a[i][j];
            }
        }
        return out;
    }

    static double[] solve(double[][] matrix, double[] right, String column) {
        int n = right.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = Arrays.copyOf(matrix[i], n + 1);
            a[i][n] = right[i];
        }
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int i = c + 1; i < n; i++) {
                pivot = Math.abs(a[i][c]) > Math.abs(a[pivot][c]) ? i : pivot;
            }
            double[] top = a[pivot];
            a[pivot] = a[c];
            a[c] = top;
            if (!(Math.abs(top[c]) > 1e-12)) {
                throw new EstimationException(
                        Problem.NO_FIRST_STAGE,
                        "In these rows, being assigned does not change what is received (column '" + column
                                + "'): there are no compliers to learn from.",
                        "Check both columns, or ask for the effect of being assigned only.");
            }
            for (int i = 0; i < n; i++) {
                double factor = i == c ? 0 : a[i][c] / top[c];
                for (int j = c; j <= n && factor != 0; j++) {
                    a[i][j] -= factor * top[j];
                }
            }
        }
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = a[i][n] / a[i][i];
        }
        return out;
    }
}
