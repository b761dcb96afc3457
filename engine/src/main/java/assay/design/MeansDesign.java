package assay.design;

import assay.Arguments;
import assay.Caution;
import java.util.ArrayList;
import java.util.List;

/**
 * Two means. With arms of n1 and n0 units the standard error is {@code sqrt(sd1^2 / n1 + sd0^2 / n0)}; equal standard
 * deviations have the pooled {@code n1 + n0 - 2} degrees of freedom and the test is Student's exactly (power.t.test of R),
 * unequal ones those of Welch. The effect is a difference in means.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a standard deviation is not positive, the share not in (0, 1)
 * or the skewness not finite.
 *
 * @param controlSd standard deviation under control
 * @param treatedSd standard deviation under treatment
 * @param skewness third standardised moment of the outcome, 0 where it is symmetric; it raises a caution and nothing else
 * @param treatedShare share of units treated
 * @param test the test at the end
 */
public record MeansDesign(double controlSd, double treatedSd, double skewness, double treatedShare, TestRule test)
        implements TwoArmDesign {

    public MeansDesign {
        Arguments.positive("standard deviation under control", controlSd);
        Arguments.positive("standard deviation under treatment", treatedSd);
        Arguments.finite("skewness", skewness);
        Arguments.probability("treated share", treatedShare);
    }

    /**
     * Arms of one size and one standard deviation, with a two-sided t test at 5 %.
     *
     * @param sd standard deviation within an arm
     * @return the design
     */
    public static MeansDesign of(double sd) {
        return new MeansDesign(sd, sd, 0, 0.5, TestRule.twoSided(0.05));
    }

    /**
     * A ratio metric, whose linearised values are a mean: the effect is a difference of ratios.
     *
     * @param moments moments of numerator and denominator by randomised unit
     * @return arms of one size, with a two-sided t test at 5 %
     */
    public static MeansDesign ofRatio(RatioMoments moments) {
        return of(moments.linearisedSd());
    }

    /**
     * The same design with another allocation.
     *
     * @param share share of units treated, in (0, 1)
     * @return the changed design
     */
    public MeansDesign withTreatedShare(double share) {
        return new MeansDesign(controlSd, treatedSd, skewness, share, test);
    }

    /**
     * The same design with a skewed outcome.
     *
     * @param skew third standardised moment
     * @return the changed design
     */
    public MeansDesign withSkewness(double skew) {
        return new MeansDesign(controlSd, treatedSd, skew, treatedShare, test);
    }

    @Override
    public MeansDesign withTest(TestRule changed) {
        return new MeansDesign(controlSd, treatedSd, skewness, treatedShare, changed);
    }

    @Override
    public double stdError(double size, double effect) {
        return Math.sqrt(treatedVariance(size) + controlVariance(size));
    }

    private double treatedVariance(double size) {
        return treatedSd * treatedSd / (size * treatedShare);
    }

    private double controlVariance(double size) {
        return controlSd * controlSd / (size * (1 - treatedShare));
    }

    @Override
    public double degreesOfFreedom(double size) {
        if (controlSd == treatedSd) {
            return size - 2;
        }
        double v1 = treatedVariance(size);
        double v0 = controlVariance(size);
        return (v1 + v0)
                * (v1 + v0)
                / (v1 * v1 / (size * treatedShare - 1) + v0 * v0 / (size * (1 - treatedShare) - 1));
    }

    @Override
    public String formula() {
        return (controlSd == treatedSd ? "noncentral t, n - 2 df" : "noncentral t, Welch df")
                + "; about n = (z_alpha + z_power)^2 (sd1^2 / q + sd0^2 / (1 - q)) / effect^2 in both arms together";
    }

    @Override
    public List<Caution> cautions(double size) {
        List<Caution> cautions = new ArrayList<>();
        PlanCautions.skewness(skewness, size * Math.min(treatedShare, 1 - treatedShare))
                .ifPresent(cautions::add);
        return cautions;
    }
}
