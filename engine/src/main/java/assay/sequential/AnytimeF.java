package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * An anytime-valid test that d coefficients of a linear model have given values, from its F statistic:
 *
 * <p>{@code log E = (d/2) log r + ((nu + d) / 2) [log(1 + (d / nu) F) - log(1 + r (d / nu) F)]}, {@code r = g / (g + n)}
 *
 * <p>(Lindon, Ham, Tingley and Bojinov 2022, theorem 1). See {@link AnytimeT} for what it rests on.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if F is negative or not finite, or another component is not
 * finite and positive.
 *
 * @param statistic the F statistic, which is a Wald statistic divided by the number of coefficients
 * @param coefficients d, how many are tested
 * @param degreesOfFreedom nu, of the variance
 * @param units independent units so far
 * @param priorUnits g, how many units the mixing distribution is worth
 */
public record AnytimeF(double statistic, int coefficients, double degreesOfFreedom, double units, double priorUnits) {

    public AnytimeF {
        if (!(statistic >= 0 && statistic < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("F must be finite and at least 0, not " + statistic);
        }
        Arguments.atLeast("coefficients", coefficients, 1);
        Arguments.positive("degrees of freedom", degreesOfFreedom);
        Arguments.positive("units", units);
        Arguments.positive("prior units", priorUnits);
    }

    /**
     * The test from a Wald statistic, such as one with a robust covariance. It is divided by the number of coefficients: the
     * statistic itself in place of F would inflate the evidence.
     *
     * @param wald the chi-square statistic
     * @param coefficients how many are tested
     * @param degreesOfFreedom of the variance
     * @param units independent units so far
     * @param priorUnits g
     * @return the test
     */
    public static AnytimeF ofWald(
            double wald, int coefficients, double degreesOfFreedom, double units, double priorUnits) {
        return new AnytimeF(
                wald / Arguments.atLeast("coefficients", coefficients, 1),
                coefficients,
                degreesOfFreedom,
                units,
                priorUnits);
    }

    /**
     * The evidence.
     *
     * @return log E
     */
    public double logEvidence() {
        double r = priorUnits / (priorUnits + units);
        double ratio = coefficients / degreesOfFreedom * statistic;
        return 0.5 * coefficients * FastMath.log(r)
                + 0.5 * (degreesOfFreedom + coefficients) * (FastMath.log1p(ratio) - FastMath.log1p(r * ratio));
    }

    /**
     * The p-value at this look; the smallest over the looks so far is valid too.
     *
     * @return {@code min(1, 1 / E)}
     */
    public double pValue() {
        return Math.min(1, FastMath.exp(-logEvidence()));
    }
}
