package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * The margins of asymptotic confidence sequences as they are published (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2024,
 * Time-uniform central limit theory and asymptotic confidence sequences, Annals of Statistics 52, theorem 2.2 and proposition
 * B.1), with {@code rho^2 = 1 / g}. The two-sided margin is that of {@link AnytimeNormal}; the one-sided one is a closed form a
 * little above that of {@link AnytimeOneSided}.
 */
public final class AsymptoticMargin {

    private AsymptoticMargin() {}

    /**
     * Half the length of the two-sided interval.
     *
     * @param n observations
     * @param sd standard deviation of an observation, or of its influence value
     * @param rhoSquared 1 / g, above 0
     * @param alpha one less the level, in (0, 1)
     * @return {@code sd sqrt(2 (n rho^2 + 1) / (n^2 rho^2) log(sqrt(n rho^2 + 1) / alpha))}
     */
    public static double twoSided(double n, double sd, double rhoSquared, double alpha) {
        double all = n * Arguments.positive("rho squared", rhoSquared) + 1;
        return margin(n, sd, rhoSquared, FastMath.log(Math.sqrt(all) / Arguments.probability("alpha", alpha)));
    }

    /**
     * The distance of a one-sided bound from the estimate.
     *
     * @param n observations
     * @param sd standard deviation of an observation, or of its influence value
     * @param rhoSquared 1 / g, above 0
     * @param alpha one less the level, in (0, 1)
     * @return {@code sd sqrt(2 (n rho^2 + 1) / (n^2 rho^2) log(1 + sqrt(n rho^2 + 1) / (2 alpha)))}
     */
    public static double oneSided(double n, double sd, double rhoSquared, double alpha) {
        double all = n * Arguments.positive("rho squared", rhoSquared) + 1;
        return margin(n, sd, rhoSquared, FastMath.log1p(Math.sqrt(all) / (2 * Arguments.probability("alpha", alpha))));
    }

    private static double margin(double n, double sd, double rhoSquared, double log) {
        return sd * Math.sqrt(2 * (n * rhoSquared + 1) / (n * n * rhoSquared) * log);
    }

    /**
     * The rho squared whose margin is about the smallest at a size, {@code (2 log(1/a) + log(1 + 2 log(1/a))) / n}, with {@code a =
     * alpha}, or twice it for one side.
     *
     * @param n the size, above 0
     * @param alpha one less the level, in (0, 1), below 1/2 for one side
     * @param sides one or two
     * @return rho squared
     */
    public static double optimalRhoSquared(double n, double alpha, Sides sides) {
        return 1 / NormalMixture.rho(n, alpha, sides);
    }
}
