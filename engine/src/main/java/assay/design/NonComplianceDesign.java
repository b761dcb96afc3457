package assay.design;

import assay.Arguments;
import assay.Caution;
import java.util.List;

/**
 * A design in which assignment moves a share of the units only. What is found is the effect of assignment, which is the share
 * times the effect on compliers; it takes {@code 1 / compliance^2} times the units. Effects are those on compliers.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the compliance is not in (0, 1].
 *
 * @param base the design if everybody complied
 * @param compliance share of compliers
 */
public record NonComplianceDesign(TwoArmDesign base, double compliance) implements TwoArmDesign {

    public NonComplianceDesign {
        if (!(compliance > 0 && compliance <= 1)) {
            throw new IllegalArgumentException("compliance must be in (0, 1], not " + compliance);
        }
        Arguments.finite("effect of the null hypothesis", base.nullEffect());
    }

    @Override
    public double power(double size, double effect) {
        return base.power(size, compliance * effect);
    }

    @Override
    public double stdError(double size, double effect) {
        return base.stdError(size, compliance * effect) / compliance;
    }

    @Override
    public double degreesOfFreedom(double size) {
        return base.degreesOfFreedom(size);
    }

    @Override
    public double nullEffect() {
        return base.nullEffect() / compliance;
    }

    @Override
    public double largestEffect() {
        return base.largestEffect() / compliance;
    }

    @Override
    public double smallest() {
        return base.smallest();
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
    public NonComplianceDesign withTest(TestRule changed) {
        return new NonComplianceDesign(base.withTest(changed), compliance);
    }

    @Override
    public String formula() {
        return base.formula() + "; times 1 / compliance^2";
    }

    @Override
    public List<Caution> cautions(double size) {
        return base.cautions(size);
    }
}
