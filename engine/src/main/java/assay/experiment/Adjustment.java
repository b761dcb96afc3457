package assay.experiment;

import assay.EstimationException;
import assay.Problem;
import assay.linear.Covariance;
import assay.linear.LeastSquares;

/** What regression adjustments have in common. */
final class Adjustment {

    private Adjustment() {}

    static double mean(double[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        for (; i < values.length; i++) {
            a += values[i];
        }
        return ((a + b) + (c + d)) / values.length;
    }

    static double squares(double[] values) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += values[i] * values[i];
            b += values[i + 1] * values[i + 1];
            c += values[i + 2] * values[i + 2];
            d += values[i + 3] * values[i + 3];
        }
        for (; i < values.length; i++) {
            a += values[i] * values[i];
        }
        return (a + b) + (c + d);
    }

    static void requireRows(int rows, int coefficients, String where) {
        if (rows <= coefficients) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    where + " has " + rows + " rows for " + coefficients
                            + " coefficients; none are left for the error variance.",
                    "Use fewer covariates, or compare means.");
        }
    }

    static void requireNoise(double rss, double tss, int n, double mean, String outcome) {
        if (!(tss < Double.POSITIVE_INFINITY)) {
            throw new EstimationException(
                    Problem.NOT_FINITE,
                    "Squares of outcome '" + outcome + "' overflow.",
                    "Measure it in a larger unit.");
        }
        if (LeastSquares.noiseless(rss, tss, n, mean)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + outcome + "' is constant or an exact linear function of treatment and covariates, "
                            + "so its standard error would be 0.",
                    "Check that it varies and that no covariate is a copy of it.");
        }
    }

    static double stdError(double variance, Covariance covariance) {
        if (variance > 0) {
            return Math.sqrt(variance);
        }
        throw new EstimationException(
                Problem.TOO_FEW_ROWS,
                "Every row that the estimate rests on has leverage 1, which leaves " + covariance.label()
                        + " nothing to estimate a variance from.",
                "Use fewer covariates.");
    }

    /** Influence values of an estimate that is linear in the outcome. */
    static double[] influence(double[] weights, double[] residuals) {
        double[] values = new double[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = values.length * weights[i] * residuals[i];
        }
        return values;
    }
}
