package assay.bench;

import java.util.Arrays;

/**
 * What a programmer writes from a textbook: a loop over rows, normal equations, an explicit inverse and sandwich. The
 * benchmark compares with it; nothing else uses it.
 */
final class Textbook {

    private Textbook() {}

    /** Which rows a meat is summed over. */
    private enum Meat {
        HC1,
        HC2
    }

    /** Coefficient and standard error of the first column, HC2. */
    static double[] hc2(double[] y, double[][] x) {
        return robust(y, x, Meat.HC2);
    }

    /** Coefficient and standard error of the first column, HC1. */
    static double[] hc1(double[] y, double[][] x) {
        return robust(y, x, Meat.HC1);
    }

    private static double[] robust(double[] y, double[][] x, Meat kind) {
        int n = y.length;
        int k = x.length + 1;
        double[][] inverse = inverse(cross(x, x));
        double[] b = multiply(inverse, cross(x, y));
        double[][] meat = new double[k][k];
        double[] row = new double[k];
        for (int i = 0; i < n; i++) {
            row(x, i, row);
            double e = y[i] - dot(row, b);
            double weight = kind == Meat.HC2 ? e * e / (1 - dot(row, multiply(inverse, row))) : e * e;
            for (int a = 0; a < k; a++) {
                for (int c = 0; c < k; c++) {
                    meat[a][c] += weight * row[a] * row[c];
                }
            }
        }
        double scale = kind == Meat.HC2 ? 1 : n / (double) (n - k);
        return new double[] {b[1], Math.sqrt(scale * sandwich(inverse, meat)[1][1])};
    }

    /** Coefficient and standard error of the first regressor, CR1; regressors are their own instruments for least squares. */
    static double[] clustered(double[] y, double[][] x, double[][] instruments, int[] of, int clusters) {
        int n = y.length;
        int k = x.length + 1;
        // Projection of the regressors on the instruments, then least squares of the outcome on it.
        double[][] first = multiply(inverse(cross(instruments, instruments)), cross(instruments, x));
        double[][] fitted = new double[k][n];
        double[] row = new double[instruments.length + 1];
        for (int i = 0; i < n; i++) {
            row(instruments, i, row);
            for (int a = 0; a < k; a++) {
                double sum = 0;
                for (int c = 0; c < row.length; c++) {
                    sum += row[c] * first[c][a];
                }
                fitted[a][i] = sum;
            }
        }
        double[][] columns = new double[k - 1][];
        System.arraycopy(fitted, 1, columns, 0, k - 1);
        double[][] inverse = inverse(cross(columns, columns));
        double[] b = multiply(inverse, cross(columns, y));
        double[][] scores = new double[clusters][k];
        double[] actual = new double[k];
        for (int i = 0; i < n; i++) {
            row(x, i, actual);
            double e = y[i] - dot(actual, b);
            for (int a = 0; a < k; a++) {
                scores[of[i]][a] += e * (a == 0 ? 1 : columns[a - 1][i]);
            }
        }
        double[][] meat = new double[k][k];
        for (double[] score : scores) {
            for (int a = 0; a < k; a++) {
                for (int c = 0; c < k; c++) {
                    meat[a][c] += score[a] * score[c];
                }
            }
        }
        double present = Arrays.stream(of).distinct().count();
        double scale = present / (present - 1);
        return new double[] {b[1], Math.sqrt(scale * sandwich(inverse, meat)[1][1])};
    }

    private static void row(double[][] x, int i, double[] row) {
        row[0] = 1;
        for (int a = 1; a < row.length; a++) {
            row[a] = x[a - 1][i];
        }
    }

    private static double[][] cross(double[][] x, double[][] z) {
        double[][] out = new double[x.length + 1][z.length + 1];
        double[] left = new double[x.length + 1];
        double[] right = new double[z.length + 1];
        for (int i = 0; i < x[0].length; i++) {
            row(x, i, left);
            row(z, i, right);
            for (int a = 0; a < left.length; a++) {
                for (int c = 0; c < right.length; c++) {
                    out[a][c] += left[a] * right[c];
                }
            }
        }
        return out;
    }

    private static double[] cross(double[][] x, double[] y) {
        double[] out = new double[x.length + 1];
        double[] row = new double[x.length + 1];
        for (int i = 0; i < y.length; i++) {
            row(x, i, row);
            for (int a = 0; a < row.length; a++) {
                out[a] += row[a] * y[i];
            }
        }
        return out;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] multiply(double[][] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            out[i] = dot(a[i], b);
        }
        return out;
    }

    private static double[][] multiply(double[][] a, double[][] b) {
        double[][] out = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b[0].length; j++) {
                    out[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return out;
    }

    private static double[][] sandwich(double[][] bread, double[][] meat) {
        return multiply(multiply(bread, meat), bread);
    }

    /** Gauss and Jordan with row exchanges. */
    private static double[][] inverse(double[][] matrix) {
        int k = matrix.length;
        double[][] a = new double[k][2 * k];
        for (int i = 0; i < k; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, k);
            a[i][k + i] = 1;
        }
        for (int p = 0; p < k; p++) {
            int best = p;
            for (int i = p + 1; i < k; i++) {
                best = Math.abs(a[i][p]) > Math.abs(a[best][p]) ? i : best;
            }
            double[] swap = a[p];
            a[p] = a[best];
            a[best] = swap;
            double pivot = a[p][p];
            for (int j = 0; j < 2 * k; j++) {
                a[p][j] /= pivot;
            }
            for (int i = 0; i < k; i++) {
                double factor = i == p ? 0 : a[i][p];
                for (int j = 0; j < 2 * k; j++) {
                    a[i][j] -= factor * a[p][j];
                }
            }
        }
        double[][] out = new double[k][k];
        for (int i = 0; i < k; i++) {
            System.arraycopy(a[i], k, out[i], 0, k);
        }
        return out;
    }
}
