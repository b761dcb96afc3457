package assay.bayes;

import assay.Arguments;

/**
 * The conjugate prior of a linear model: {@code beta | sigma^2 ~ N(m, sigma^2 Lambda^-1)} and {@code sigma^2 ~ inverse
 * gamma(a, b)}, with the same precision and mean 0 for every coefficient.
 *
 * <p>The precision counts in rows: a coefficient of a column with mean square 1 is shrunk as if that many rows had said 0.
 * The constructor throws {@link IllegalArgumentException} if a component is not finite and positive.
 *
 * @param precision diagonal of Lambda, in units of rows
 * @param shape a of the error variance, half as many rows as the prior on it is worth
 * @param rate b of the error variance, in squared units of the outcome; b / a is the prior guess
 */
public record ConjugatePrior(double precision, double shape, double rate) {

    public ConjugatePrior {
        Arguments.positive("precision", precision);
        Arguments.positive("shape", shape);
        Arguments.positive("rate", rate);
    }

    /**
     * A prior that next to nothing is needed to overrule.
     *
     * @return precision 1e-6, shape and rate 1e-3
     */
    public static ConjugatePrior vague() {
        return new ConjugatePrior(1e-6, 1e-3, 1e-3);
    }
}
