package assay.sensitivity;

import org.apache.commons.math3.util.FastMath;

/**
 * How strong an omitted variable U is: the shares of variance that it explains beside the covariates.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a share is out of its range.
 *
 * @param treatment partial R-squared of U with the treatment D given the covariates X, {@code R2(D ~ U | X)}, in [0, 1)
 * @param outcome partial R-squared of U with the outcome Y given D and X, {@code R2(Y ~ U | D, X)}, in [0, 1]
 */
public record Strength(double treatment, double outcome) {

    /** No omitted variable. */
    public static final Strength NONE = new Strength(0, 0);

    public Strength {
        if (!(treatment >= 0 && treatment < 1)) {
            throw new IllegalArgumentException("the share of the treatment's variance that an omitted variable explains"
                    + " must be in [0, 1), not " + treatment);
        }
        if (!(outcome >= 0 && outcome <= 1)) {
            throw new IllegalArgumentException("the share of the outcome's variance that an omitted variable explains"
                    + " must be in [0, 1], not " + outcome);
        }
    }

    /**
     * By how many multiples of {@code sd(Y residual) / sd(D residual)} an omitted variable of this strength biases a
     * coefficient: {@code sqrt(R2_Y R2_D / (1 - R2_D))} (Cinelli and Hazlett 2020, equation 12).
     *
     * @return at least 0
     */
    public double biasFactor() {
        return FastMath.sqrt(outcome * treatment / (1 - treatment));
    }
}
