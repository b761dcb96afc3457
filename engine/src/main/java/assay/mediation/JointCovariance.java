package assay.mediation;

import assay.linear.Covariance;

/**
 * The covariance of the coefficients of several regressions on the same rows.
 *
 * <p>With {@code psi_ij = (X_j'X_j)^-1 x_ij e_ij} the influence of row i on the coefficients of equation j, the joint covariance is
 * {@code sum of psi_i psi_i'} over rows, or over sums within clusters. It holds whatever the errors do within and between equations.
 * With HC0 the delta-method standard error of the sum of all paths is exactly the HC0 standard error of the total effect in one
 * regression.
 */
public enum JointCovariance {
    /** White's; within clusters CR0. */
    HC0(Covariance.HC0, "CR0"),
    /** HC0 with {@code n / (n - k)} for each equation; within clusters CR1. */
    HC1(Covariance.HC1, "CR1"),
    /** Residuals over {@code sqrt(1 - h)}; within clusters CR1. */
    HC2(Covariance.HC2, "CR1"),
    /** Residuals over {@code 1 - h}; within clusters CR1. */
    HC3(Covariance.HC3, "CR1"),
    /**
     * Each equation by itself with one error variance, and no covariance between equations: what software does that multiplies
     * coefficients of separate regressions. Kept because it fails where errors are not equally spread.
     */
    BLOCK_CLASSICAL(Covariance.CLASSICAL, "");

    private final Covariance within;
    private final String clustered;

    JointCovariance(Covariance within, String clustered) {
        this.within = within;
        this.clustered = clustered;
    }

    /** The covariance of one equation by itself. */
    Covariance within() {
        return within;
    }

    /** What it is called. */
    String label(boolean clusters) {
        return this == BLOCK_CLASSICAL
                ? "classical, equation by equation"
                : "joint " + (clusters ? clustered : name()) + " of all equations";
    }

    /** The factor of the influences of an equation with k coefficients, clusters 0 where rows are independent. */
    double factor(int n, int k, int clusters) {
        if (clusters > 0) {
            return this == HC0 ? 1 : Math.sqrt(clusters / (clusters - 1.0) * ((n - 1.0) / (n - k)));
        }
        return this == HC1 ? Math.sqrt(n / (double) (n - k)) : 1;
    }

    /** By what the residual of a row counts more for its leverage. */
    double leverage(double h, boolean clusters) {
        if (clusters || (this != HC2 && this != HC3)) {
            return 1;
        }
        if (Covariance.isolated(h)) {
            return 0;
        }
        return this == HC2 ? 1 / Math.sqrt(1 - h) : 1 / (1 - h);
    }
}
