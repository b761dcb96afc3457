package assay.experiment;

import assay.Arguments;
import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The linear model of a conditional quantile: coefficients b that minimise {@code sum rho_p(y - b0 - X b)} with
 * {@code rho_p(r) = r (p - 1{r < 0})} (Koenker and Bassett, Econometrica 46, 1978).
 *
 * <p>The minimum is at a vertex, where as many rows as there are coefficients are fitted exactly. The search goes from vertex to
 * vertex along the steepest edge, as far as the loss falls (Barrodale and Roberts, SIAM J. Numer. Anal. 10, 1973), so that the
 * answer is exact up to rounding. A step costs rows times coefficients, and a sort.
 */
public final class QuantileRegression {

    private static final double ROUNDING = 1e-12;
    private static final int STEPS_PER_ROW = 50;

    private final double[][] rows;
    private final double[] outcome;
    private final double probability;

    private QuantileRegression(double[][] rows, double[] outcome, double probability) {
        this.rows = rows;
        this.outcome = outcome;
        this.probability = probability;
    }

    /**
     * Fits.
     *
     * @param columns the regressors, column by column, without the intercept
     * @param outcome the outcome, a finite value per row
     * @param probability which quantile, in (0, 1)
     * @return the coefficients, the intercept first
     * @throws EstimationException if the columns and the intercept are linearly dependent, there are fewer rows than
     *     coefficients, or ties make the search go in circles
     */
    public static double[] fit(double[][] columns, double[] outcome, double probability) {
        int n = outcome.length;
        int k = columns.length + 1;
        double[][] rows = new double[n][k];
        for (int i = 0; i < n; i++) {
            rows[i][0] = 1;
            for (int j = 1; j < k; j++) {
                rows[i][j] = columns[j - 1][i];
            }
        }
        return new QuantileRegression(rows, outcome, Arguments.probability("probability", probability)).search(k);
    }

    private double[] search(int k) {
        int[] basis = independent(k);
        for (int step = 0; step < STEPS_PER_ROW * (outcome.length + k); step++) {
            double[][] inverse = inverse(basis);
            double[] coefficients = new double[k];
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    coefficients[a] += inverse[a][b] * outcome[basis[b]];
                }
            }
            if (!move(basis, inverse, residuals(coefficients, basis))) {
                return coefficients;
            }
        }
        throw new EstimationException(
                Problem.NOT_CONVERGED,
                "The search for the quantile regression went from vertex to vertex without end, as ties of the outcome let it.",
                "Add a little noise to the outcome.");
    }

    private double[] residuals(double[] coefficients, int[] basis) {
        double[] r = new double[outcome.length];
        for (int i = 0; i < r.length; i++) {
            r[i] = outcome[i] - dot(rows[i], coefficients);
        }
        for (int i : basis) {
            r[i] = 0;
        }
        return r;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** Leaves along the steepest edge, if one leads down; the row where the loss turns takes the place of the one left. */
    private boolean move(int[] basis, double[][] inverse, double[] residuals) {
        boolean[] fitted = new boolean[residuals.length];
        for (int i : basis) {
            fitted[i] = true;
        }
        double steepest = 0;
        int leaving = -1;
        double[] best = new double[0];
        for (int j = 0; j < basis.length; j++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                double[] change = changes(inverse, j, sign);
                double slope = slope(change, residuals, fitted) + (sign > 0 ? 1 - probability : probability);
                double size = Arrays.stream(change).map(Math::abs).sum();
                if (slope < -ROUNDING * size && slope < steepest) {
                    steepest = slope;
                    leaving = j;
                    best = change;
                }
            }
        }
        if (leaving < 0) {
            return false;
        }
        basis[leaving] = turn(best, residuals, fitted, steepest);
        return true;
    }

    /** What a step along an edge adds to the fit of each row. */
    private double[] changes(double[][] inverse, int edge, int sign) {
        double[] direction = new double[inverse.length];
        for (int a = 0; a < direction.length; a++) {
            direction[a] = sign * inverse[a][edge];
        }
        return Arrays.stream(rows).mapToDouble(row -> dot(row, direction)).toArray();
    }

    private double slope(double[] change, double[] residuals, boolean[] fitted) {
        double slope = 0;
        for (int i = 0; i < change.length; i++) {
            if (!fitted[i]) {
                // A residual of 0 goes where the step takes it.
                boolean negative = residuals[i] < 0 || (residuals[i] == 0 && change[i] > 0);
                slope -= (negative ? probability - 1 : probability) * change[i];
            }
        }
        return slope;
    }

    private static int turn(double[] change, double[] residuals, boolean[] fitted, double start) {
        int[] met = IntStream.range(0, change.length)
                .filter(i -> !fitted[i] && residuals[i] / change[i] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(residuals[a] / change[a], residuals[b] / change[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double slope = start;
        for (int i : met) {
            slope += Math.abs(change[i]);
            if (slope >= 0) {
                return i;
            }
        }
        throw new IllegalStateException("the loss falls without end");
    }

    /** Rows that determine the coefficients, by elimination with the largest pivot of each column. */
    private int[] independent(int k) {
        int n = outcome.length;
        double[][] left = new double[n][];
        Arrays.setAll(left, i -> rows[i].clone());
        int[] basis = new int[k];
        boolean[] taken = new boolean[n];
        for (int j = 0; j < k; j++) {
            int pivot = -1;
            double scale = 0;
            for (int i = 0; i < n; i++) {
                scale = Math.max(scale, Math.abs(rows[i][j]));
                if (!taken[i] && (pivot < 0 || Math.abs(left[i][j]) > Math.abs(left[pivot][j]))) {
                    pivot = i;
                }
            }
            if (pivot < 0 || !(Math.abs(left[pivot][j]) > ROUNDING * scale)) {
                throw new EstimationException(
                        Problem.NOT_IDENTIFIED,
                        "Regressor " + j + " is a linear combination of those before it, or rows are too few.",
                        "Leave it out.");
            }
            taken[pivot] = true;
            basis[j] = pivot;
            for (int i = 0; i < n; i++) {
                if (!taken[i]) {
                    double factor = left[i][j] / left[pivot][j];
                    for (int c = j; c < k; c++) {
                        left[i][c] -= factor * left[pivot][c];
                    }
                }
            }
        }
        return basis;
    }

    /** The inverse of the rows of a basis, by Gauss and Jordan with row pivots. */
    private double[][] inverse(int[] basis) {
        int k = basis.length;
        double[][] work = new double[k][2 * k];
        for (int i = 0; i < k; i++) {
            System.arraycopy(rows[basis[i]], 0, work[i], 0, k);
            work[i][k + i] = 1;
        }
        for (int j = 0; j < k; j++) {
            int pivot = j;
            for (int i = j + 1; i < k; i++) {
                pivot = Math.abs(work[i][j]) > Math.abs(work[pivot][j]) ? i : pivot;
            }
            double[] row = work[pivot];
            work[pivot] = work[j];
            work[j] = row;
            double scale = 1 / row[j];
            for (int c = 0; c < 2 * k; c++) {
                row[c] *= scale;
            }
            for (int i = 0; i < k; i++) {
                double factor = work[i][j];
                if (i != j && factor != 0) {
                    for (int c = 0; c < 2 * k; c++) {
                        work[i][c] -= factor * row[c];
                    }
                }
            }
        }
        double[][] inverse = new double[k][];
        Arrays.setAll(inverse, i -> Arrays.copyOfRange(work[i], k, 2 * k));
        return inverse;
    }
}
