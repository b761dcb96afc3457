package assay.sequential;

import assay.Arguments;
import assay.Interval;
import org.apache.commons.math3.util.FastMath;

/**
 * A confidence sequence for a probability, from counts of successes: the values whose beta-mixture evidence, {@link
 * BetaBinomialMixture} with {@code g = p} and {@code h = 1 - p}, is below one over alpha. Exact at all times at once.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the number of trials is not finite and positive.
 *
 * @param optimalTrials number of trials near which it is to be short
 */
public record BernoulliSequence(double optimalTrials) {

    private static final double TUNED_FOR = 0.05;
    private static final int STEPS = 200;

    public BernoulliSequence {
        Arguments.positive("optimal trials", optimalTrials);
    }

    /**
     * The evidence against a probability.
     *
     * @param successes so far
     * @param trials so far, at least 1
     * @param p the probability under the null hypothesis, in (0, 1)
     * @return log E
     */
    public double logEvidence(long successes, long trials, double p) {
        double unit = p * (1 - Arguments.probability("p", p));
        return BetaBinomialMixture.optimalAt(unit * optimalTrials, TUNED_FOR, p, 1 - p, Sides.TWO_SIDED)
                .logEvidence(successes - trials * p, trials * unit);
    }

    /**
     * The interval after some trials.
     *
     * @param successes so far
     * @param trials so far, at least 1
     * @param alpha one less the level, in (0, 1)
     * @return within [0, 1]
     * @throws IllegalArgumentException if there are no trials or more successes than trials
     */
    public Interval interval(long successes, long trials, double alpha) {
        if (!(trials >= 1 && successes >= 0 && successes <= trials)) {
            throw new IllegalArgumentException(successes + " of " + trials + " trials cannot be successes");
        }
        double target = -FastMath.log(Arguments.probability("alpha", alpha));
        double share = (double) successes / trials;
        double lower = successes == 0 ? 0 : end(successes, trials, target, share, 0);
        double upper = successes == trials ? 1 : end(successes, trials, target, share, 1);
        return new Interval(lower, upper);
    }

    /** Between a share inside and an end of the scale outside, where the evidence is at its target. */
    private double end(long successes, long trials, double target, double inside, double outside) {
        double in = Math.min(Math.max(inside, 1e-12), 1 - 1e-12);
        double out = outside;
        for (int step = 0; step < STEPS && Math.abs(out - in) > 1e-14; step++) {
            double middle = 0.5 * (in + out);
            if (logEvidence(successes, trials, middle) < target) {
                in = middle;
            } else {
                out = middle;
            }
        }
        return 0.5 * (in + out);
    }
}
