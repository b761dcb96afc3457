package assay.sequential;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.NormalDistribution;
import java.util.List;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Inference at the end of a group-sequential test, by the stage-wise ordering of Tsiatis, Rosner and Mehta (Biometrics 40,
 * 1984): an end above the upper boundary is the more extreme the earlier it comes, and at the same look the larger Z is.
 *
 * <p>With {@code P(value)} the chance, were the value true, of an end at least as extreme upwards as the one seen, the
 * p-value is {@code 2 min(P, 1 - P)}, the interval of level 1 - a holds the values with P from a/2 to 1 - a/2, and the
 * median-unbiased estimate has P = 1/2. All three are exact under the canonical law and depend on no look that was never
 * taken. The estimate at the end of a test that stopped because it was large is itself too large: it is biased outward.
 *
 * <p>A futility boundary that does not bind is left out of the law, as if nobody could have stopped there.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate is not finite or the standard error or degrees of
 * freedom are not positive.
 *
 * @param value the estimate at the last look, as if it had been the only one
 * @param stdError its standard error
 * @param degreesOfFreedom of Student's t at the last look, infinite for the normal distribution
 * @param boundaries the boundaries of the looks taken, the last being the one that ended the test
 */
public record StageWise(double value, double stdError, double degreesOfFreedom, Boundaries boundaries)
        implements Inference {

    private static final int EVALUATIONS = 200;
    private static final int SECANTS = 12;

    public StageWise {
        Arguments.finite("estimate", value);
        Arguments.positive("standard error", stdError);
        if (!(degreesOfFreedom > 0)) {
            throw new IllegalArgumentException("degrees of freedom must be above 0, not " + degreesOfFreedom);
        }
    }

    @Override
    public Interval interval(double level) {
        double tail = (1 - Arguments.probability("level", level)) / 2;
        List<CanonicalLaw> laws = laws();
        return new Interval(solve(laws, tail), solve(laws, 1 - tail));
    }

    @Override
    public double pValue(double nullValue) {
        double upper = oneSidedPValue(nullValue);
        return Math.min(1, 2 * Math.min(upper, 1 - upper));
    }

    /**
     * The one-sided p-value against larger values.
     *
     * @param nullValue the value under the null hypothesis
     * @return the chance of an end at least as extreme upwards, in [0, 1]
     */
    public double oneSidedPValue(double nullValue) {
        return extreme(laws(), nullValue);
    }

    /**
     * The estimate that is too large as often as too small.
     *
     * @return the median-unbiased estimate
     */
    public double medianUnbiased() {
        return solve(laws(), 0.5);
    }

    /** The test statistic of the last look by itself. */
    @Override
    public double statistic(double nullValue) {
        return (value - nullValue) / stdError;
    }

    private List<CanonicalLaw> laws() {
        return counted().laws();
    }

    private Boundaries counted() {
        return boundaries.lower() == LowerBoundary.NON_BINDING_FUTILITY ? boundaries.withoutFutility() : boundaries;
    }

    private double extreme(List<CanonicalLaw> laws, double truth) {
        List<Boundary> looks = counted().looks();
        int last = looks.size() - 1;
        Boundary end = looks.get(last);
        double shift = truth / stdError;
        double z = NormalScore.of(statistic(truth), degreesOfFreedom) + shift;
        double drift = shift / Math.sqrt(end.fraction());
        boolean low = NormalScore.of(statistic(0), degreesOfFreedom) <= end.lower();
        double sum = low
                ? laws.get(last).below(end.fraction(), z, drift)
                : laws.get(last).above(end.fraction(), z, drift);
        for (int k = 0; k < last; k++) {
            Boundary look = looks.get(k);
            sum += low
                    ? laws.get(k).below(look.fraction(), look.lower(), drift)
                    : laws.get(k).above(look.fraction(), look.upper(), drift);
        }
        double p = Math.min(1, sum);
        return low ? 1 - p : p;
    }

    /**
     * The value whose chance is given. The chance grows with the value, and its normal quantile nearly in proportion, so that
     * a few secants find it; where they do not, it is bracketed.
     */
    private double solve(List<CanonicalLaw> laws, double chance) {
        double target = NormalDistribution.quantile(chance);
        UnivariateFunction excess = truth -> {
            double p = Math.min(1 - 1e-16, Math.max(extreme(laws, truth), 1e-300));
            return NormalDistribution.quantile(p) - target;
        };
        double before = value;
        double at = value + target * stdError;
        if (at == before) {
            at += 0.1 * stdError;
        }
        double there = excess.value(before);
        for (int step = 0; step < SECANTS; step++) {
            double here = excess.value(at);
            double next = at - here * (at - before) / (here - there);
            if (!(Math.abs(next - value) < 30 * stdError)) {
                break;
            }
            before = at;
            there = here;
            at = next;
            if (Math.abs(at - before) < 1e-11 * stdError) {
                return at;
            }
        }
        return bracketed(excess);
    }

    private double bracketed(UnivariateFunction excess) {
        double low = value;
        double high = value;
        double width = stdError;
        if (excess.value(value) > 0) {
            do {
                high = low;
                low -= width;
                width *= 2;
            } while (excess.value(low) > 0);
        } else {
            do {
                low = high;
                high += width;
                width *= 2;
            } while (excess.value(high) < 0);
        }
        return new BrentSolver(1e-12, 1e-11 * stdError, 1e-16).solve(EVALUATIONS, excess, low, high);
    }
}
