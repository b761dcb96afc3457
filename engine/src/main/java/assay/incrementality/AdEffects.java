package assay.incrementality;

import assay.Estimand;
import assay.Estimate;
import assay.experiment.Compliance;
import org.apache.commons.math3.util.FastMath;

/**
 * The effects of an advertising experiment, in closed form from the moments of its arms; the first column is the outcome and
 * the second the exposure, 0 or 1. So tables of any size, or counts that somebody published, give the same digits.
 *
 * @param wald the moments of the two arms
 */
public record AdEffects(WaldRatio wald) {

    private static final String CONTRAST = "1 - 0";

    /**
     * The effects of two arms.
     *
     * @param treated the arm whose units may be shown the advertisement
     * @param control the arm whose units may not
     * @return the effects
     */
    public static AdEffects of(PairMoments treated, PairMoments control) {
        return new AdEffects(new WaldRatio(treated, control));
    }

    /**
     * The effect of assignment on the outcome, {@code E[Y | Z = 1] - E[Y | Z = 0]}, with Neyman's variance and the degrees of
     * freedom of Welch.
     *
     * @return the intention-to-treat effect
     * @throws IllegalArgumentException if the outcome varies in neither arm
     */
    public Estimate itt() {
        return difference(
                Estimand.ITT,
                wald.numerator(),
                wald.treated().firstVariance() / wald.treated().units(),
                wald.control().firstVariance() / wald.control().units());
    }

    /**
     * The effect of assignment on exposure, the share of compliers.
     *
     * @return the difference of the rates of exposure
     * @throws IllegalArgumentException if the exposure varies in neither arm
     */
    public Estimate exposure() {
        return difference(
                Estimand.COMPLIANCE,
                wald.denominator(),
                wald.treated().secondVariance() / wald.treated().units(),
                wald.control().secondVariance() / wald.control().units());
    }

    private Estimate difference(Estimand estimand, double value, double v1, double v0) {
        double variance = v1 + v0;
        double share1 = v1 / variance;
        double share0 = v0 / variance;
        double df = 1
                / (share1 * share1 / (wald.treated().units() - 1)
                        + share0 * share0 / (wald.control().units() - 1));
        return Estimate.studentT(estimand, CONTRAST, value, Math.sqrt(variance), df);
    }

    /**
     * The effect of exposure on those whose exposure follows their assignment, {@code ITT / compliance}; under one-sided
     * non-compliance these are the exposed of the treated arm, so that it is the effect on the treated.
     *
     * @param rule what the standard error takes into account
     * @return the complier average causal effect
     * @throws assay.EstimationException if the arms are exposed alike, or a covariance is needed and not known
     */
    public Estimate cace(DeltaRule rule) {
        return Estimate.studentT(Estimand.LATE, CONTRAST, wald.value(), wald.stdError(rule), wald.degreesOfFreedom());
    }

    /**
     * Who was exposed, as the data show it.
     *
     * @return one-sided where nobody of the control arm was
     */
    public Compliance compliance() {
        if (wald.control().second() > 0) {
            return Compliance.TWO_SIDED;
        }
        return wald.treated().second() < 1 ? Compliance.ONE_SIDED : Compliance.FULL;
    }

    /**
     * The effect of assignment as a share of the mean of the control arm, by the delta method with normal inference.
     *
     * @return {@code m1 / m0 - 1}
     * @throws IllegalArgumentException if the mean of the control arm is 0
     */
    public Estimate lift() {
        double m1 = wald.treated().first();
        double m0 = wald.control().first();
        double v1 = wald.treated().firstVariance() / wald.treated().units();
        double v0 = wald.control().firstVariance() / wald.control().units();
        double square = m0 * m0;
        return Estimate.normal(
                Estimand.LIFT, CONTRAST, m1 / m0 - 1, Math.sqrt(v1 / square + m1 * m1 * v0 / (square * square)));
    }

    /**
     * The logarithm of the ratio of two shares, {@code log(p1 / p0)}, whose variance is {@code (1 - p1) / (n1 p1) + (1 - p0) /
     * (n0 p0)}.
     *
     * @return value and standard error; of {@code exp} of its interval follows one of the ratio that is never below 0
     * @throws IllegalArgumentException if a share is 0 or both are 1
     */
    public Estimate logRiskRatio() {
        double p1 = wald.treated().first();
        double p0 = wald.control().first();
        double variance = (1 - p1) / (wald.treated().units() * p1)
                + (1 - p0) / (wald.control().units() * p0);
        return Estimate.normal(Estimand.LIFT, "log " + CONTRAST, FastMath.log(p1 / p0), Math.sqrt(variance));
    }

    /**
     * The z statistic of equal shares, with the variance of the share of both arms together.
     *
     * @return for outcomes of 0 and 1
     */
    public double pooledZ() {
        double n1 = wald.treated().units();
        double n0 = wald.control().units();
        double p = (n1 * wald.treated().first() + n0 * wald.control().first()) / (n1 + n0);
        return wald.numerator() / Math.sqrt(p * (1 - p) * (1 / n1 + 1 / n0));
    }

    /**
     * What attribution credits an exposure with: the mean outcome of the exposed of the treated arm, all of it.
     *
     * @return NaN where nobody was exposed, or where it is not known how many of the exposed converted
     */
    public double attribution() {
        return wald.treated().firstWhereSecond();
    }

    /**
     * The mean outcome of all who were exposed less that of all who were not, whatever they were assigned.
     *
     * @return NaN where one of the two groups is empty, or where it is not known how many of the exposed converted
     */
    public double exposedLessUnexposed() {
        PairMoments one = wald.treated();
        PairMoments zero = wald.control();
        double n1 = one.units();
        double n0 = zero.units();
        double exposed = n1 * one.second() + n0 * zero.second();
        double creditedControl = zero.second() == 0 ? 0 : n0 * zero.second() * zero.firstWhereSecond();
        double credited = n1 * one.second() * one.firstWhereSecond() + creditedControl;
        double all = n1 * one.first() + n0 * zero.first();
        return credited / exposed - (all - credited) / (n1 + n0 - exposed);
    }
}
