package assay.design;

import assay.Caution;
import java.util.List;

/**
 * A change that a share of the units can meet at all, such as those who open a page. Effects are those on the units that
 * meet it. An analysis of all units finds the effect diluted by the share and takes {@code 1 / share^2} times the units; one
 * of the triggered units alone takes {@code 1 / share} times, as the others are enrolled for nothing.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the share is not in (0, 1].
 *
 * @param base the design among the units that are analysed
 * @param share share of the units that meet the change, in both arms
 * @param analysis which units are analysed
 */
public record TriggeredDesign(TwoArmDesign base, double share, Analysis analysis) implements TwoArmDesign {

    public TriggeredDesign {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("triggered share must be in (0, 1], not " + share);
        }
    }

    /** Which units are analysed. */
    public enum Analysis {
        /** All that were randomised; the base design has the spread of all. */
        ALL_UNITS,
        /** Those that met the change or, in the control arm, would have; the base design has their spread. */
        TRIGGERED_ONLY
    }

    private boolean diluted() {
        return analysis == Analysis.ALL_UNITS;
    }

    @Override
    public double power(double size, double effect) {
        return diluted() ? base.power(size, share * effect) : base.power(share * size, effect);
    }

    @Override
    public double stdError(double size, double effect) {
        return diluted() ? base.stdError(size, share * effect) / share : base.stdError(share * size, effect);
    }

    @Override
    public double degreesOfFreedom(double size) {
        return base.degreesOfFreedom(diluted() ? size : share * size);
    }

    @Override
    public double nullEffect() {
        return diluted() ? base.nullEffect() / share : base.nullEffect();
    }

    @Override
    public double largestEffect() {
        return diluted() ? base.largestEffect() / share : base.largestEffect();
    }

    @Override
    public double smallest() {
        return diluted() ? base.smallest() : base.smallest() / share;
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
    public TriggeredDesign withTest(TestRule changed) {
        return new TriggeredDesign(base.withTest(changed), share, analysis);
    }

    @Override
    public String formula() {
        return base.formula() + (diluted() ? "; times 1 / share^2, as all units are analysed" : "; times 1 / share");
    }

    @Override
    public List<Caution> cautions(double size) {
        return base.cautions(diluted() ? size : share * size);
    }
}
