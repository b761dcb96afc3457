package assay.design;

import assay.Arguments;
import assay.Caution;
import java.util.List;

/**
 * A study that is to show that treatment is not worse by more than a margin: the null hypothesis is an effect of at most
 * {@code -margin}, and it is rejected when the lower end of the interval is above {@code -margin}. The test is one-sided;
 * 2.5 % belongs to the two-sided 95 % interval.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the margin is not positive or the test of the base design
 * not one-sided.
 *
 * @param base the comparison, with a one-sided test
 * @param margin the largest loss that is accepted, in the unit of the effect
 */
public record NonInferiorityDesign(TwoArmDesign base, double margin) implements TwoArmDesign {

    public NonInferiorityDesign {
        Arguments.positive("margin", margin);
        if (base.test().sides() != Sides.ONE_SIDED) {
            throw new IllegalArgumentException(
                    "a test of non-inferiority is one-sided; give the base design such a test,"
                            + " at 2.5 % for the lower end of a 95 % interval");
        }
    }

    @Override
    public double stdError(double size, double effect) {
        return base.stdError(size, effect);
    }

    @Override
    public double nullEffect() {
        return -margin;
    }

    @Override
    public double largestEffect() {
        return base.largestEffect();
    }

    @Override
    public double degreesOfFreedom(double size) {
        return base.degreesOfFreedom(size);
    }

    @Override
    public double smallest() {
        return base.smallest();
    }

    @Override
    public double effectScale(double size) {
        return base.stdError(size, 0);
    }

    @Override
    public double treatedShare() {
        return base.treatedShare();
    }

    @Override
    public SizeUnit unit() {
        return base.unit();
    }

    @Override
    public TestRule test() {
        return base.test();
    }

    @Override
    public NonInferiorityDesign withTest(TestRule changed) {
        return new NonInferiorityDesign(base.withTest(changed), margin);
    }

    @Override
    public String formula() {
        return base.formula() + "; with effect + margin in place of the effect, one-sided";
    }

    @Override
    public List<Caution> cautions(double size) {
        return base.cautions(size);
    }
}
