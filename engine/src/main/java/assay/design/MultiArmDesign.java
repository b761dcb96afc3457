package assay.design;

import assay.Arguments;
import assay.Caution;
import java.util.Collections;
import java.util.List;

/**
 * Several treatments against one control, in arms of one size. The power is that of finding one given treatment, with the
 * familywise error held by a correction; the spread is estimated over all arms.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no treatment or the arms of the base design differ in
 * size.
 *
 * @param base one treatment against control, in arms of one size
 * @param treatments how many treatments
 * @param correction how the error is held
 */
public record MultiArmDesign(TwoArmDesign base, int treatments, Correction correction) implements StudyDesign {

    public MultiArmDesign {
        Arguments.atLeast("treatments", treatments, 1);
        if (base.treatedShare() != 0.5) {
            throw new IllegalArgumentException(
                    "arms must be of one size, and the base design treats a share of " + base.treatedShare());
        }
    }

    private double pair(double size) {
        return 2 * size / (treatments + 1);
    }

    private double degreesOfFreedom(double size) {
        // The other arms add their own degrees of freedom to those of the pair.
        double pair = base.degreesOfFreedom(pair(size));
        return pair + (treatments - 1) * (pair / 2);
    }

    /**
     * What each statistic is compared with.
     *
     * @param size total over all arms
     * @return the critical value
     */
    public double critical(double size) {
        TestRule test = base.test();
        double df = test.reference() == TestRule.Reference.NORMAL ? Double.POSITIVE_INFINITY : degreesOfFreedom(size);
        return switch (correction) {
            case NONE -> test.critical(df);
            case BONFERRONI, HOLM -> test.atLevel(test.level() / treatments).critical(df);
            case DUNNETT -> Dunnett.critical(test.level(), treatments, df, test.sides());
        };
    }

    @Override
    public double power(double size, double effect) {
        double ncp = (effect - base.nullEffect()) / base.stdError(pair(size), effect);
        return base.test().power(ncp, degreesOfFreedom(size), critical(size));
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
        return base.effectScale(pair(size));
    }

    @Override
    public SizeUnit unit() {
        return base.unit();
    }

    @Override
    public List<Double> shares() {
        return Collections.nCopies(treatments + 1, 1.0 / (treatments + 1));
    }

    @Override
    public double smallest() {
        return base.smallest() * (treatments + 1) / 2;
    }

    @Override
    public String formula() {
        String how = switch (correction) {
            case NONE -> "no correction";
            case BONFERRONI -> "level / comparisons";
            case HOLM -> "level / comparisons, the first step of Holm's";
            case DUNNETT -> "Dunnett's critical value, correlation 0.5";
        };
        return base.formula() + "; " + treatments + " comparisons with one control, " + how;
    }

    @Override
    public List<Caution> cautions(double size) {
        return base.cautions(pair(size));
    }
}
