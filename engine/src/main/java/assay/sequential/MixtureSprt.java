package assay.sequential;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;

/**
 * The mixture sequential probability ratio test of two streams of equal length, one pair after another, with a mixing
 * distribution {@code N(0, tau^2)} of effects:
 *
 * <p>{@code L = sqrt(2 s^2 / (2 s^2 + n tau^2)) exp(n^2 tau^2 (mean1 - mean0 - null)^2 / (4 s^2 (2 s^2 + n tau^2)))}
 *
 * <p>(Johari, Koomen, Pekelis and Walsh 2022, Always valid inference: continuous monitoring of A/B tests, Operations Research 70,
 * section 4). Exact for normal outcomes of known variance; with a plugged-in variance, or {@code p (1 - p)} for conversions, it
 * holds as n grows.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the variance is not finite and positive.
 *
 * @param mixingVariance tau squared
 */
public record MixtureSprt(double mixingVariance) {

    public MixtureSprt {
        Arguments.positive("mixing variance", mixingVariance);
    }

    /**
     * The inference for outcomes of known variance.
     *
     * @param difference mean of the treated less that of the controls
     * @param variance of an outcome, the same in both streams
     * @param pairs units of each stream
     * @return an interval and p-value that hold at all times
     */
    public AnytimeNormal of(double difference, double variance, long pairs) {
        return ofStdError(difference, Math.sqrt(2 * Arguments.positive("variance", variance) / pairs));
    }

    /**
     * The inference from a difference and its standard error.
     *
     * @param difference the estimate
     * @param stdError its standard error
     * @return an interval and p-value that hold at all times
     */
    public AnytimeNormal ofStdError(double difference, double stdError) {
        return AnytimeNormal.ofPriorVariance(difference, stdError, mixingVariance);
    }

    /**
     * The test of two streams with the variance plugged in, pooled over both.
     *
     * @param control control stream
     * @param treated treated stream, of the same length
     * @return the difference
     * @throws IllegalArgumentException if the streams differ in length or an outcome does not vary
     */
    public Estimate plugIn(ArmTotals control, ArmTotals treated) {
        if (control.n() != treated.n()) {
            throw new IllegalArgumentException("the streams have " + control.n() + " and " + treated.n()
                    + " units; this test reads them in pairs. Use AlwaysValidMonitor for arms of any size");
        }
        double variance = 0.5 * (control.variance() + treated.variance());
        double difference = treated.mean() - control.mean();
        AnytimeNormal inference = of(difference, variance, control.n());
        return new Estimate(Estimand.ATE, "treated - control", difference, inference.stdError(), inference);
    }

    /**
     * The test of two streams of conversions, with {@code p (1 - p)} at the pooled share for the variance.
     *
     * @param controlSuccesses conversions of the control stream
     * @param treatedSuccesses conversions of the treated stream
     * @param pairs units of each stream
     * @return the difference in shares
     * @throws IllegalArgumentException if nobody or everybody converts
     */
    public Estimate binary(long controlSuccesses, long treatedSuccesses, long pairs) {
        double share = (controlSuccesses + treatedSuccesses) / (2.0 * pairs);
        double difference = ((double) treatedSuccesses - controlSuccesses) / pairs;
        AnytimeNormal inference = of(difference, share * (1 - share), pairs);
        return new Estimate(Estimand.ATE, "treated - control", difference, inference.stdError(), inference);
    }
}
