package assay.sequential;

import assay.Arguments;
import assay.Interval;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * Sequential inference on a quantile by the beta mixture of {@link BetaBinomialMixture}: the number of observations at or below the
 * quantile is a sum of conversions with probability p (Howard and Ramdas 2022, Sequential estimation of quantiles with applications
 * to A/B testing and best-arm identification, Bernoulli 28, theorem 1 and section 5).
 *
 * <p>Needs independent observations of one distribution each arm and nothing else; ties are allowed.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if p is not in (0, 1) or the size not finite and positive.
 *
 * @param probability p, which quantile
 * @param optimalSize observations of an arm near which it is to be sharp
 */
public record QuantileSequence(double probability, double optimalSize) {

    private static final double TUNED_FOR = 0.05;

    public QuantileSequence {
        Arguments.probability("probability", probability);
        Arguments.positive("optimal size", optimalSize);
    }

    private BetaBinomialMixture mixture() {
        double unit = probability * (1 - probability);
        return BetaBinomialMixture.optimalAt(
                optimalSize * unit, TUNED_FOR, probability, 1 - probability, Sides.TWO_SIDED);
    }

    /** The evidence that k of n observations at or below a value are not what its being the quantile makes likely. */
    private double logEvidence(BetaBinomialMixture mixture, double k, int n) {
        return mixture.logEvidence(k - probability * n, probability * (1 - probability) * n);
    }

    /**
     * The interval for the quantile.
     *
     * @param sorted the observations so far, in ascending order; shared, not changed
     * @param n how many of them count
     * @param alpha one less the level, in (0, 1)
     * @return between two order statistics; an end is infinite while there are too few
     */
    public Interval interval(double[] sorted, int n, double alpha) {
        BetaBinomialMixture mixture = mixture();
        double target = -FastMath.log(Arguments.probability("alpha", alpha));
        int middle = (int) Math.round(probability * n);
        int fewest = last(mixture, target, n, middle, 0);
        int most = last(mixture, target, n, middle, n);
        double lower = fewest >= 1 ? sorted[fewest - 1] : Double.NEGATIVE_INFINITY;
        double upper = most < n ? sorted[most] : Double.POSITIVE_INFINITY;
        return new Interval(lower, upper);
    }

    /** The count farthest from the middle, towards an end, that is not refuted: evidence grows on the way. */
    private int last(BetaBinomialMixture mixture, double target, int n, int middle, int end) {
        if (logEvidence(mixture, end, n) < target) {
            return end;
        }
        int in = middle;
        int out = end;
        while (Math.abs(out - in) > 1) {
            int next = (in + out) / 2;
            if (logEvidence(mixture, next, n) < target) {
                in = next;
            } else {
                out = next;
            }
        }
        return in;
    }

    /**
     * The evidence that the quantile is not a given value.
     *
     * @param sorted the observations so far, in ascending order
     * @param value the quantile under the null hypothesis
     * @return log E
     */
    public double logEvidence(double[] sorted, double value) {
        int below = first(sorted, sorted.length, value);
        int at = first(sorted, sorted.length, Math.nextUp(value));
        return least(mixture(), below, at, sorted.length);
    }

    /**
     * The evidence that the quantile differs between two arms: the smallest product of both arms' evidence over all values that
     * the common quantile could have.
     *
     * @param control observations of the control arm, in ascending order
     * @param n0 how many of them count, at least 1
     * @param treated observations of the treated arm, in ascending order
     * @param n1 how many of them count, at least 1
     * @return log E
     */
    public double logEvidence(double[] control, int n0, double[] treated, int n1) {
        BetaBinomialMixture mixture = mixture();
        // Outside of both sample quantiles the evidence of both arms grows.
        double first = control[rank(n0)];
        double second = treated[rank(n1)];
        double low = Math.min(first, second);
        double high = Math.max(first, second);
        double smallest = Double.POSITIVE_INFINITY;
        int i = first(control, n0, low);
        int j = first(treated, n1, low);
        while (true) {
            double next = Math.min(
                    i < n0 ? control[i] : Double.POSITIVE_INFINITY, j < n1 ? treated[j] : Double.POSITIVE_INFINITY);
            if (!(next <= high)) {
                return smallest;
            }
            int i2 = i;
            while (i2 < n0 && control[i2] == next) {
                i2++;
            }
            int j2 = j;
            while (j2 < n1 && treated[j2] == next) {
                j2++;
            }
            smallest = Math.min(smallest, least(mixture, i, i2, n0) + least(mixture, j, j2, n1));
            i = i2;
            j = j2;
        }
    }

    /**
     * The interval for the quantile of the treated arm less that of the control arm: the differences that the test for a
     * common quantile, with the treated arm moved by them, does not reject.
     *
     * @param control observations of the control arm, in ascending order, at least 1
     * @param treated observations of the treated arm, in ascending order, at least 1
     * @param alpha one less the level, in (0, 1)
     * @return between differences of order statistics; an end is infinite while there are too few
     */
    public Interval difference(double[] control, double[] treated, double alpha) {
        BetaBinomialMixture mixture = mixture();
        double target = -FastMath.log(Arguments.probability("alpha", alpha));
        Evidence zero = new Evidence(mixture, control.length);
        Evidence one = new Evidence(mixture, treated.length);
        double lower = Double.POSITIVE_INFINITY;
        double upper = Double.NEGATIVE_INFINITY;
        int most = zero.farthest(target - one.least(), control.length);
        for (int k = zero.farthest(target - one.least(), 0); k <= most; k++) {
            // Where k controls are at or below the common quantile, these counts of treated units remain.
            double left = target - zero.at(k);
            if (one.least() >= left) {
                continue;
            }
            lower = Math.min(lower, order(treated, one.farthest(left, 0)) - order(control, k + 1));
            upper = Math.max(upper, order(treated, one.farthest(left, treated.length) + 1) - order(control, k));
        }
        return new Interval(Math.min(lower, upper), Math.max(lower, upper));
    }

    /** The order statistic of a rank from 1 on; infinite beyond the ends. */
    private static double order(double[] sorted, int rank) {
        return rank < 1 ? Double.NEGATIVE_INFINITY : rank > sorted.length ? Double.POSITIVE_INFINITY : sorted[rank - 1];
    }

    /** The evidence by count, each computed once. */
    private final class Evidence {
        private final BetaBinomialMixture mixture;
        private final double[] known;
        private final int n;
        private final int middle;

        Evidence(BetaBinomialMixture mixture, int n) {
            this.mixture = mixture;
            this.n = n;
            this.known = new double[n + 1];
            Arrays.fill(known, Double.NaN);
            int best = (int) Math.round(probability * n);
            // The least evidence is next to the expected count.
            while (best > 0 && at(best - 1) < at(best)) {
                best--;
            }
            while (best < n && at(best + 1) < at(best)) {
                best++;
            }
            this.middle = best;
        }

        double at(int count) {
            if (Double.isNaN(known[count])) {
                known[count] = logEvidence(mixture, count, n);
            }
            return known[count];
        }

        double least() {
            return at(middle);
        }

        /** The count farthest from the middle, towards an end, whose evidence is below the target. */
        int farthest(double target, int end) {
            if (at(end) < target) {
                return end;
            }
            int in = middle;
            int out = end;
            while (Math.abs(out - in) > 1) {
                int next = (in + out) / 2;
                if (at(next) < target) {
                    in = next;
                } else {
                    out = next;
                }
            }
            return in;
        }
    }

    private int rank(int n) {
        return Math.min(n - 1, (int) (probability * n));
    }

    /** How many of the first n are below a value. */
    private static int first(double[] sorted, int n, double value) {
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The smallest evidence for counts from those below a value to those at or below it. */
    private double least(BetaBinomialMixture mixture, int below, int at, int n) {
        double centre = probability * n;
        double k = Math.min(Math.max(centre, below), at);
        return Math.min(
                logEvidence(mixture, k, n), Math.min(logEvidence(mixture, below, n), logEvidence(mixture, at, n)));
    }

    /**
     * The p-value at this look that the quantile is the same in both arms.
     *
     * @param control observations of the control arm, in ascending order
     * @param treated observations of the treated arm, in ascending order
     * @return {@code min(1, 1 / E)}; the smallest over the looks so far is valid too
     */
    public double pValue(double[] control, double[] treated) {
        return Math.min(1, FastMath.exp(-logEvidence(control, control.length, treated, treated.length)));
    }
}
