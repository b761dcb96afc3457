package assay.sequential;

import assay.Arguments;
import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * How much of an error has been spent when a share t of the planned information is in: 0 at t = 0, all of it from
 * t = 1 on, never decreasing.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the parameter is not finite, or not above 0 for
 * {@link Family#POWER}.
 *
 * @param family the form
 * @param parameter gamma of Hwang, Shih and DeCani, or the power; not used by the other forms, which have 0
 */
public record SpendingFunction(Family family, double parameter) {

    /** The forms. */
    public enum Family {
        /** {@code 2 (1 - Phi(z(a/2) / sqrt(t)))}, close to O'Brien and Fleming's boundary (Lan and DeMets 1983). */
        OBRIEN_FLEMING,
        /** {@code a log(1 + (e - 1) t)}, close to Pocock's boundary (Lan and DeMets 1983). */
        POCOCK,
        /** {@code a (1 - exp(-gamma t)) / (1 - exp(-gamma))}, {@code a t} at gamma = 0 (Hwang, Shih and DeCani 1990). */
        HWANG_SHIH_DECANI,
        /** {@code a t^rho} (Kim and DeMets 1987). */
        POWER
    }

    public SpendingFunction {
        Arguments.finite("spending parameter", parameter);
        if (family == Family.POWER) {
            Arguments.positive("spending power", parameter);
        }
    }

    /**
     * Little early, nearly everything at the end.
     *
     * @return the O'Brien-Fleming-type function
     */
    public static SpendingFunction obrienFleming() {
        return new SpendingFunction(Family.OBRIEN_FLEMING, 0);
    }

    /**
     * Nearly even spending.
     *
     * @return the Pocock-type function
     */
    public static SpendingFunction pocock() {
        return new SpendingFunction(Family.POCOCK, 0);
    }

    /**
     * The family of Hwang, Shih and DeCani.
     *
     * @param gamma -4 is close to O'Brien and Fleming, 1 to Pocock
     * @return the function
     */
    public static SpendingFunction hwangShihDeCani(double gamma) {
        return new SpendingFunction(Family.HWANG_SHIH_DECANI, gamma);
    }

    /**
     * The power family.
     *
     * @param rho the power, above 0; 1 spends evenly, 3 is close to O'Brien and Fleming
     * @return the function
     */
    public static SpendingFunction power(double rho) {
        return new SpendingFunction(Family.POWER, rho);
    }

    /**
     * The error spent so far.
     *
     * @param error all that there is to spend, in (0, 1)
     * @param fraction share of the planned information, at least 0; beyond 1 everything is spent
     * @return in [0, error]
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public double spent(double error, double fraction) {
        Arguments.probability("error to spend", error);
        if (!(fraction >= 0)) {
            throw new IllegalArgumentException("a share of information is at least 0, not " + fraction);
        }
        if (fraction >= 1) {
            return error;
        }
        if (fraction == 0) {
            return 0;
        }
        return switch (family) {
            case OBRIEN_FLEMING ->
                2 * NormalDistribution.survival(-NormalDistribution.quantile(error / 2) / Math.sqrt(fraction));
            case POCOCK -> error * FastMath.log1p((Math.E - 1) * fraction);
            case HWANG_SHIH_DECANI ->
                parameter == 0
                        ? error * fraction
                        : error * FastMath.expm1(-parameter * fraction) / FastMath.expm1(-parameter);
            case POWER -> error * FastMath.pow(fraction, parameter);
        };
    }
}
