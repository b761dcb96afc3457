package assay.linear;

import java.util.Arrays;

/** Loops over columns, with several partial sums so that the processor is kept busy. */
final class Columns {

    /** Rows per block: four columns of them stay in the nearest cache. */
    private static final int BLOCK = 512;

    private Columns() {}

    static double sum(double[] x) {
        return sum(x, x.length);
    }

    static double sum(double[] x, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        int i = 0;
        for (; i + 7 < count; i += 8) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
            e += x[i + 4];
            f += x[i + 5];
            g += x[i + 6];
            h += x[i + 7];
        }
        for (; i < count; i++) {
            a += x[i];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }

    static double dot(double[] x, double[] y) {
        return dot(x, y, 0, x.length);
    }

    static double dot(double[] x, double[] y, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        int i = from;
        for (; i + 7 < to; i += 8) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
            e += x[i + 4] * y[i + 4];
            f += x[i + 5] * y[i + 5];
            g += x[i + 6] * y[i + 6];
            h += x[i + 7] * y[i + 7];
        }
        for (; i < to; i++) {
            a += x[i] * y[i];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }

    /** Adds {@code factor * x} to y. */
    static void add(double factor, double[] x, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += factor * x[i];
        }
    }

    /** Adds {@code f * x + g * z} to y. */
    static void add(double f, double[] x, double g, double[] z, double[] y) {
        for (int i = 0; i < y.length; i++) {
            y[i] += f * x[i] + g * z[i];
        }
    }

    /** Adds a combination of the first columns to y, two at a time. */
    static void addAll(double[] factors, double[][] x, int count, double[] y) {
        int k = 0;
        for (; k + 1 < count; k += 2) {
            add(factors[k], x[k], factors[k + 1], x[k + 1], y);
        }
        if (k < count) {
            add(factors[k], x[k], y);
        }
    }

    /** The cross-products of columns, upper triangle, four columns against one at a time within blocks of rows. */
    static double[][] crossProducts(double[][] x, int rows) {
        int p = x.length;
        double[][] out = new double[p][p];
        for (int from = 0; from < rows; from += BLOCK) {
            int to = Math.min(rows, from + BLOCK);
            for (int j = 0; j < p; j++) {
                int k = j;
                for (; k + 3 < p; k += 4) {
                    four(x[j], x[k], x[k + 1], x[k + 2], x[k + 3], from, to, out[j], k);
                }
                for (; k < p; k++) {
                    out[j][k] += dot(x[j], x[k], from, to);
                }
            }
        }
        return out;
    }

    /** Adds the cross-products of columns of a block, left by right, to the upper triangle of a matrix. */
    static void addCrossProducts(double[][] left, double[][] right, int rows, double[][] out) {
        int p = left.length;
        int j = 0;
        for (; j + 1 < p; j += 2) {
            int k = j;
            for (; k + 3 < p; k += 4) {
                tile(left[j], left[j + 1], right, k, rows, out[j], out[j + 1]);
            }
            for (; k + 1 < p; k += 2) {
                tile(left[j], left[j + 1], right[k], right[k + 1], k, rows, out[j], out[j + 1]);
            }
            if (k < p) {
                out[j][k] += dot(left[j], right[k], 0, rows);
                out[j + 1][k] += dot(left[j + 1], right[k], 0, rows);
            }
        }
        if (j < p) {
            out[j][j] += dot(left[j], right[j], 0, rows);
        }
    }

    /** Two columns by four: eight sums that depend on no other keep both multipliers busy. */
    private static void tile(double[] x, double[] y, double[][] right, int k, int rows, double[] outX, double[] outY) {
        double[] a = right[k];
        double[] b = right[k + 1];
        double[] c = right[k + 2];
        double[] d = right[k + 3];
        double xa = 0;
        double xb = 0;
        double xc = 0;
        double xd = 0;
        double ya = 0;
        double yb = 0;
        double yc = 0;
        double yd = 0;
        for (int i = 0; i < rows; i++) {
            double u = x[i];
            double v = y[i];
            xa = Math.fma(u, a[i], xa);
            ya = Math.fma(v, a[i], ya);
            xb = Math.fma(u, b[i], xb);
            yb = Math.fma(v, b[i], yb);
            xc = Math.fma(u, c[i], xc);
            yc = Math.fma(v, c[i], yc);
            xd = Math.fma(u, d[i], xd);
            yd = Math.fma(v, d[i], yd);
        }
        outX[k] += xa;
        outX[k + 1] += xb;
        outX[k + 2] += xc;
        outX[k + 3] += xd;
        outY[k] += ya;
        outY[k + 1] += yb;
        outY[k + 2] += yc;
        outY[k + 3] += yd;
    }

    private static void tile(
            double[] x, double[] y, double[] a, double[] b, int k, int rows, double[] outX, double[] outY) {
        double xa = 0;
        double xb = 0;
        double ya = 0;
        double yb = 0;
        for (int i = 0; i < rows; i++) {
            xa = Math.fma(x[i], a[i], xa);
            ya = Math.fma(y[i], a[i], ya);
            xb = Math.fma(x[i], b[i], xb);
            yb = Math.fma(y[i], b[i], yb);
        }
        outX[k] += xa;
        outX[k + 1] += xb;
        outY[k] += ya;
        outY[k + 1] += yb;
    }

    /** The combination of columns of a block with factors, those of factor 0 left out. */
    static void combine(double[] factors, double[][] u, int rows, double[] out) {
        Arrays.fill(out, 0, rows, 0);
        int[] used = new int[factors.length];
        int count = 0;
        for (int j = 0; j < factors.length; j++) {
            if (factors[j] != 0) {
                used[count++] = j;
            }
        }
        int k = 0;
        for (; k + 3 < count; k += 4) {
            four(factors, u, used, k, rows, out);
        }
        for (; k < count; k++) {
            double f = factors[used[k]];
            double[] column = u[used[k]];
            for (int i = 0; i < rows; i++) {
                out[i] += f * column[i];
            }
        }
    }

    private static void four(double[] factors, double[][] u, int[] used, int k, int rows, double[] out) {
        double f = factors[used[k]];
        double g = factors[used[k + 1]];
        double h = factors[used[k + 2]];
        double l = factors[used[k + 3]];
        double[] a = u[used[k]];
        double[] b = u[used[k + 1]];
        double[] c = u[used[k + 2]];
        double[] d = u[used[k + 3]];
        for (int i = 0; i < rows; i++) {
            out[i] += (f * a[i] + g * b[i]) + (h * c[i] + l * d[i]);
        }
    }

    private static void four(
            double[] x, double[] a, double[] b, double[] c, double[] d, int from, int to, double[] out, int at) {
        double a0 = 0;
        double b0 = 0;
        double c0 = 0;
        double d0 = 0;
        double a1 = 0;
        double b1 = 0;
        double c1 = 0;
        double d1 = 0;
        int i = from;
        for (; i + 1 < to; i += 2) {
            double u = x[i];
            double v = x[i + 1];
            a0 += u * a[i];
            a1 += v * a[i + 1];
            b0 += u * b[i];
            b1 += v * b[i + 1];
            c0 += u * c[i];
            c1 += v * c[i + 1];
            d0 += u * d[i];
            d1 += v * d[i + 1];
        }
        if (i < to) {
            a0 += x[i] * a[i];
            b0 += x[i] * b[i];
            c0 += x[i] * c[i];
            d0 += x[i] * d[i];
        }
        out[at] += a0 + a1;
        out[at + 1] += b0 + b1;
        out[at + 2] += c0 + c1;
        out[at + 3] += d0 + d1;
    }
}
