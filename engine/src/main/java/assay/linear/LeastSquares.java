package assay.linear;

import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ordinary least squares with an intercept, {@code y = b0 + X b + e}, and robust covariances.
 *
 * <p>Inference is Student's t with {@code n - k} degrees of freedom, k being the coefficients that were kept. Rank rule
 * and arithmetic: see {@link CenteredQr}.
 */
public final class LeastSquares {

    /** The name of the intercept. */
    public static final String INTERCEPT = "(Intercept)";

    private final CenteredQr qr;
    private final List<String> terms;
    private final List<String> aliased;
    private final double[] coefficients;
    private final double[] residuals;
    private final double[] leverages;
    private final double rss;
    private final double tss;
    private final double outcomeMean;

    private LeastSquares(CenteredQr qr, List<String> names, double[] outcome) {
        this.qr = qr;
        int n = qr.rows();
        List<String> in = new ArrayList<>(List.of(INTERCEPT));
        for (int j : qr.kept()) {
            in.add(names.get(j));
        }
        List<String> out = new ArrayList<>();
        for (int j : qr.aliased()) {
            out.add(names.get(j));
        }
        this.terms = List.copyOf(in);
        this.aliased = List.copyOf(out);
        if (n <= terms.size()) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    n + " rows cannot estimate " + terms.size() + " coefficients and an error variance.",
                    "Use fewer columns, or collect more data.");
        }
        this.residuals = outcome.clone();
        double mean = CenteredQr.center(residuals);
        this.tss = Columns.dot(residuals, residuals);
        double[] slopes = qr.solve(qr.residualize(residuals));
        this.outcomeMean = mean;
        this.rss = Columns.dot(residuals, residuals);
        this.leverages = qr.leverages();
        this.coefficients = new double[terms.size()];
        int[] kept = qr.kept();
        for (int k = 0; k < slopes.length; k++) {
            coefficients[k + 1] = slopes[k];
            mean -= qr.mean(kept[k]) * slopes[k];
        }
        coefficients[0] = mean;
    }

    /**
     * Fits by least squares.
     *
     * @param names a name for each column
     * @param columns the regressors, column by column, without an intercept; finite, not changed
     * @param outcome the outcome, with as many finite values
     * @return the fit
     * @throws EstimationException if there are no more rows than coefficients
     * @throws IllegalArgumentException if lengths differ
     */
    public static LeastSquares fit(List<String> names, double[][] columns, double[] outcome) {
        if (names.size() != columns.length) {
            throw new IllegalArgumentException(names.size() + " names for " + columns.length + " columns");
        }
        for (int j = 0; j < columns.length; j++) {
            if (columns[j].length != outcome.length) {
                throw new IllegalArgumentException("column '" + names.get(j) + "' has " + columns[j].length
                        + " rows, but the outcome has " + outcome.length);
            }
        }
        return new LeastSquares(CenteredQr.of(columns, outcome.length), names, outcome);
    }

    /**
     * Fits by least squares on covariates.
     *
     * @param design the regressors, without an intercept
     * @param outcome the outcome
     * @return the fit
     * @throws EstimationException if there are no more rows than coefficients
     */
    public static LeastSquares fit(Covariates design, double[] outcome) {
        return fit(design.names(), design.columns(), outcome);
    }

    /**
     * The coefficients that were kept, by name.
     *
     * @return {@value #INTERCEPT} first, then columns in their order
     */
    public List<String> terms() {
        return terms;
    }

    /**
     * The columns that were left out.
     *
     * @return their names, in their order
     */
    public List<String> aliased() {
        return aliased;
    }

    /**
     * The coefficients.
     *
     * @return a new array in the order of {@link #terms()}
     */
    public double[] coefficients() {
        return coefficients.clone();
    }

    /**
     * The residuals.
     *
     * @return a new array with a value per row
     */
    public double[] residuals() {
        return residuals.clone();
    }

    /**
     * The leverages, the diagonal of {@code X (X'X)^-1 X'}.
     *
     * @return a new array with a value per row
     */
    public double[] leverages() {
        return leverages.clone();
    }

    /**
     * Residual degrees of freedom.
     *
     * @return rows less coefficients, at least 1
     */
    public int degreesOfFreedom() {
        return qr.rows() - terms.size();
    }

    /**
     * The estimated error variance.
     *
     * @return residual sum of squares over degrees of freedom
     */
    public double residualVariance() {
        return rss / degreesOfFreedom();
    }

    /**
     * The share of the outcome's variance that the columns explain.
     *
     * @return in [0, 1]; NaN if the outcome does not vary
     */
    public double rSquared() {
        return 1 - rss / tss;
    }

    /**
     * The covariance matrix of the coefficients.
     *
     * @param covariance which estimator
     * @return a new symmetric matrix in the order of {@link #terms()}
     */
    public double[][] covariance(Covariance covariance) {
        int n = qr.rows();
        int k = terms.size();
        double[] squares = covariance.squares(residuals, leverages);
        double[][] weights = new double[k][];
        for (int j = 0; j < k; j++) {
            weights[j] = weights(j);
            for (int i = 0; i < n; i++) {
                weights[j][i] *= Math.sqrt(squares[i]);
            }
        }
        double scale = covariance.scale(rss, n, k);
        double[][] out = Columns.crossProducts(weights, n);
        for (int i = 0; i < k; i++) {
            for (int j = i; j < k; j++) {
                out[i][j] *= scale;
                out[j][i] = out[i][j];
            }
        }
        return out;
    }

    /**
     * The standard errors of the coefficients.
     *
     * @param covariance which estimator
     * @return a new array in the order of {@link #terms()}
     */
    public double[] standardErrors(Covariance covariance) {
        double[] out = new double[terms.size()];
        double scale = covariance.scale(rss, qr.rows(), terms.size());
        for (int j = 0; j < out.length; j++) {
            out[j] = Math.sqrt(scale * covariance.sum(weights(j), residuals, leverages));
        }
        return out;
    }

    /**
     * The weights of the outcomes in a coefficient, which is their sum of products with the outcome.
     *
     * @param term index in {@link #terms()}
     * @return a new array with a value per row
     */
    public double[] weights(int term) {
        int[] kept = qr.kept();
        double[] direction = new double[kept.length];
        if (term > 0) {
            direction[term - 1] = 1;
        } else {
            for (int k = 0; k < kept.length; k++) {
                direction[k] = -qr.mean(kept[k]);
            }
        }
        return qr.combine(term > 0 ? 0 : 1.0 / qr.rows(), qr.solveTransposed(direction));
    }

    /**
     * The influence function of a coefficient, {@code n (X'X)^-1 x e}.
     *
     * @param term index in {@link #terms()}
     * @return a new array with a value per row
     */
    public double[] influence(int term) {
        double[] values = weights(term);
        for (int i = 0; i < values.length; i++) {
            values[i] *= values.length * residuals[i];
        }
        return values;
    }

    /**
     * Whether residuals are nothing but rounding.
     *
     * @param rss residual sum of squares
     * @param tss sum of squares of the outcome about its mean
     * @param n rows
     * @param mean mean of the outcome
     * @return true if no error variance is left to estimate
     */
    public static boolean noiseless(double rss, double tss, int n, double mean) {
        return !(Math.sqrt(rss / n) > 1e-14 * Math.sqrt(tss / n) + 2e-15 * Math.abs(mean));
    }

    /**
     * All coefficients with t inference.
     *
     * @param covariance which covariance estimator
     * @return a fit with a term per coefficient
     * @throws EstimationException if the columns fit the outcome exactly, so that there is no error to infer from
     */
    public Fit summary(Covariance covariance) {
        double[] errors = standardErrors(covariance);
        if (noiseless(rss, tss, qr.rows(), outcomeMean)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "The outcome is constant or an exact linear function of the columns; no variation is left to "
                            + "estimate a standard error from.",
                    "Check that no column is a copy of the outcome.");
        }
        List<Estimate> estimates = new ArrayList<>();
        for (int j = 0; j < errors.length; j++) {
            estimates.add(Estimate.studentT(
                    Estimand.COEFFICIENT, terms.get(j), coefficients[j], errors[j], degreesOfFreedom()));
        }
        Glance glance = new Glance(
                "least-squares",
                covariance.label() + ", t with n - k degrees of freedom",
                qr.rows(),
                0,
                0,
                0,
                0,
                Map.of("r_squared", rSquared(), "residual_sd", Math.sqrt(residualVariance())));
        DesignCautions cautions = new DesignCautions()
                .aliased(aliased)
                .leverages(leverages, covariance)
                .rows("The sample", qr.rows(), terms.size());
        return new Fit(estimates, glance, cautions.list(), this::influence);
    }
}
