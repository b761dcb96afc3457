package assay.design;

import assay.Arguments;
import assay.Normal;
import assay.distribution.NormalDistribution;

/**
 * The spread of true effects among experiments like this one, {@code N(0, sd^2)}, and the estimates shrunk towards it: the
 * posterior mean {@code sd^2 / (sd^2 + V)} times the estimate is right on average among the experiments of that population
 * whatever was selected.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the standard deviation is negative or not finite.
 *
 * @param sd standard deviation of true effects, not negative
 */
public record EffectPrior(double sd) {

    public EffectPrior {
        if (!(sd >= 0 && sd < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("standard deviation must be finite and not negative, not " + sd);
        }
    }

    /**
     * The prior that makes past estimates most likely, {@code estimate_i ~ N(0, sd^2 + se_i^2)}.
     *
     * @param estimates all past estimates, the insignificant ones included
     * @param stdErrors their standard errors
     * @return the prior; 0 where the estimates vary no more than their errors
     * @throws IllegalArgumentException if the lengths differ, there are fewer than two or a number is out of range
     */
    public static EffectPrior fromHistory(double[] estimates, double[] stdErrors) {
        if (estimates.length != stdErrors.length || estimates.length < 2) {
            throw new IllegalArgumentException(
                    "a history takes at least two estimates and as many standard errors, not " + estimates.length
                            + " and " + stdErrors.length);
        }
        double largest = 0;
        for (int i = 0; i < estimates.length; i++) {
            Arguments.finite("past estimate", estimates[i]);
            Arguments.positive("past standard error", stdErrors[i]);
            largest = Math.max(largest, estimates[i] * estimates[i]);
        }
        if (score(0, estimates, stdErrors) <= 0) {
            return new EffectPrior(0);
        }
        return new EffectPrior(Math.sqrt(Solver.root(v -> score(v, estimates, stdErrors), 0, largest)));
    }

    /** The derivative of the log likelihood in the variance, twice. */
    private static double score(double variance, double[] estimates, double[] stdErrors) {
        double sum = 0;
        for (int i = 0; i < estimates.length; i++) {
            double total = variance + stdErrors[i] * stdErrors[i];
            sum += (estimates[i] * estimates[i] / total - 1) / total;
        }
        return sum;
    }

    /**
     * The share of an estimate that is left.
     *
     * @param stdError its standard error, above 0
     * @return in [0, 1)
     */
    public double shrinkage(double stdError) {
        double noise = Arguments.positive("standard error", stdError) / Math.max(sd, Double.MIN_NORMAL);
        return 1 / (1 + noise * noise);
    }

    /**
     * The posterior of an effect.
     *
     * @param estimate its estimate
     * @param stdError its standard error, above 0
     * @return posterior mean and standard deviation, as normal inference
     * @throws IllegalArgumentException if the prior has no spread: every effect is then 0, whatever is estimated
     */
    public Normal posterior(double estimate, double stdError) {
        if (sd == 0) {
            throw new IllegalArgumentException(
                    "past effects do not spread beyond their errors, so that every effect is "
                            + "shrunk to 0; there is no posterior to report");
        }
        double share = shrinkage(stdError);
        return new Normal(share * Arguments.finite("estimate", estimate), Math.sqrt(share) * stdError);
    }

    /**
     * The chance that the effect is above zero.
     *
     * @param estimate its estimate
     * @param stdError its standard error, above 0
     * @return in [0, 1]; 0.5 where the prior has no spread
     */
    public double probabilityPositive(double estimate, double stdError) {
        return NormalDistribution.survival(-Math.sqrt(shrinkage(stdError)) * estimate / stdError);
    }
}
