package assay.resampling;

import assay.Clusters;
import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Least squares by clusters: what each adds to the cross-products of the regressors, and to their products with the
 * residuals. Columns are centred first; the intercept is regressor 0.
 *
 * <p>A column of which less than {@value #RANK} of its squares is left by those before it is left out; the last column, the
 * one that the analysis is about, must not be.
 */
final class ClusterScores {

    static final double RANK = 1e-11;

    private final int clusters;
    private final int k;
    private final List<String> aliased;
    private final double[][] design;
    private final double @Nullable [] weights;
    private final double[] coefficients;
    private final double[] residuals;
    private final double[][] bread;
    private final double[][] products;
    private final double[][] scores;

    /**
     * Fits by least squares.
     *
     * @param outcome the outcome
     * @param names a name for each column
     * @param columns the regressors without an intercept, the one of interest last
     * @param weights weights of the rows, null for none
     * @param of the clusters
     */
    ClusterScores(double[] outcome, List<String> names, double[][] columns, double @Nullable [] weights, Clusters of) {
        int n = outcome.length;
        this.weights = weights;
        this.clusters = of.count();
        double[] y = centred(outcome, weights);
        List<double[]> kept = new ArrayList<>();
        double[] ones = new double[n];
        java.util.Arrays.fill(ones, 1);
        kept.add(ones);
        List<String> left = new ArrayList<>();
        List<double[]> basis = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            double[] column = centred(columns[j], weights);
            if (adds(column, basis)) {
                kept.add(column);
            } else if (j == columns.length - 1) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "Column '" + names.get(j) + "' is a linear combination of the covariates, so no data of this"
                                + " kind can tell its effect from theirs.",
                        "Leave out the covariate that repeats it.");
            } else {
                left.add(names.get(j));
            }
        }
        this.aliased = List.copyOf(left);
        this.design = kept.toArray(new double[0][]);
        this.k = design.length;
        if (n <= k) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    n + " rows cannot estimate " + k + " coefficients and an error variance.",
                    "Use fewer columns, or collect more data.");
        }
        this.products = new double[clusters][k * k];
        double[][] right = new double[clusters][k];
        accumulate(y, of.of(), right);
        double[][] total = new double[k][k];
        double[] cross = new double[k];
        for (int g = 0; g < clusters; g++) {
            for (int a = 0; a < k; a++) {
                cross[a] += right[g][a];
                for (int b = 0; b < k; b++) {
                    total[a][b] += products[g][a * k + b];
                }
            }
        }
        this.bread = inverse(total);
        this.coefficients = times(bread, cross);
        this.scores = right;
        for (int g = 0; g < clusters; g++) {
            double[] fitted = times(g, coefficients);
            for (int a = 0; a < k; a++) {
                scores[g][a] -= fitted[a];
            }
        }
        this.residuals = y;
        for (int a = 0; a < k; a++) {
            for (int i = 0; i < n; i++) {
                residuals[i] -= coefficients[a] * design[a][i];
            }
        }
    }

    private static double[] centred(double[] column, double @Nullable [] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < column.length; i++) {
            double w = weights == null ? 1 : weights[i];
            sum += w * column[i];
            total += w;
        }
        double mean = sum / total;
        double[] centred = new double[column.length];
        for (int i = 0; i < column.length; i++) {
            centred[i] = column[i] - mean;
        }
        return centred;
    }

    /** Whether something of a column is left by an orthogonal basis, to which its remainder is then added. */
    private boolean adds(double[] column, List<double[]> basis) {
        double[] rest = column.clone();
        double before = dot(rest, rest);
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                double share = dot(rest, direction) / dot(direction, direction);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= share * direction[i];
                }
            }
        }
        double after = dot(rest, rest);
        if (!(after > RANK * before) || before == 0) {
            return false;
        }
        basis.add(rest);
        return true;
    }

    private double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (weights == null ? 1 : weights[i]) * x[i] * y[i];
        }
        return sum;
    }

    private void accumulate(double[] y, int[] of, double[][] right) {
        for (int i = 0; i < y.length; i++) {
            double w = weights == null ? 1 : weights[i];
            double[] product = products[of[i]];
            double[] cross = right[of[i]];
            for (int a = 0; a < k; a++) {
                double x = w * design[a][i];
                cross[a] += x * y[i];
                for (int b = 0; b < k; b++) {
                    product[a * k + b] += x * design[b][i];
                }
            }
        }
    }

    /** The inverse of a symmetric positive definite matrix, by Cholesky on unit diagonals. */
    private static double[][] inverse(double[][] matrix) {
        int k = matrix.length;
        double[] scale = new double[k];
        for (int a = 0; a < k; a++) {
            scale[a] = 1 / Math.sqrt(matrix[a][a]);
        }
        double[][] l = new double[k][k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b <= a; b++) {
                double sum = matrix[a][b] * scale[a] * scale[b];
                for (int c = 0; c < b; c++) {
                    sum -= l[a][c] * l[b][c];
                }
                l[a][b] = a == b ? Math.sqrt(sum) : sum / l[b][b];
            }
        }
        double[][] inverse = new double[k][k];
        for (int column = 0; column < k; column++) {
            double[] x = new double[k];
            for (int a = 0; a < k; a++) {
                double sum = a == column ? 1 : 0;
                for (int c = 0; c < a; c++) {
                    sum -= l[a][c] * x[c];
                }
                x[a] = sum / l[a][a];
            }
            for (int a = k - 1; a >= 0; a--) {
                double sum = x[a];
                for (int c = a + 1; c < k; c++) {
                    sum -= l[c][a] * x[c];
                }
                x[a] = sum / l[a][a];
            }
            for (int a = 0; a < k; a++) {
                inverse[a][column] = x[a] * scale[a] * scale[column];
            }
        }
        return inverse;
    }

    static double[] times(double[][] matrix, double[] vector) {
        double[] out = new double[matrix.length];
        for (int a = 0; a < out.length; a++) {
            for (int b = 0; b < vector.length; b++) {
                out[a] += matrix[a][b] * vector[b];
            }
        }
        return out;
    }

    /** The cross-products of a cluster times a vector. */
    double[] times(int cluster, double[] vector) {
        double[] out = new double[k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                out[a] += products[cluster][a * k + b] * vector[b];
            }
        }
        return out;
    }

    int clusters() {
        return clusters;
    }

    int coefficientCount() {
        return k;
    }

    int rows() {
        return residuals.length;
    }

    List<String> aliased() {
        return aliased;
    }

    double coefficient(int term) {
        return coefficients[term];
    }

    double[] bread(int term) {
        return bread[term].clone();
    }

    double[][] bread() {
        return bread;
    }

    double[] score(int cluster) {
        return scores[cluster];
    }

    double[] residuals() {
        return residuals;
    }

    /** The factor of CR1S, {@code G (n - 1) / ((G - 1) (n - k))}. */
    double smallSample() {
        double n = residuals.length;
        return clusters / (clusters - 1.0) * ((n - 1) / (n - k));
    }

    /** The influence of each row on a coefficient. */
    double[] influence(int term) {
        double[] values = new double[residuals.length];
        double[] direction = bread[term];
        for (int i = 0; i < values.length; i++) {
            double sum = 0;
            for (int a = 0; a < k; a++) {
                sum += direction[a] * design[a][i];
            }
            values[i] = sum * residuals[i] * (weights == null ? 1 : weights[i]) * values.length;
        }
        return values;
    }
}
