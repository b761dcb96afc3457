package assay.nuisance;

import java.util.Arrays;

/** Weighted cross-products of the columns of a design, and their Cholesky factor under a rank rule. */
final class Gram {

    /**
     * A column is left out when the share of its sum of squares that earlier columns do not explain is below this.
     * Rounding in a cross-product is about 1e-16 times the row count's square root, so the rule keeps well clear of it.
     */
    private static final double RANK = 1e-11;

    private final int width;
    private final double[] lower;
    private final boolean[] aliased;

    private Gram(int width, double[] lower) {
        this.width = width;
        this.lower = lower;
        this.aliased = new boolean[width];
    }

    /** The lower triangle of X'X, row-major. */
    static double[] crossProduct(double[][] x) {
        int width = x.length;
        double[] g = new double[width * width];
        for (int j = 0; j < width; j++) {
            products(x[j], x, j + 1, g, j * width);
        }
        return g;
    }

    /** The lower triangle of X'WX, row-major; the last argument is room for a column. */
    static double[] crossProduct(double[][] x, double[] weights, double[] weighted) {
        int width = x.length;
        double[] g = new double[width * width];
        for (int j = 0; j < width; j++) {
            double[] column = x[j];
            for (int i = 0; i < weighted.length; i++) {
                weighted[i] = weights[i] * column[i];
            }
            products(weighted, x, j + 1, g, j * width);
        }
        return g;
    }

    /** X'v. */
    static double[] transposeTimes(double[][] x, double[] v) {
        double[] out = new double[x.length];
        products(v, x, x.length, out, 0);
        return out;
    }

    /** X b, for a design whose first column is 1. */
    static double[] times(double[][] x, double[] b) {
        double[] out = new double[x[0].length];
        times(x, b, out);
        return out;
    }

    /** Overwrites the last argument by X b, for a design whose first column is 1. */
    static void times(double[][] x, double[] b, double[] out) {
        Arrays.fill(out, b[0]);
        for (int j = 1; j < b.length; j++) {
            double[] column = x[j];
            double factor = b[j];
            for (int i = 0; i < out.length; i++) {
                out[i] += factor * column[i];
            }
        }
    }

    /** The products of a vector with the first columns, four at a time. */
    private static void products(double[] v, double[][] x, int count, double[] out, int at) {
        int k = 0;
        for (; k + 3 < count; k += 4) {
            four(v, x[k], x[k + 1], x[k + 2], x[k + 3], out, at + k);
        }
        for (; k < count; k++) {
            out[at + k] = dot(v, x[k]);
        }
    }

    private static void four(double[] v, double[] a, double[] b, double[] c, double[] d, double[] out, int at) {
        double a0 = 0;
        double b0 = 0;
        double c0 = 0;
        double d0 = 0;
        double a1 = 0;
        double b1 = 0;
        double c1 = 0;
        double d1 = 0;
        int i = 0;
        for (; i + 1 < v.length; i += 2) {
            double p = v[i];
            double q = v[i + 1];
            a0 += p * a[i];
            a1 += q * a[i + 1];
            b0 += p * b[i];
            b1 += q * b[i + 1];
            c0 += p * c[i];
            c1 += q * c[i + 1];
            d0 += p * d[i];
            d1 += q * d[i + 1];
        }
        if (i < v.length) {
            a0 += v[i] * a[i];
            b0 += v[i] * b[i];
            c0 += v[i] * c[i];
            d0 += v[i] * d[i];
        }
        out[at] = a0 + a1;
        out[at + 1] = b0 + b1;
        out[at + 2] = c0 + c1;
        out[at + 3] = d0 + d1;
    }

    private static double dot(double[] x, double[] y) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < x.length; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < x.length; i++) {
            a += x[i] * y[i];
        }
        return (a + b) + (c + d);
    }

    /**
     * The Cholesky factor of a cross-product plus a ridge on all but the first column. Columns are taken in their order,
     * and one that the earlier ones explain is left out.
     *
     * @param g lower triangle, row-major; overwritten
     */
    static Gram factor(double[] g, int width, double ridge) {
        Gram f = new Gram(width, g);
        double mean0 = g[0] > 0 ? g[0] : 1;
        for (int j = 0; j < width; j++) {
            int row = j * width;
            double total = g[row + j];
            // What the constant explains is not counted: a column far from 0 would otherwise look explained.
            double scale = j == 0 ? total : total - g[row] * g[row] / mean0;
            for (int k = 0; k < j; k++) {
                if (f.aliased[k]) {
                    g[row + k] = 0;
                    continue;
                }
                int other = k * width;
                double sum = g[row + k];
                for (int m = 0; m < k; m++) {
                    sum -= g[row + m] * g[other + m];
                }
                g[row + k] = sum / g[other + k];
            }
            double pivot = total + (j == 0 ? 0 : ridge);
            for (int m = 0; m < j; m++) {
                pivot -= g[row + m] * g[row + m];
            }
            if (pivot > RANK * (scale + ridge) && pivot > 0) {
                g[row + j] = Math.sqrt(pivot);
            } else {
                f.aliased[j] = true;
            }
        }
        return f;
    }

    /** Solves in place; the entries of columns left out become 0. */
    void solve(double[] b) {
        for (int j = 0; j < width; j++) {
            if (aliased[j]) {
                b[j] = 0;
                continue;
            }
            double sum = b[j];
            for (int k = 0; k < j; k++) {
                sum -= lower[j * width + k] * b[k];
            }
            b[j] = sum / lower[j * width + j];
        }
        for (int j = width - 1; j >= 0; j--) {
            if (aliased[j]) {
                continue;
            }
            double sum = b[j];
            for (int k = j + 1; k < width; k++) {
                sum -= lower[k * width + j] * b[k];
            }
            b[j] = sum / lower[j * width + j];
        }
    }
}
