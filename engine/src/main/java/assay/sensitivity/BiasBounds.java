package assay.sensitivity;

import assay.Arguments;
import assay.Interval;
import assay.distribution.NormalDistribution;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.util.FastMath;

/**
 * An effect and the largest bias that a hidden confounder of a stated strength can cause, with their influence functions
 * (Chernozhukov, Cinelli, Newey, Sharma and Syrgkanis, "Long story short: omitted variable bias in causal machine learning",
 * 2022, doi:10.3386/w30302): {@code |bias| <= S C}, with {@code S^2 = E[(Y - g)^2] E[alpha^2]} from the outcome regression g and
 * the Riesz representer alpha of the effect, and {@code C^2 = R2_Y R2_D / (1 - R2_D)}. Here {@code R2_Y} is the share of the
 * outcome's residual variance, and {@code R2_D} the share of the variation of the long representer, that the confounder explains; in
 * a partially linear model it is the partial R-squared with the treatment.
 */
public final class BiasBounds {

    private static final double MOST = 1 - 1e-12;

    private final double value;
    private final double[] influence;
    private final double scale;
    private final double[] scaleInfluence;
    private final double spare;

    private BiasBounds(double value, double[] influence, double scale, double[] scaleInfluence, double spare) {
        this.value = value;
        this.influence = influence;
        this.scale = scale;
        this.scaleInfluence = scaleInfluence;
        this.spare = spare;
    }

    /**
     * From the two moments behind S and their influence values.
     *
     * @param value the effect without a hidden confounder
     * @param influence influence value of each row
     * @param noise row by row, what averages to the residual variance of the outcome
     * @param representer row by row, what averages to the second moment of the representer; influence is its distance from that
     * @param spare what variances are multiplied by for the coefficients that were estimated, at least 1
     */
    static BiasBounds of(double value, double[] influence, double[] noise, double[] representer, double spare) {
        double sigma = mean(noise);
        double nu = mean(representer);
        return of(value, influence, sigma, i -> noise[i] - sigma, nu, i -> representer[i] - nu, spare);
    }

    /** From moments whose influence values are given by row. */
    static BiasBounds of(
            double value,
            double[] influence,
            double sigma,
            IntToDoubleFunction ofSigma,
            double nu,
            IntToDoubleFunction ofNu,
            double spare) {
        Arguments.positive("residual variance of the outcome", sigma);
        Arguments.positive("second moment of the representer", nu);
        double scale = FastMath.sqrt(sigma * nu);
        double[] of = new double[influence.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = (sigma * ofNu.applyAsDouble(i) + nu * ofSigma.applyAsDouble(i)) / (2 * scale);
        }
        return new BiasBounds(value, influence, scale, of, spare);
    }

    static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    /**
     * The effect if there is no hidden confounder.
     *
     * @return the estimate
     */
    public double value() {
        return value;
    }

    /**
     * Its standard error.
     *
     * @return above 0
     */
    public double stdError() {
        return error(0);
    }

    /**
     * S, the bias per unit of the strength factor.
     *
     * @return in the unit of the effect
     */
    public double scale() {
        return scale;
    }

    /**
     * The largest bias.
     *
     * @param strength what the confounder explains
     * @return at least 0
     */
    public double bias(Strength strength) {
        return scale * strength.biasFactor();
    }

    /**
     * Inference on the effect with a hidden confounder of this strength at most, whichever way it works.
     *
     * @param strength what the confounder explains at most
     * @return both bounds with their standard errors
     */
    public BoundsInference inference(Strength strength) {
        double factor = strength.biasFactor();
        return new BoundsInference(value - factor * scale, error(-factor), value + factor * scale, error(factor));
    }

    /**
     * The one-sided confidence bounds of both bounds, as the paper and DoubleML report them.
     *
     * @param strength what the confounder explains at most
     * @param level of each by itself, in (0, 1)
     * @return the lower confidence bound of the lower bound, and the upper one of the upper
     */
    public Interval oneSided(Strength strength, double level) {
        double z = -NormalDistribution.quantile(1 - Arguments.probability("level", level));
        double factor = strength.biasFactor();
        return new Interval(value - factor * scale - z * error(-factor), value + factor * scale + z * error(factor));
    }

    /** The standard error of the effect with so many times the scale added. */
    private double error(double factor) {
        double sum = 0;
        for (int i = 0; i < influence.length; i++) {
            double psi = influence[i] + factor * scaleInfluence[i];
            sum += psi * psi;
        }
        return FastMath.sqrt(spare * sum) / influence.length;
    }

    /**
     * The robustness value: how much a confounder must explain of both so that the effect could be the one that is asked.
     *
     * @param effect the effect, 0 to explain the estimate away
     * @return in [0, 1)
     */
    public double robustnessValue(double effect) {
        return OmittedVariable.robust(FastMath.abs(value - Arguments.finite("effect", effect)) / scale);
    }

    /**
     * The robustness value of significance: how much a confounder must explain of both so that the one-sided confidence bound
     * reaches the effect that is asked.
     *
     * @param effect the effect
     * @param level level of the one-sided bound, in (0, 1)
     * @return in [0, 1); 0 where it is reached without one
     */
    public double robustnessValue(double effect, double level) {
        double z = -NormalDistribution.quantile(1 - Arguments.probability("level", level));
        double sign = value < Arguments.finite("effect", effect) ? -1 : 1;
        double low = 0;
        double high = MOST;
        if (reached(low, sign, effect, z)) {
            return 0;
        }
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (reached(middle, sign, effect, z)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private boolean reached(double share, double sign, double effect, double z) {
        double factor = new Strength(share, share).biasFactor();
        return sign * (value - effect) - factor * scale - z * error(-sign * factor) <= 0;
    }
}
