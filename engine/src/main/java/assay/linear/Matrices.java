package assay.linear;

/** Small dense matrices by row. */
final class Matrices {

    private Matrices() {}

    /** a v b'. */
    static double[][] sandwich(double[][] a, double[][] v, double[][] b) {
        return times(times(a, v), transpose(b));
    }

    static double[][] times(double[][] a, double[][] b) {
        int n = b.length;
        int columns = n == 0 ? 0 : b[0].length;
        double[][] out = new double[a.length][columns];
        for (int i = 0; i < a.length; i++) {
            for (int l = 0; l < n; l++) {
                double f = a[i][l];
                if (f != 0) {
                    for (int j = 0; j < columns; j++) {
                        out[i][j] += f * b[l][j];
                    }
                }
            }
        }
        return out;
    }

    static double[][] transpose(double[][] a) {
        int columns = a.length == 0 ? 0 : a[0].length;
        double[][] out = new double[columns][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < columns; j++) {
                out[j][i] = a[i][j];
            }
        }
        return out;
    }

    /** The inverse of the leading part of an upper triangular matrix. */
    static double[][] upperInverse(double[][] c, int n) {
        double[][] out = new double[n][n];
        for (int a = 0; a < n; a++) {
            out[a][a] = 1 / c[a][a];
            for (int i = a - 1; i >= 0; i--) {
                double v = 0;
                for (int l = i + 1; l <= a; l++) {
                    v -= c[i][l] * out[l][a];
                }
                out[i][a] = v / c[i][i];
            }
        }
        return out;
    }

    static double[] column(double[][] a, int j) {
        double[] out = new double[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i][j];
        }
        return out;
    }

    /** x'a y. */
    static double quadratic(double[] x, double[][] a, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            if (x[i] != 0) {
                sum += x[i] * dot(a[i], y);
            }
        }
        return sum;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double[][] scaled(double[][] a, double factor) {
        for (double[] row : a) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= factor;
            }
        }
        return a;
    }

    static void multiply(double[][] a, double[] x, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = dot(a[i], x);
        }
    }

    static double[][] identity(int n) {
        double[][] out = new double[n][n];
        for (int i = 0; i < n; i++) {
            out[i][i] = 1;
        }
        return out;
    }
}
