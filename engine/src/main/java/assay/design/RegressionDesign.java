package assay.design;

import assay.Arguments;
import assay.distribution.NoncentralF;
import java.util.List;

/**
 * The F test of several coefficients of a linear model with a constant. The effect is Cohen's
 * {@code f^2 = R^2 / (1 - R^2)}; with v residual degrees of freedom the noncentrality is {@code f^2 (u + v + 1)}
 * (pwr.f2.test of R).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if no coefficient is tested, fewer are in the model than are
 * tested, or the level is not in (0, 1).
 *
 * @param tested how many coefficients u are tested
 * @param coefficients how many are in the model, the constant not counted
 * @param level size of the test
 */
public record RegressionDesign(int tested, int coefficients, double level) implements StudyDesign {

    public RegressionDesign {
        Arguments.atLeast("tested coefficients", tested, 1);
        Arguments.atLeast("coefficients", coefficients, tested);
        Arguments.probability("level", level);
    }

    @Override
    public double power(double size, double effect) {
        double residual = size - coefficients - 1;
        double critical = NoncentralF.critical(level, tested, residual);
        return NoncentralF.survival(critical, tested, residual, effect * (tested + residual + 1));
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
        return coefficients + 2.0;
    }

    @Override
    public double effectScale(double size) {
        return 1 / size;
    }

    @Override
    public String formula() {
        return "noncentral F with u and v df and noncentrality f^2 (u + v + 1)";
    }
}
