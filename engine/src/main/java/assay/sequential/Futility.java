package assay.sequential;

import assay.Arguments;

/**
 * Stopping because there is little hope left: a lower boundary at which the planned effect is missed with the
 * probability that a spending function allows.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if beta is not in (0, 1).
 *
 * @param spending how beta is spent
 * @param beta the error of the second kind at the planned effect, one less the power
 * @param rule whether the upper boundary counts on stopping
 */
public record Futility(SpendingFunction spending, double beta, Rule rule) {

    /** What the upper boundary takes for granted. */
    public enum Rule {
        /** The experiment stops at the lower boundary, come what may: the upper boundary is lower in exchange. */
        BINDING,
        /** One may go on beyond the lower boundary: the error of the first kind holds all the same. */
        NON_BINDING
    }

    public Futility {
        Arguments.probability("beta", beta);
    }
}
