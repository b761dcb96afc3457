package assay.design;

import assay.Arguments;

/**
 * A relative effect: the mean under treatment over that under control, less 1. The control mean is estimated too, so that
 * with lift r the variance is {@code sd^2 / (n1 mean^2) + (1 + r)^2 sd^2 / (n0 mean^2)}, larger than that of a difference
 * over a known mean.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the mean is 0, the standard deviation not positive or the
 * share not in (0, 1).
 *
 * @param mean mean under control, not 0
 * @param sd standard deviation within an arm
 * @param treatedShare share of units treated
 * @param test the test at the end
 */
public record LiftDesign(double mean, double sd, double treatedShare, TestRule test) implements TwoArmDesign {

    public LiftDesign {
        Arguments.positive("absolute mean under control", Math.abs(mean));
        Arguments.positive("standard deviation", sd);
        Arguments.probability("treated share", treatedShare);
    }

    @Override
    public LiftDesign withTest(TestRule changed) {
        return new LiftDesign(mean, sd, treatedShare, changed);
    }

    @Override
    public double stdError(double size, double effect) {
        double relative = sd / mean;
        double base = 1 + effect;
        return Math.sqrt(relative * relative * (1 / (size * treatedShare) + base * base / (size * (1 - treatedShare))));
    }

    @Override
    public double degreesOfFreedom(double size) {
        return size - 2;
    }

    @Override
    public String formula() {
        return "relative effect r: noncentral t with variance (sd / mean)^2 (1 / n1 + (1 + r)^2 / n0)";
    }
}
