package assay.design;

import assay.Caution;
import assay.distribution.NormalDistribution;
import assay.sequential.AnytimeNormal;
import java.util.List;

/**
 * A study that is read at any time by a normal-mixture e-value whose prior is tuned to the planned size. The power is that of
 * {@code E >= 1 / alpha} at the planned size itself: {@code P(|Z + ncp| > c)} with c the half-width of the confidence sequence
 * there, 3.035 at 5 % whatever the size. Earlier looks can only add to it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the test of the base design is one-sided.
 *
 * @param base the comparison if it were read once, with a two-sided test
 */
public record AlwaysValidDesign(TwoArmDesign base) implements StudyDesign {

    public AlwaysValidDesign {
        if (base.test().sides() == Sides.ONE_SIDED) {
            throw new IllegalArgumentException(
                    "the normal mixture is two-sided; give the base design a two-sided test");
        }
    }

    /**
     * The weight of the prior that a study of a size should fix before its first look.
     *
     * @param size the planned size
     * @return g, in units of the design
     */
    public double priorUnits(double size) {
        return AnytimeNormal.optimalPriorUnits(size, base.test().level());
    }

    @Override
    public double power(double size, double effect) {
        double critical =
                AnytimeNormal.radius(size, priorUnits(size), base.test().level());
        double ncp = Math.abs(effect - base.nullEffect()) / base.stdError(size, effect);
        return NormalDistribution.survival(critical - ncp);
    }

    @Override
    public double nullEffect() {
        return base.nullEffect();
    }

    @Override
    public double largestEffect() {
        return base.largestEffect();
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
        return base.formula() + "; with the half-width of the confidence sequence at the planned size for z_alpha";
    }

    @Override
    public List<Caution> cautions(double size) {
        return base.cautions(size);
    }
}
