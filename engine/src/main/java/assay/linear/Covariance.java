package assay.linear;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/**
 * The covariance estimators of least squares with independent units.
 *
 * <p>With {@code B = (X'X)^-1}, residuals e and leverages h, the robust ones are {@code B (sum of x x' e^2 f(h)) B}
 * (MacKinnon and White, J. Econometrics 29, 1985). For an estimate that is linear in the outcome with weights w, its
 * variance is {@code scale * sum of term(w, e, h)}.
 *
 * <p>A row with leverage 1 fits itself: its residual is exactly 0 and HC2, HC3 and HC4 are undefined there, so its term is
 * left out.
 */
public enum Covariance implements VarianceEstimator {
    /** Constant error variance, {@code s^2 B} with {@code s^2 = RSS / (n - k)}. */
    CLASSICAL,
    /** White's, f = 1. */
    HC0,
    /** HC0 times {@code n / (n - k)}. */
    HC1,
    /** f = 1 / (1 - h): unbiased under constant variance; for two arms the same as Neyman's. */
    HC2,
    /** f = 1 / (1 - h)^2, close to the jackknife and conservative in small samples. */
    HC3,
    /** f = 1 / (1 - h)^d with {@code d = min(4, n h / k)} (Cribari-Neto, Comput. Stat. Data Anal. 45, 2004). */
    HC4;

    /** Leverages above this count as 1. */
    private static final double ISOLATED = 1 - 1e-10;

    /**
     * Whether a row determines a coefficient by itself.
     *
     * @param leverage the leverage of the row, in (0, 1]
     * @return true if it is 1 up to rounding
     */
    public static boolean isolated(double leverage) {
        return !(leverage < ISOLATED);
    }

    /**
     * The sum over rows that makes a variance once it is scaled.
     *
     * @param weights the weight of each row's outcome in the estimate
     * @param residuals the residuals
     * @param leverages the leverages
     * @return the sum of {@code w^2 e^2 f(h)}, or of {@code w^2} for the classical estimator
     */
    public double sum(double[] weights, double[] residuals, double[] leverages) {
        return sum(weights, residuals, leverages, Columns.sum(leverages) / leverages.length);
    }

    /**
     * The sum over some rows of a regression that makes a variance once it is scaled.
     *
     * @param weights the weight of each row's outcome in the estimate
     * @param residuals the residuals
     * @param leverages the leverages
     * @param meanLeverage the mean leverage {@code k / n} of the whole regression, which {@link #HC4} depends on
     * @return the sum of {@code w^2 e^2 f(h)}, or of {@code w^2} for the classical estimator
     */
    public double sum(double[] weights, double[] residuals, double[] leverages, double meanLeverage) {
        double[] squares = squares(residuals, leverages, meanLeverage);
        for (int i = 0; i < squares.length; i++) {
            squares[i] *= weights[i] * weights[i];
        }
        return Columns.sum(squares);
    }

    /**
     * The estimated error variance of each row.
     *
     * @param residuals the residuals
     * @param leverages the leverages
     * @return a new array of {@code e^2 f(h)}, or of ones for the classical estimator
     */
    public double[] squares(double[] residuals, double[] leverages) {
        return squares(residuals, leverages, Columns.sum(leverages) / leverages.length);
    }

    private double[] squares(double[] residuals, double[] leverages, double mean) {
        double[] squares = new double[residuals.length];
        switch (this) {
            case CLASSICAL -> Arrays.fill(squares, 1);
            case HC0, HC1 -> {
                for (int i = 0; i < squares.length; i++) {
                    squares[i] = residuals[i] * residuals[i];
                }
            }
            case HC2 -> {
                for (int i = 0; i < squares.length; i++) {
                    squares[i] = residuals[i] * residuals[i] / (1 - leverages[i]);
                }
            }
            case HC3 -> {
                for (int i = 0; i < squares.length; i++) {
                    double ratio = residuals[i] / (1 - leverages[i]);
                    squares[i] = ratio * ratio;
                }
            }
            case HC4 -> {
                for (int i = 0; i < squares.length; i++) {
                    squares[i] = residuals[i] * residuals[i] * factor(leverages[i], mean);
                }
            }
        }
        if (adjusted()) {
            for (int i = 0; i < squares.length; i++) {
                if (isolated(leverages[i])) {
                    squares[i] = 0;
                }
            }
        }
        return squares;
    }

    /** Whether it divides by a power of one less the leverage. */
    boolean adjusted() {
        return this == HC2 || this == HC3 || this == HC4;
    }

    /** The function f of a leverage below 1; the mean leverage is k / n. */
    double factor(double leverage, double mean) {
        return switch (this) {
            case CLASSICAL, HC0, HC1 -> 1;
            case HC2 -> 1 / (1 - leverage);
            case HC3 -> 1 / ((1 - leverage) * (1 - leverage));
            case HC4 -> FastMath.pow(1 - leverage, -Math.min(4, leverage / mean));
        };
    }

    /**
     * The factor that turns a {@link #sum} into a variance.
     *
     * @param rss residual sum of squares
     * @param n rows
     * @param k coefficients, fewer than n
     * @return {@code rss / (n - k)} for the classical estimator, {@code n / (n - k)} for HC1, else 1
     */
    public double scale(double rss, int n, int k) {
        return switch (this) {
            case CLASSICAL -> rss / (n - k);
            case HC1 -> n / (double) (n - k);
            case HC0, HC2, HC3, HC4 -> 1;
        };
    }

    @Override
    public boolean clustered() {
        return false;
    }

    @Override
    public String label() {
        return this == CLASSICAL ? name().toLowerCase(Locale.ROOT) : name();
    }
}
