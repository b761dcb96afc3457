package assay.design;

import assay.Arguments;
import assay.distribution.NoncentralStudent;
import assay.distribution.NormalDistribution;
import assay.distribution.StudentDistribution;

/**
 * The test that an experiment will end with.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the level is not in (0, 1).
 *
 * @param level chance of rejecting where there is no effect, both sides together
 * @param sides what it rejects for
 * @param reference Student's t with the variance estimated, or the normal distribution
 */
public record TestRule(double level, Sides sides, Reference reference) {

    public TestRule {
        Arguments.probability("level", level);
    }

    /** The reference distribution of the test statistic. */
    public enum Reference {
        /** Student's t, as the variance is estimated. */
        STUDENT,
        /** The normal distribution, as if the variance were known. */
        NORMAL
    }

    /**
     * A two-sided t test.
     *
     * @param level its size, in (0, 1)
     * @return the rule
     */
    public static TestRule twoSided(double level) {
        return new TestRule(level, Sides.TWO_SIDED, Reference.STUDENT);
    }

    /**
     * A one-sided t test for a larger mean.
     *
     * @param level its size, in (0, 1)
     * @return the rule
     */
    public static TestRule oneSided(double level) {
        return new TestRule(level, Sides.ONE_SIDED, Reference.STUDENT);
    }

    /**
     * The same test with the normal distribution as its reference.
     *
     * @return the rule
     */
    public TestRule normal() {
        return new TestRule(level, sides, Reference.NORMAL);
    }

    /**
     * The same test at another level.
     *
     * @param changed the level, in (0, 1)
     * @return the rule
     */
    public TestRule atLevel(double changed) {
        return new TestRule(changed, sides, reference);
    }

    /**
     * The chance of a rejection above, at no effect.
     *
     * @return the level of a one-sided test, half of that of a two-sided one
     */
    public double tail() {
        return sides == Sides.ONE_SIDED ? level : level / 2;
    }

    /**
     * What the statistic is compared with.
     *
     * @param df degrees of freedom, at least 1; used where the reference is Student's
     * @return the critical value
     */
    public double critical(double df) {
        return reference == Reference.NORMAL
                ? -NormalDistribution.quantile(tail())
                : -StudentDistribution.quantile(tail(), df);
    }

    /**
     * The power: the chance that {@code (Z + ncp) / S} passes the critical value.
     *
     * @param ncp true effect, less that of the null hypothesis, in standard errors
     * @param df degrees of freedom, at least 1; used where the reference is Student's
     * @return in [0, 1]
     */
    public double power(double ncp, double df) {
        return power(ncp, df, critical(df));
    }

    /**
     * The power with another critical value, such as one for several comparisons.
     *
     * @param ncp true effect, less that of the null hypothesis, in standard errors
     * @param df degrees of freedom, at least 1; used where the reference is Student's
     * @param critical what the statistic is compared with
     * @return in [0, 1]
     */
    public double power(double ncp, double df, double critical) {
        double used = reference == Reference.NORMAL ? Double.POSITIVE_INFINITY : df;
        // A rejection of the right sign, whatever sign the effect has; a one-sided test knows one sign only.
        double shift = sides == Sides.ONE_SIDED ? ncp : Math.abs(ncp);
        double right = NoncentralStudent.survival(critical, used, shift);
        return sides == Sides.TWO_SIDED_STRICT ? right + NoncentralStudent.cumulative(-critical, used, shift) : right;
    }
}
