package assay.design;

import assay.Arguments;
import assay.Caution;
import assay.distribution.ChiQuadrature;
import assay.distribution.NormalDistribution;
import java.util.List;

/**
 * A study that is to show that an effect is within a margin on either side, by two one-sided tests (Schuirmann 1987), which is
 * to say by an interval of level {@code 1 - 2 level} within the margin. The power is exact: over the estimated spread S it
 * is the mean of {@code P(-margin + c S se < estimate < margin - c S se)}, which is 0 where S is too large for the two to meet.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the margin is not positive or the test of the base design not
 * one-sided.
 *
 * @param base the comparison, with the one-sided test of either side
 * @param margin the largest effect, up or down, that counts as none
 */
public record EquivalenceDesign(TwoArmDesign base, double margin) implements StudyDesign {

    public EquivalenceDesign {
        Arguments.positive("margin", margin);
        if (base.test().sides() != Sides.ONE_SIDED) {
            throw new IllegalArgumentException(
                    "equivalence is shown by two one-sided tests; give the base design a one-sided one");
        }
    }

    @Override
    public double power(double size, double effect) {
        double se = base.stdError(size, effect);
        double df = base.degreesOfFreedom(size);
        double critical = base.test().critical(df);
        double up = (margin - effect) / se;
        double down = (margin + effect) / se;
        return base.test().reference() == TestRule.Reference.NORMAL || df == Double.POSITIVE_INFINITY
                ? within(up - critical, down - critical)
                : ChiQuadrature.meanBelow(
                        df,
                        critical,
                        (up + down) / (2 * critical),
                        s -> within(up - critical * s, down - critical * s));
    }

    private static double within(double up, double down) {
        return Math.max(0, 1 - NormalDistribution.survival(up) - NormalDistribution.survival(down));
    }

    @Override
    public double minimumEffect(double size, double power) {
        throw new IllegalArgumentException(
                "a study of equivalence has no smallest effect that it finds; ask for the smallest margin instead");
    }

    /**
     * The smallest margin within which an effect is shown to be.
     *
     * @param size total over both arms
     * @param effect true effect
     * @param power wanted, in (0, 1)
     * @return the margin
     */
    public double smallestMargin(double size, double effect, double power) {
        Arguments.probability("power", power);
        double low = Math.abs(effect);
        double high = low + base.stdError(size, effect);
        while (withMargin(high).power(size, effect) < power) {
            low = high;
            high += high;
        }
        return Solver.root(m -> m <= 0 ? -power : withMargin(m).power(size, effect) - power, low, high);
    }

    private EquivalenceDesign withMargin(double changed) {
        return new EquivalenceDesign(base, changed);
    }

    @Override
    public double effectScale(double size) {
        return base.effectScale(size);
    }

    @Override
    public SizeUnit unit() {
        return base.unit();
    }

    @Override
    public List<Double> shares() {
        return base.shares();
    }

    @Override
    public double smallest() {
        return base.smallest();
    }

    @Override
    public String formula() {
        return base.formula() + "; two one-sided tests within the margin";
    }

    @Override
    public List<Caution> cautions(double size) {
        return base.cautions(size);
    }
}
