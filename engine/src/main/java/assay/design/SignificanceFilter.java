package assay.design;

import assay.Arguments;
import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * What a significant result is worth when the true effect is known or assumed: with {@code Z ~ N(l, 1)}, l the effect in
 * standard errors, and significance {@code |Z| > c}, the power, the chance of the wrong sign (type S) and the factor by which
 * significant estimates exaggerate (type M), all in closed form (Gelman and Carlin 2014; Lu, Qiu and Deng 2019).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the effect is 0, the standard error not positive or the level
 * not in (0, 1).
 *
 * @param effect true effect, not 0
 * @param stdError standard error of the estimate
 * @param level two-sided level of the test
 */
public record SignificanceFilter(double effect, double stdError, double level) {

    private static final double NORMALISER = 1 / FastMath.sqrt(2 * FastMath.PI);

    public SignificanceFilter {
        if (Arguments.finite("effect", effect) == 0) {
            throw new IllegalArgumentException(
                    "an effect of 0 has no sign to be wrong about and no size to exaggerate");
        }
        Arguments.positive("standard error", stdError);
        Arguments.probability("level", level);
    }

    private double signal() {
        return Math.abs(effect) / stdError;
    }

    private double critical() {
        return -NormalDistribution.quantile(level / 2);
    }

    /**
     * The chance of significance, whatever the sign.
     *
     * @return in (level, 1]
     */
    public double power() {
        return NormalDistribution.survival(critical() - signal()) + NormalDistribution.survival(critical() + signal());
    }

    /**
     * The chance that a significant estimate has the wrong sign.
     *
     * @return in [0, 0.5)
     */
    public double wrongSign() {
        return NormalDistribution.survival(critical() + signal()) / power();
    }

    /**
     * How many times too large a significant estimate is in mean, signs apart: {@code E(|estimate| | significant)} over the
     * absolute effect.
     *
     * @return above 1
     */
    public double exaggeration() {
        double c = critical();
        double l = signal();
        double above = l * NormalDistribution.survival(c - l) + density(c - l);
        double below = density(c + l) - l * NormalDistribution.survival(c + l);
        return (above + below) / (l * power());
    }

    /**
     * The effect at which an experiment of this precision would have a power.
     *
     * @param power two-sided power, in (level, 1)
     * @param level two-sided level, in (0, 1)
     * @return the effect in standard errors
     */
    public static double signalAt(double power, double level) {
        if (!(power > level && power < 1)) {
            throw new IllegalArgumentException("power must be above the level " + level + " and below 1, not " + power);
        }
        return Solver.root(l -> new SignificanceFilter(l, 1, level).power() - power, 1e-9, 40);
    }

    static double density(double z) {
        return NORMALISER * FastMath.exp(-z * z / 2);
    }
}
