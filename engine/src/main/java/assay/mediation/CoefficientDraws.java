package assay.mediation;

import assay.random.Philox;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Draws of coefficients from their joint normal distribution, coefficient by coefficient, made when first asked for. */
final class CoefficientDraws {

    private static final double FLAT = 1e-14;

    private final double[] values;
    private final double[][] covariance;
    private final int count;
    private final long key;
    private double @Nullable [][] made;

    CoefficientDraws(double[] values, double[][] covariance, int count, long key) {
        this.values = values;
        this.covariance = covariance;
        this.count = count;
        this.key = key;
    }

    synchronized double[][] all() {
        double[][] all = made;
        if (all == null) {
            all = make();
            made = all;
        }
        return all;
    }

    private double[][] make() {
        int k = values.length;
        double[][] root = root(covariance);
        Philox random = new Philox(key, 0, 3);
        double[][] normals = new double[k][count];
        for (double[] column : normals) {
            random.normals(column);
        }
        double[][] out = new double[k][count];
        for (int a = 0; a < k; a++) {
            Arrays.fill(out[a], values[a]);
            for (int b = 0; b <= a; b++) {
                double f = root[a][b];
                if (f != 0) {
                    for (int d = 0; d < count; d++) {
                        out[a][d] += f * normals[b][d];
                    }
                }
            }
        }
        return out;
    }

    /** The lower triangular root of a matrix that may be singular: directions without variance are left out. */
    static double[][] root(double[][] matrix) {
        int k = matrix.length;
        double[][] l = new double[k][k];
        for (int a = 0; a < k; a++) {
            double pivot = matrix[a][a];
            for (int c = 0; c < a; c++) {
                pivot -= l[a][c] * l[a][c];
            }
            if (!(pivot > FLAT * matrix[a][a])) {
                continue;
            }
            l[a][a] = Math.sqrt(pivot);
            for (int b = a + 1; b < k; b++) {
                double sum = matrix[b][a];
                for (int c = 0; c < a; c++) {
                    sum -= l[b][c] * l[a][c];
                }
                l[b][a] = sum / l[a][a];
            }
        }
        return l;
    }
}
