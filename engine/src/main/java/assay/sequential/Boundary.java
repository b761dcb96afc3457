package assay.sequential;

import assay.Arguments;

/**
 * The critical values of one look, for the standardised statistic Z.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the fraction is not finite and positive, or the values are
 * NaN or in the wrong order.
 *
 * @param fraction information of the look as a share of the planned maximum
 * @param upper reject in favour of a positive effect at or above; infinite where the look has no error to spend
 * @param lower the lower boundary, equal to the upper one at the last look of a design with futility, negative infinity
 *     where there is none
 */
public record Boundary(double fraction, double upper, double lower) {

    public Boundary {
        Arguments.positive("fraction of information", fraction);
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("lower boundary " + lower + " is not below the upper one, " + upper);
        }
    }
}
