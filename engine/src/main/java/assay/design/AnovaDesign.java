package assay.design;

import assay.Arguments;
import assay.distribution.NoncentralF;
import java.util.Collections;
import java.util.List;

/**
 * The F test that several groups of one size have one mean. The effect is Cohen's f, the standard deviation of the group
 * means over that within groups; the noncentrality is {@code n f^2} (pwr.anova.test of R).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two groups or the level is not in (0, 1).
 *
 * @param groups how many groups
 * @param level size of the test
 */
public record AnovaDesign(int groups, double level) implements StudyDesign {

    public AnovaDesign {
        Arguments.atLeast("groups", groups, 2);
        Arguments.probability("level", level);
    }

    @Override
    public double power(double size, double effect) {
        double df1 = groups - 1.0;
        double df2 = size - groups;
        return NoncentralF.survival(NoncentralF.critical(level, df1, df2), df1, df2, size * effect * effect);
    }

    @Override
    public SizeUnit unit() {
        return SizeUnit.UNITS;
    }

    @Override
    public List<Double> shares() {
        return Collections.nCopies(groups, 1.0 / groups);
    }

    @Override
    public double smallest() {
        return 2.0 * groups;
    }

    @Override
    public double effectScale(double size) {
        return 1 / Math.sqrt(size);
    }

    @Override
    public String formula() {
        return "noncentral F with k - 1 and n - k df and noncentrality n f^2";
    }
}
