package assay.incrementality;

import assay.Arguments;
import assay.EstimationException;
import assay.Interval;
import assay.Problem;
import assay.distribution.StudentDistribution;
import assay.experiment.Fieller;
import assay.linear.ConfidenceSet;
import java.util.List;

/**
 * The effect of assignment on one column as a ratio to its effect on another (Wald, Ann. Math. Stat. 11, 1940): conversions
 * per exposure, which is the effect on compliers, or revenue per unit of cost.
 *
 * <p>With {@code a} and {@code b} the differences in means of the two columns, variances {@code s^2 / n} summed over the
 * arms and their covariance likewise, the ratio is {@code r = a / b}, and the variance by the delta method
 * {@code (v_a - 2 r c + r^2 v_b) / b^2}. That is HC2 of two-stage least squares. Inference has {@code n - 2} degrees of
 * freedom.
 *
 * @param treated moments of the treated arm
 * @param control moments of the control arm
 */
public record WaldRatio(PairMoments treated, PairMoments control) {

    /**
     * The effect on the first column.
     *
     * @return a
     */
    public double numerator() {
        return treated.first() - control.first();
    }

    /**
     * The effect on the second column.
     *
     * @return b
     */
    public double denominator() {
        return treated.second() - control.second();
    }

    /**
     * The variance of the numerator.
     *
     * @return HC2
     */
    public double numeratorVariance() {
        return treated.firstVariance() / treated.units() + control.firstVariance() / control.units();
    }

    /**
     * The variance of the denominator.
     *
     * @return HC2
     */
    public double denominatorVariance() {
        return treated.secondVariance() / treated.units() + control.secondVariance() / control.units();
    }

    /**
     * The covariance of numerator and denominator.
     *
     * @return HC2, or NaN where an arm does not know it
     */
    public double covariance() {
        return treated.covariance() / treated.units() + control.covariance() / control.units();
    }

    /**
     * The degrees of freedom of tests.
     *
     * @return units less 2
     */
    public double degreesOfFreedom() {
        return treated.units() + control.units() - 2.0;
    }

    /**
     * The F statistic of the denominator, the first stage: {@code b^2 / v_b}. With one instrument it is the effective F of
     * Montiel Olea and Pflueger (J. Bus. Econ. Stat. 31, 2013) too.
     *
     * @return positive infinity where the denominator does not vary within arms
     */
    public double firstStage() {
        return denominator() * denominator() / denominatorVariance();
    }

    /**
     * The ratio.
     *
     * @return r
     * @throws EstimationException if the denominator is 0
     */
    public double value() {
        if (denominator() == 0) {
            throw new EstimationException(
                    Problem.NO_FIRST_STAGE,
                    "The arms do not differ at all in what the effect is divided by; a ratio to 0 is undefined.",
                    "Check the column of the exposure or of the cost, or report the effect of assignment.");
        }
        return numerator() / denominator();
    }

    /**
     * The standard error of the ratio.
     *
     * @param rule what it takes into account
     * @return in the unit of the ratio
     * @throws EstimationException if the denominator is 0, or the rule needs a covariance that is not known
     */
    public double stdError(DeltaRule rule) {
        double r = value();
        double b = denominator();
        double variance = switch (rule) {
            case FULL -> numeratorVariance() - 2 * r * known() + r * r * denominatorVariance();
            case INDEPENDENT -> numeratorVariance() + r * r * denominatorVariance();
            case KNOWN_DENOMINATOR -> numeratorVariance();
        };
        return Math.sqrt(Math.max(0, variance)) / Math.abs(b);
    }

    /**
     * Inference by Fieller's theorem: an interval where the denominator differs from 0, else the whole line.
     *
     * @return the inference
     * @throws EstimationException if the covariance is not known
     * @throws IllegalArgumentException if numerator or denominator do not vary
     */
    public Fieller fieller() {
        return new Fieller(
                numerator(), denominator(), numeratorVariance(), denominatorVariance(), known(), degreesOfFreedom());
    }

    /**
     * The Anderson-Rubin set: values r for which {@code a - r b} does not differ from 0.
     *
     * @param level its coverage, in (0, 1)
     * @return an interval, all but an interval, a half-line, or the whole line
     * @throws EstimationException if the covariance is not known
     */
    public ConfidenceSet set(double level) {
        double q = StudentDistribution.quantile((1 - Arguments.probability("level", level)) / 2, degreesOfFreedom());
        double f = q * q;
        double a = denominator() * denominator() - f * denominatorVariance();
        double h = numerator() * denominator() - f * known();
        double c = numerator() * numerator() - f * numeratorVariance();
        double discriminant = h * h - a * c;
        Interval line = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        if (a > 0) {
            return new ConfidenceSet(level, List.of(bounded(a, h, c, discriminant)));
        }
        if (!(discriminant > 0) || a == 0) {
            return new ConfidenceSet(level, List.of(a == 0 && h != 0 ? half(h, c) : line));
        }
        Interval gap = bounded(a, h, c, discriminant);
        return new ConfidenceSet(
                level,
                List.of(
                        new Interval(Double.NEGATIVE_INFINITY, gap.lower()),
                        new Interval(gap.upper(), Double.POSITIVE_INFINITY)));
    }

    /** The roots of {@code a r^2 - 2 h r + c}: the one that does not cancel, and the other from their product. */
    private static Interval bounded(double a, double h, double c, double discriminant) {
        double far = h + Math.copySign(Math.sqrt(Math.max(0, discriminant)), h);
        double one = far / a;
        double other = far == 0 ? one : c / far;
        return new Interval(Math.min(one, other), Math.max(one, other));
    }

    private static Interval half(double h, double c) {
        double end = c / (2 * h);
        return h > 0 ? new Interval(end, Double.POSITIVE_INFINITY) : new Interval(Double.NEGATIVE_INFINITY, end);
    }

    private double known() {
        double covariance = covariance();
        if (Double.isNaN(covariance)) {
            throw new EstimationException(
                    Problem.MISSING_VALUES,
                    "How many units were both exposed and converted is not known, so that neither is the covariance of the"
                            + " two effects.",
                    "Count them, or say that the two are taken for independent.");
        }
        return covariance;
    }

    /**
     * The set of a ratio as text.
     *
     * @param set the set
     * @return such as {@code interval}
     */
    static String shape(ConfidenceSet set) {
        return switch (set.shape()) {
            case INTERVAL -> "an interval";
            case COMPLEMENT -> "everything but an interval";
            case WHOLE_LINE -> "the whole line";
            case EMPTY -> "empty";
            case UNION -> "several intervals";
        };
    }
}
