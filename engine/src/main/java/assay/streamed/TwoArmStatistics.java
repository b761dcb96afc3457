package assay.streamed;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import assay.experiment.Fieller;
import java.util.List;

/**
 * Effects that follow from the means and cross-products of two arms alone.
 *
 * <p>Differences have Neyman's variance, {@code s1^2 / n1 + s0^2 / n0}, which is HC2 of the regression on the arm, and Student's t
 * with Welch's degrees of freedom. The effect of a treatment on those who take it because of their arm (Imbens and Angrist,
 * Econometrica 62, 1994) is the ratio of two differences, with inference by the delta method or by the set of {@link Fieller},
 * which for one instrument is that of Anderson and Rubin (Ann. Math. Stat. 20, 1949).
 *
 * @param columns the names of the columns
 * @param treated the treated arm
 * @param control the control arm
 */
public record TwoArmStatistics(List<String> columns, ArmStatistics treated, ArmStatistics control) {

    public TwoArmStatistics {
        columns = List.copyOf(columns);
    }

    /**
     * The rows of both arms.
     *
     * @return at least 4
     */
    public long rows() {
        return treated.rows() + control.rows();
    }

    /**
     * The place of a column.
     *
     * @param column its name
     * @return from 0
     * @throws IllegalArgumentException if there is none
     */
    public int place(String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException("there is no column '" + column + "' among " + columns);
        }
        return at;
    }

    /**
     * The difference in means: the effect of being assigned, whatever was taken (intent to treat).
     *
     * @param column the outcome
     * @return treated less control
     * @throws EstimationException if the outcome varies in neither arm
     */
    public Estimate difference(String column) {
        int j = place(column);
        double v1 = treated.covarianceOfMeans(j, j);
        double v0 = control.covarianceOfMeans(j, j);
        if (!(v1 + v0 > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + column + "' does not vary within either arm, so its standard error would be 0.",
                    "Check the column; a constant cannot show an effect.");
        }
        return Estimate.studentT(
                Estimand.ATE, column, treated.mean(j) - control.mean(j), Math.sqrt(v1 + v0), welch(v1, v0));
    }

    private double welch(double v1, double v0) {
        return (v1 + v0) * (v1 + v0) / (v1 * v1 / (treated.rows() - 1.0) + v0 * v0 / (control.rows() - 1.0));
    }

    /**
     * The standard error of the difference in means by another covariance estimator of the regression on the arm.
     *
     * @param column the outcome
     * @param adjusted HC1, {@code sqrt(n / (n - 2))} times HC0, or HC0 itself
     * @return the standard error
     */
    public double stdError(String column, Adjusted adjusted) {
        int j = place(column);
        double n1 = treated.rows();
        double n0 = control.rows();
        double hc0 = treated.crossProduct(j, j) / (n1 * n1) + control.crossProduct(j, j) / (n0 * n0);
        return Math.sqrt(adjusted == Adjusted.HC1 ? hc0 * (n1 + n0) / (n1 + n0 - 2) : hc0);
    }

    /** Covariance estimators without leverage. */
    public enum Adjusted {
        /** White's. */
        HC0,
        /** HC0 times n / (n - 2). */
        HC1
    }

    /**
     * The effect as a share of the mean of control, {@code m1 / m0 - 1}, by the delta method:
     * {@code (v1 + (m1 / m0)^2 v0) / m0^2}.
     *
     * @param column the outcome
     * @return the lift
     * @throws EstimationException if the control mean is 0 or the outcome does not vary
     */
    public Estimate lift(String column) {
        int j = place(column);
        Estimate difference = difference(column);
        double base = control.mean(j);
        if (base == 0) {
            throw new EstimationException(
                    Problem.ZERO_DENOMINATOR,
                    "The control arm of '" + column + "' has mean 0; an effect has no size relative to that.",
                    "Report the absolute effect.");
        }
        double share = treated.mean(j) / base;
        double v1 = treated.covarianceOfMeans(j, j) / (base * base);
        double v0 = share * share * control.covarianceOfMeans(j, j) / (base * base);
        return Estimate.studentT(Estimand.LIFT, column, difference.value() / base, Math.sqrt(v1 + v0), welch(v1, v0));
    }

    /**
     * The effect of a treatment on those whom the arm moves to take it, {@code difference of Y / difference of D}, by the delta
     * method.
     *
     * @param column the outcome Y
     * @param received the treatment D that was received
     * @return the ratio, with HC2 of the residual {@code Y - ratio D} and Welch's degrees of freedom
     * @throws EstimationException if the arms do not differ in D, or a residual does not vary
     */
    public Estimate complierEffect(String column, String received) {
        int y = place(column);
        int d = place(received);
        double first = firstStage(d);
        double ratio = (treated.mean(y) - control.mean(y)) / first;
        double v1 = residual(treated, y, d, ratio);
        double v0 = residual(control, y, d, ratio);
        if (!(v1 + v0 > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + column + "' is a multiple of '" + received + "', so its standard error would be 0.",
                    "Check the columns.");
        }
        return Estimate.studentT(Estimand.LATE, column, ratio, Math.sqrt(v1 + v0) / Math.abs(first), welch(v1, v0));
    }

    private double firstStage(int d) {
        double first = treated.mean(d) - control.mean(d);
        if (first == 0) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Both arms have the same share of '" + columns.get(d)
                            + "', so that nothing is known of those whom the arm moves.",
                    "Report the effect of the assignment.");
        }
        return first;
    }

    private static double residual(ArmStatistics arm, int y, int d, double ratio) {
        return Math.max(
                0,
                arm.covarianceOfMeans(y, y)
                        - 2 * ratio * arm.covarianceOfMeans(y, d)
                        + ratio * ratio * arm.covarianceOfMeans(d, d));
    }

    /**
     * The same effect by the set of Fieller, which holds however few the arm moves.
     *
     * @param column the outcome Y
     * @param received the treatment D that was received
     * @return the ratio; its interval is the whole line where the first stage is not significant at the level asked
     * @throws EstimationException as {@link #complierEffect}
     */
    public Estimate complierSet(String column, String received) {
        int y = place(column);
        int d = place(received);
        Estimate delta = complierEffect(column, received);
        Fieller set = new Fieller(
                treated.mean(y) - control.mean(y),
                firstStage(d),
                covariance(y, y),
                covariance(d, d),
                covariance(y, d),
                difference(column).inference().degreesOfFreedom());
        return new Estimate(Estimand.LATE, column, delta.value(), delta.stdError(), set);
    }

    private double covariance(int a, int b) {
        return treated.covarianceOfMeans(a, b) + control.covarianceOfMeans(a, b);
    }
}
