package assay.design;

import assay.Caution;
import assay.sequential.Boundaries;
import java.util.List;

/**
 * A study that is read at planned looks and stops at the first that is decisive. Power is that of crossing the upper boundary
 * at some look, from the canonical law of the looks with the drift {@code effect / SE(n)}; sizes are the maximum, at the last
 * look. It takes 2 to 3 % more units than one look with boundaries in the manner of O'Brien and Fleming, and fewer on
 * average.
 *
 * <p>The level and the sides are those of the boundaries; the test of the base design is not used.
 *
 * @param base the comparison if it were read once
 * @param boundaries critical values by share of the information
 */
public record SequentialDesign(TwoArmDesign base, Boundaries boundaries) implements StudyDesign {

    private double drift(double size, double effect) {
        return (effect - base.nullEffect()) / base.stdError(size, effect);
    }

    @Override
    public double power(double size, double effect) {
        double drift = drift(size, effect);
        boolean both = boundaries.sides() == assay.sequential.Sides.TWO_SIDED;
        return boundaries.power(both ? Math.abs(drift) : drift);
    }

    /**
     * Units until the study ends, on average.
     *
     * @param size the maximum
     * @param effect true effect
     * @return at most the maximum
     */
    public double expectedSize(double size, double effect) {
        return size * boundaries.crossing(drift(size, effect)).expectedFraction();
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
        return base.smallest() * boundaries.looks().size();
    }

    @Override
    public String formula() {
        return base.formula() + "; with the drift of " + boundaries.looks().size() + " looks for z_alpha + z_power";
    }

    @Override
    public List<Caution> cautions(double size) {
        return base.cautions(size);
    }
}
