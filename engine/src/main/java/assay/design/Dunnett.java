package assay.design;

import assay.Arguments;
import assay.distribution.ChiQuadrature;
import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * The largest of k statistics that share a control arm of the size of each treated arm, so that any two correlate 0.5:
 * given the control's deviation u, {@code (X_i - u) / sqrt(2)} are independent. By quadrature over u, and over the estimated
 * spread where degrees of freedom are finite (Dunnett 1955).
 */
public final class Dunnett {

    private static final double SQRT_HALF = FastMath.sqrt(0.5);
    private static final double NORMALISER = 1 / FastMath.sqrt(2 * FastMath.PI);

    /** Steps of the trapezoidal rule over u, which converges geometrically for a smooth function that dies out. */
    private static final double STEP = 0.5;

    private static final double REACH = 7.5;

    private Dunnett() {}

    /**
     * The chance that any of k statistics is beyond a value where no treatment works.
     *
     * @param value the value, not negative
     * @param comparisons k, at least 1
     * @param df degrees of freedom, at least 1; infinite for a known spread
     * @param sides one-sided, or two-sided
     * @return the p-value of the largest statistic, in [0, 1]
     */
    public static double survival(double value, int comparisons, double df, Sides sides) {
        Arguments.atLeast("comparisons", comparisons, 1);
        double mass = df < 1e7
                ? ChiQuadrature.mean(df, 0, s -> survival(value * s, comparisons, sides))
                : survival(value, comparisons, sides);
        return Math.max(0, Math.min(1, mass));
    }

    private static double survival(double value, int k, Sides sides) {
        double sum = 0;
        for (double u = -REACH; u <= REACH; u += STEP) {
            // X_i = (e_i + u) / sqrt(2) stays below the value when e_i stays below sqrt(2) value - u.
            double out = NormalDistribution.survival(value / SQRT_HALF - u);
            if (sides != Sides.ONE_SIDED) {
                out += NormalDistribution.survival(value / SQRT_HALF + u);
            }
            double any = out >= 1 ? 1 : -FastMath.expm1(k * FastMath.log1p(-out));
            sum += FastMath.exp(-u * u / 2) * any;
        }
        return sum * STEP * NORMALISER;
    }

    /**
     * The critical value.
     *
     * @param level chance of any rejection where no treatment works, in (0, 1)
     * @param comparisons k, at least 1
     * @param df degrees of freedom, at least 1; infinite for a known spread
     * @param sides one-sided, or two-sided
     * @return the value
     */
    public static double critical(double level, int comparisons, double df, Sides sides) {
        Arguments.probability("level", level);
        // Between that of one comparison and Bonferroni's.
        TestRule one = new TestRule(level, sides, TestRule.Reference.STUDENT);
        double low = one.critical(df);
        double high = one.atLevel(level / comparisons).critical(df) + 1e-6;
        return comparisons == 1 ? low : Solver.root(c -> survival(c, comparisons, df, sides) - level, low, high);
    }
}
