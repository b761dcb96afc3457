package assay.design;

import assay.Arguments;
import assay.Caution;
import java.util.ArrayList;
import java.util.List;

/**
 * An experiment with a pre-period. The variance shrinks by {@code 1 - r^2}, r being the correlation of outcome and
 * pre-period: the square, for a regression takes away the share r^2 of the variance and not the share r (Deng, Xu, Kohavi and
 * Walker 2013, equation 4). It shrinks in the analysis that adjusts and in no other.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the correlation is not in (-1, 1).
 *
 * @param means the experiment without adjustment
 * @param correlation correlation r of outcome and pre-period within an arm; the root of R^2 for several covariates
 * @param analysis whether the analysis adjusts
 */
public record CupedDesign(MeansDesign means, double correlation, Analysis analysis) implements TwoArmDesign {

    public CupedDesign {
        if (!(correlation > -1 && correlation < 1)) {
            throw new IllegalArgumentException("correlation must be in (-1, 1), not " + correlation);
        }
    }

    /** How the experiment will be analysed. */
    public enum Analysis {
        /** Adjusted for the pre-period, as by CUPED or regression. */
        ADJUSTED,
        /** Not adjusted: the pre-period buys nothing. */
        UNADJUSTED
    }

    /**
     * A standard deviation left by adjustment.
     *
     * @param sd standard deviation before
     * @param correlation correlation of outcome and pre-period, in (-1, 1)
     * @return {@code sd sqrt(1 - correlation^2)}
     */
    public static double adjustedSd(double sd, double correlation) {
        return Arguments.positive("standard deviation", sd) * Math.sqrt((1 - correlation) * (1 + correlation));
    }

    @Override
    public CupedDesign withTest(TestRule changed) {
        return new CupedDesign(means.withTest(changed), correlation, analysis);
    }

    @Override
    public TestRule test() {
        return means.test();
    }

    @Override
    public double treatedShare() {
        return means.treatedShare();
    }

    @Override
    public double stdError(double size, double effect) {
        double error = means.stdError(size, effect);
        return analysis == Analysis.ADJUSTED ? adjustedSd(error, correlation) : error;
    }

    @Override
    public double degreesOfFreedom(double size) {
        // A slope is estimated.
        return means.degreesOfFreedom(size) - (analysis == Analysis.ADJUSTED ? 1 : 0);
    }

    @Override
    public double smallest() {
        return means.smallest() + 1 / Math.min(treatedShare(), 1 - treatedShare());
    }

    @Override
    public String formula() {
        return analysis == Analysis.ADJUSTED
                ? means.formula() + ", times 1 - r^2 with the correlation r squared"
                : means.formula() + "; the pre-period is not used";
    }

    @Override
    public List<Caution> cautions(double size) {
        List<Caution> cautions = new ArrayList<>(means.cautions(size));
        if (analysis == Analysis.UNADJUSTED && correlation != 0) {
            cautions.add(Caution.of(
                    "reduction-not-used",
                    "A correlation of " + correlation
                            + " with a pre-period is given and the analysis does not adjust for "
                            + "it: the plan counts on no reduction; analyse with CUPED or regression to have it."));
        }
        return cautions;
    }
}
