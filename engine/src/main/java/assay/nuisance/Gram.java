package assay.nuisance;

/** Weighted cross-products of a row-major design, and their Cholesky factor under a rank rule. */
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

    /** The lower triangle of X'WX, row-major; null weights are ones. */
    static double[] crossProduct(double[] x, int rows, int width, double[] weights) {
        double[] g = new double[width * width];
        int i = 0;
        for (; i + 4 <= rows; i += 4) {
            add4(x, i * width, width, weights[i], weights[i + 1], weights[i + 2], weights[i + 3], g);
        }
        for (; i < rows; i++) {
            add1(x, i * width, width, weights[i], g);
        }
        return g;
    }

    private static void add4(double[] x, int at, int width, double w0, double w1, double w2, double w3, double[] g) {
        int b = at + width;
        int c = b + width;
        int d = c + width;
        for (int j = 0; j < width; j++) {
            double p = w0 * x[at + j];
            double q = w1 * x[b + j];
            double r = w2 * x[c + j];
            double s = w3 * x[d + j];
            int row = j * width;
            for (int k = 0; k <= j; k++) {
                g[row + k] += p * x[at + k] + q * x[b + k] + r * x[c + k] + s * x[d + k];
            }
        }
    }

    private static void add1(double[] x, int at, int width, double w, double[] g) {
        for (int j = 0; j < width; j++) {
            double p = w * x[at + j];
            int row = j * width;
            for (int k = 0; k <= j; k++) {
                g[row + k] += p * x[at + k];
            }
        }
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

    /** X'v. */
    static double[] transposeTimes(double[] x, int rows, int width, double[] v) {
        double[] sums = new double[width];
        for (int i = 0, at = 0; i < rows; i++, at += width) {
            double value = v[i];
            for (int j = 0; j < width; j++) {
                sums[j] += x[at + j] * value;
            }
        }
        return sums;
    }

    /** One row of the design times coefficients. */
    static double dot(double[] x, int at, double[] coefficients) {
        double sum = 0;
        for (int j = 0; j < coefficients.length; j++) {
            sum += x[at + j] * coefficients[j];
        }
        return sum;
    }
}
