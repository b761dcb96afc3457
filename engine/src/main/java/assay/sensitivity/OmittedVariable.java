package assay.sensitivity;

import assay.Arguments;
import assay.StudentT;
import assay.distribution.StudentDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * The coefficient of a treatment in a least-squares regression, and what a variable that was left out would make of it
 * (Cinelli and Hazlett, Journal of the Royal Statistical Society B 82, 2020, doi:10.1111/rssb.12348).
 *
 * <p>With a classical standard error s on f degrees of freedom, a variable U with partial R-squared {@code R2_D} with the
 * treatment and {@code R2_Y} with the outcome moves the coefficient by exactly {@code s sqrt(f) sqrt(R2_Y R2_D / (1 - R2_D))}
 * and makes its standard error {@code s sqrt((1 - R2_Y) / (1 - R2_D) f / (f - 1))}. These are identities of least squares
 * in the rows at hand. They hold for the classical standard error alone, which is what {@code s} must be.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate is not finite, the standard error is not
 * positive, or there are fewer than 2 degrees of freedom.
 *
 * @param term the name of the treatment
 * @param value the coefficient
 * @param stdError its classical standard error
 * @param degreesOfFreedom residual degrees of freedom, at least 2
 */
public record OmittedVariable(String term, double value, double stdError, double degreesOfFreedom) {

    public OmittedVariable {
        Arguments.finite("estimate", value);
        Arguments.positive("standard error", stdError);
        Arguments.finite("degrees of freedom", degreesOfFreedom);
        if (!(degreesOfFreedom >= 2)) {
            throw new IllegalArgumentException(
                    "degrees of freedom must be at least 2, as an omitted variable takes one of them, not "
                            + degreesOfFreedom);
        }
    }

    /**
     * From what a published table says. Estimates are then in standard errors of the coefficient.
     *
     * @param t the t statistic of the coefficient
     * @param degreesOfFreedom residual degrees of freedom, at least 2
     * @return the coefficient, its standard error being 1
     */
    public static OmittedVariable ofStatistic(double t, double degreesOfFreedom) {
        return new OmittedVariable("treatment", t, 1, degreesOfFreedom);
    }

    /**
     * The t statistic of no effect.
     *
     * @return estimate over standard error
     */
    public double statistic() {
        return value / stdError;
    }

    /**
     * How sure the estimate is when nothing was omitted.
     *
     * @return Student's t
     */
    public StudentT inference() {
        return new StudentT(value, stdError, degreesOfFreedom);
    }

    /**
     * The share of the outcome's residual variance that the treatment explains, {@code t^2 / (t^2 + f)}. A variable that
     * explains all of what is left of the outcome must explain at least this share of the treatment to bring the estimate
     * to 0.
     *
     * @return in [0, 1)
     */
    public double partialR2() {
        double square = statistic() * statistic();
        return square / (square + degreesOfFreedom);
    }

    /**
     * The partial f-squared of Cohen, {@code t^2 / f}.
     *
     * @return at least 0
     */
    public double partialF2() {
        return statistic() * statistic() / degreesOfFreedom;
    }

    /**
     * The robustness value: the partial R-squared that a variable must have with both the treatment and the outcome to take
     * away the share q of the estimate, {@code (sqrt(g^4 + 4 g^2) - g^2) / 2} with {@code g = q |t| / sqrt(f)}.
     *
     * @param q share of the estimate, above 0: 1 brings it to 0, 2 to minus itself
     * @return in [0, 1)
     */
    public double robustnessValue(double q) {
        return robust(f(q));
    }

    /**
     * The robustness value of significance: the partial R-squared that a variable must have with both so that the estimate,
     * with its share q taken away, is no longer significant. With {@code h} the t quantile of {@code f - 1} degrees of
     * freedom over {@code sqrt(f - 1)}, it is 0 where {@code g <= h}, the same function of {@code g - h} as without alpha where
     * that is the binding value, and {@code (g^2 - h^2) / (1 + g^2)} where {@code g > 1 / h}: there the strongest variable is
     * not one that is equally strong with both.
     *
     * @param q share of the estimate, above 0
     * @param alpha size of the test, in (0, 1)
     * @return in [0, 1)
     */
    public double robustnessValue(double q, double alpha) {
        double g = f(q);
        double h = critical(alpha) / FastMath.sqrt(degreesOfFreedom - 1);
        if (g <= h) {
            return 0;
        }
        return g > 1 / h ? (g * g - h * h) / (1 + g * g) : robust(g - h);
    }

    private double f(double q) {
        return Arguments.positive("q", q) * FastMath.abs(statistic()) / FastMath.sqrt(degreesOfFreedom);
    }

    private double critical(double alpha) {
        return -StudentDistribution.quantile(Arguments.probability("alpha", alpha) / 2, degreesOfFreedom - 1);
    }

    /** The r at which {@code r / sqrt(1 - r)} is g; the second form loses no digits where g is large. */
    static double robust(double g) {
        double square = g * g;
        return square < 1
                ? (FastMath.sqrt(square * square + 4 * square) - square) / 2
                : 2 / (1 + FastMath.sqrt(1 + 4 / square));
    }

    /**
     * By how much an omitted variable of a strength biases the estimate.
     *
     * @param strength the strength
     * @return the size of the bias in units of the estimate, at least 0
     */
    public double bias(Strength strength) {
        return stdError * FastMath.sqrt(degreesOfFreedom) * strength.biasFactor();
    }

    /**
     * What the regression would have found with an omitted variable that made the estimate too large in size.
     *
     * @param strength its strength in these rows
     * @return estimate, standard error, t and interval of the full regression
     * @throws IllegalArgumentException if the variable explains all of the outcome, so that no noise is left
     */
    public AdjustedEstimate adjusted(Strength strength) {
        return adjusted(strength, Direction.TOWARDS_ZERO);
    }

    /**
     * What the regression would have found with an omitted variable.
     *
     * @param strength its strength in these rows
     * @param direction which way it moved the estimate
     * @return estimate, standard error, t and interval of the full regression
     * @throws IllegalArgumentException if the variable explains all of the outcome, so that no noise is left
     */
    public AdjustedEstimate adjusted(Strength strength, Direction direction) {
        if (strength.outcome() == 1) {
            throw new IllegalArgumentException("a variable that explains all of the outcome leaves no standard error");
        }
        double bias = bias(strength);
        double sign = value < 0 ? -direction.sign() : direction.sign();
        double error = stdError
                * FastMath.sqrt((1 - strength.outcome())
                        / (1 - strength.treatment())
                        * degreesOfFreedom
                        / (degreesOfFreedom - 1));
        return new AdjustedEstimate(strength, bias, value + sign * bias, error, degreesOfFreedom - 1);
    }

    /**
     * The share of the outcome that a variable must explain to bring the estimate to 0, given what it explains of the
     * treatment: {@code (t^2 / f) (1 - R2_D) / R2_D}.
     *
     * @param treatment share of the treatment that it explains, in (0, 1)
     * @return above 1 where no variable of that strength can
     */
    public double outcomeToZero(double treatment) {
        return partialF2() * (1 - Arguments.probability("share of the treatment", treatment)) / treatment;
    }
}
