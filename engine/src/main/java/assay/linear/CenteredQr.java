package assay.linear;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;

/**
 * The thin QR factorisation {@code X - mean = Q R} of columns beside an intercept. Q is orthonormal and orthogonal to
 * the intercept; R is upper triangular.
 *
 * <p><b>Rank rule.</b> Columns are taken from left to right. A column is aliased, and left out, when it is constant to
 * rounding or when what the columns before it leave of it is shorter than 1e-7 of its centred length (the tolerance of
 * R's {@code lm}, on centred columns, so that a large mean does no harm).
 *
 * <p><b>Arithmetic.</b> Columns are centred in two passes. Their cross-product is factorised by Cholesky and
 * {@code Q = X R^-1} as long as every column keeps at least 1e-4 of its sum of squares beside those before it, which
 * costs at most four digits; otherwise the columns are orthogonalised by Gram and Schmidt, twice, which costs none
 * (Giraud, Langou and Rozloznik, Numer. Math. 101, 2005).
 */
public final class CenteredQr {

    private static final double CONSTANT = 2e-15;
    private static final double WELL_CONDITIONED = 1e-4;
    private static final double NEARLY_ORTHOGONAL = 0.1;
    private static final double ALIASED = 1e-7;

    private final int rows;
    private final double[] means;
    private final int[] kept;
    private final int[] aliased;
    private final double[][] q;
    private final double[][] r;
    private final int passes;

    private CenteredQr(int rows, double[] means, int[] kept, double[][] q, double[][] r, int passes) {
        this.passes = passes;
        this.rows = rows;
        this.means = means;
        this.kept = kept;
        this.q = q;
        this.r = r;
        boolean[] dropped = new boolean[means.length];
        Arrays.fill(dropped, true);
        for (int j : kept) {
            dropped[j] = false;
        }
        int[] out = new int[means.length - kept.length];
        for (int j = 0, k = 0; j < dropped.length; j++) {
            if (dropped[j]) {
                out[k++] = j;
            }
        }
        this.aliased = out;
    }

    /**
     * Factorises.
     *
     * @param columns the columns, each of {@code rows} finite values; not changed
     * @param rows the number of rows, at least 1
     * @return the factorisation
     * @throws EstimationException if squares overflow
     */
    public static CenteredQr of(double[][] columns, int rows) {
        double[][] copies = new double[columns.length][];
        for (int j = 0; j < copies.length; j++) {
            copies[j] = columns[j].clone();
        }
        return inPlace(copies, rows);
    }

    /**
     * Factorises without a copy.
     *
     * @param columns the columns, each of {@code rows} finite values; overwritten
     * @param rows the number of rows, at least 1
     * @return the factorisation
     * @throws EstimationException if squares overflow
     */
    public static CenteredQr inPlace(double[][] columns, int rows) {
        int p = columns.length;
        double[] means = new double[p];
        for (int j = 0; j < p; j++) {
            means[j] = center(columns[j]);
        }
        double[][] r = Columns.crossProducts(columns, rows);
        int[] varying = new int[p];
        int count = 0;
        for (int j = 0; j < p; j++) {
            double square = r[j][j];
            if (!(square < Double.POSITIVE_INFINITY)) {
                throw new EstimationException(
                        Problem.NOT_FINITE,
                        "Column " + (j + 1) + " of the design holds values whose squares overflow.",
                        "Measure it in a larger unit.");
            }
            if (Math.sqrt(square / rows) > CONSTANT * Math.abs(means[j])) {
                varying[count++] = j;
            }
        }
        double[][] x = columns;
        if (count < p) {
            varying = Arrays.copyOf(varying, count);
            x = new double[count][];
            for (int k = 0; k < count; k++) {
                x[k] = columns[varying[k]];
            }
            r = Columns.crossProducts(x, rows);
        }
        double pivot = cholesky(r);
        if (pivot >= WELL_CONDITIONED) {
            divide(x, r);
            return new CenteredQr(rows, means, varying, x, r, pivot < NEARLY_ORTHOGONAL ? 2 : 1);
        }
        return gramSchmidt(rows, means, varying, x);
    }

    /**
     * Centres values at their mean, in place, in two passes.
     *
     * @param values the values
     * @return their mean
     */
    public static double center(double[] values) {
        int n = values.length;
        double mean = Columns.sum(values) / n;
        for (int i = 0; i < n; i++) {
            values[i] -= mean;
        }
        // What rounding of the first mean left over; for a large mean it is not negligible.
        double rest = Columns.sum(values) / n;
        if (rest != 0) {
            for (int i = 0; i < n; i++) {
                values[i] -= rest;
            }
        }
        return mean + rest;
    }

    /** Replaces the upper triangle by its Cholesky factor; the smallest share of a column that its pivot keeps. */
    private static double cholesky(double[][] a) {
        int p = a.length;
        double least = 1;
        for (int j = 0; j < p; j++) {
            double whole = a[j][j];
            double pivot = whole;
            for (int i = 0; i < j; i++) {
                double s = a[i][j];
                for (int k = 0; k < i; k++) {
                    s -= a[k][i] * a[k][j];
                }
                a[i][j] = s / a[i][i];
                pivot -= a[i][j] * a[i][j];
            }
            least = Math.min(least, pivot / whole);
            if (!(least >= WELL_CONDITIONED)) {
                return 0;
            }
            a[j][j] = Math.sqrt(pivot);
        }
        return least;
    }

    /** Replaces X by X R^-1, column by column. */
    private static void divide(double[][] x, double[][] r) {
        double[] factors = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            double[] column = x[j];
            for (int k = 0; k < j; k++) {
                factors[k] = -r[k][j];
            }
            Columns.addAll(factors, x, j, column);
            double inverse = 1 / r[j][j];
            for (int i = 0; i < column.length; i++) {
                column[i] *= inverse;
            }
        }
    }

    private static CenteredQr gramSchmidt(int rows, double[] means, int[] varying, double[][] x) {
        int p = x.length;
        int[] kept = new int[p];
        double[][] q = new double[p][];
        double[][] r = new double[p][p];
        int count = 0;
        for (int j = 0; j < p; j++) {
            double[] v = x[j];
            double before = Math.sqrt(Columns.dot(v, v));
            double[] projections = new double[p];
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < count; k++) {
                    double c = Columns.dot(q[k], v);
                    Columns.add(-c, q[k], v);
                    projections[k] += c;
                }
                center(v);
            }
            double after = Math.sqrt(Columns.dot(v, v));
            if (after < ALIASED * before) {
                continue;
            }
            for (int i = 0; i < rows; i++) {
                v[i] /= after;
            }
            for (int k = 0; k < count; k++) {
                r[k][count] = projections[k];
            }
            r[count][count] = after;
            kept[count] = varying[j];
            q[count++] = v;
        }
        return new CenteredQr(rows, means, Arrays.copyOf(kept, count), Arrays.copyOf(q, count), r, 2);
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int rows() {
        return rows;
    }

    /**
     * The number of columns that were kept.
     *
     * @return the rank, the intercept not counted
     */
    public int rank() {
        return kept.length;
    }

    /**
     * The columns that were kept.
     *
     * @return a new array of indices, increasing
     */
    public int[] kept() {
        return kept.clone();
    }

    /**
     * The columns that were left out because those before them, and the intercept, determine them.
     *
     * @return a new array of indices, increasing
     */
    public int[] aliased() {
        return aliased.clone();
    }

    /**
     * The mean of a column.
     *
     * @param column index of the column as it was given
     * @return its mean
     */
    public double mean(int column) {
        return means[column];
    }

    /**
     * A column of Q.
     *
     * @param k index among the kept columns
     * @return shared array, not to be written to
     */
    public double[] q(int k) {
        return q[k];
    }

    /**
     * An entry of R.
     *
     * @param i row, an index among the kept columns
     * @param j column, an index among the kept columns, not below i
     * @return the entry
     */
    public double r(int i, int j) {
        return r[i][j];
    }

    /**
     * Splits off what the columns explain: on return the outcome is the residual.
     *
     * @param centered the outcome less its mean; overwritten by the residuals
     * @return the coordinates {@code Q'y}
     */
    public double[] residualize(double[] centered) {
        double[] coordinates = new double[q.length];
        // A second pass removes what rounding left of the first, where columns are correlated.
        for (int pass = 0; pass < passes; pass++) {
            double[] factors = new double[q.length];
            for (int k = 0; k < q.length; k++) {
                double c = Columns.dot(q[k], centered);
                factors[k] = -c;
                coordinates[k] += c;
            }
            Columns.addAll(factors, q, q.length, centered);
        }
        return coordinates;
    }

    /**
     * Solves {@code R b = c}.
     *
     * @param coordinates the right-hand side, one for each kept column
     * @return a new array, the coefficients of the kept columns
     */
    public double[] solve(double[] coordinates) {
        double[] b = coordinates.clone();
        for (int i = b.length - 1; i >= 0; i--) {
            for (int j = i + 1; j < b.length; j++) {
                b[i] -= r[i][j] * b[j];
            }
            b[i] /= r[i][i];
        }
        return b;
    }

    /**
     * Solves {@code R'g = d}.
     *
     * @param d the right-hand side, one for each kept column
     * @return a new array
     */
    public double[] solveTransposed(double[] d) {
        double[] g = d.clone();
        for (int i = 0; i < g.length; i++) {
            for (int j = 0; j < i; j++) {
                g[i] -= r[j][i] * g[j];
            }
            g[i] /= r[i][i];
        }
        return g;
    }

    /**
     * The leverages, intercept included: {@code 1/n} plus the sum of squares of the row of Q.
     *
     * @return a new array, each in (0, 1] up to rounding
     */
    public double[] leverages() {
        double[] h = new double[rows];
        Arrays.fill(h, 1.0 / rows);
        for (double[] column : q) {
            for (int i = 0; i < h.length; i++) {
                h[i] += column[i] * column[i];
            }
        }
        return h;
    }

    /**
     * A constant plus a combination of the columns of Q, row by row.
     *
     * @param constant the constant
     * @param g the multipliers of the columns of Q
     * @return a new array with a value per row
     */
    public double[] combine(double constant, double[] g) {
        double[] out = new double[rows];
        Arrays.fill(out, constant);
        Columns.addAll(g, q, g.length, out);
        return out;
    }
}
