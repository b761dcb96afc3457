package assay.geo;

import assay.Arguments;

/**
 * What a test found about a change of spend.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if spend would be below 0, does not change, or the error is not above 0.
 *
 * @param spend per period without the change, at least 0
 * @param change of spend per period, above or below 0
 * @param response incremental outcome per period
 * @param stdError its standard error, above 0
 */
public record LiftTest(double spend, double change, double response, double stdError) {

    public LiftTest {
        Arguments.finite("spend", spend);
        Arguments.finite("change of spend", change);
        Arguments.finite("incremental response", response);
        Arguments.positive("standard error of a lift test", stdError);
        if (spend < 0 || spend + change < 0) {
            throw new IllegalArgumentException(
                    "a lift test has spend " + spend + " and a change of " + change + "; spend is at least 0");
        }
        if (change == 0) {
            throw new IllegalArgumentException("a lift test changes spend; one has a change of 0");
        }
    }
}
