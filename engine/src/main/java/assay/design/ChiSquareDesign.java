package assay.design;

import assay.Arguments;
import assay.distribution.NoncentralChiSquare;
import java.util.List;

/**
 * A chi-square test of counts. The effect is Cohen's w, the root of {@code sum (p1 - p0)^2 / p0} over the cells; the
 * noncentrality is {@code n w^2} (pwr.chisq.test of R). A test for a sample ratio mismatch of two arms has one degree of
 * freedom.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no degree of freedom or the level is not in (0, 1).
 *
 * @param df degrees of freedom
 * @param level size of the test
 */
public record ChiSquareDesign(int df, double level) implements StudyDesign {

    public ChiSquareDesign {
        Arguments.atLeast("degrees of freedom", df, 1);
        Arguments.probability("level", level);
    }

    @Override
    public double power(double size, double effect) {
        return NoncentralChiSquare.survival(NoncentralChiSquare.critical(level, df), df, size * effect * effect);
    }

    @Override
    public SizeUnit unit() {
        return SizeUnit.UNITS;
    }

    @Override
    public List<Double> shares() {
        return List.of(1.0);
    }

    @Override
    public double smallest() {
        return 1;
    }

    @Override
    public double effectScale(double size) {
        return 1 / Math.sqrt(size);
    }

    @Override
    public String formula() {
        return "noncentral chi-square with noncentrality n w^2";
    }
}
