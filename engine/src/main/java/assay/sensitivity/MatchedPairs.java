package assay.sensitivity;

import assay.Arguments;
import assay.Column;
import assay.EstimationException;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.distribution.NormalDistribution;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.util.FastMath;

/**
 * Differences between the treated and the control unit of matched pairs, and how far a hidden bias could explain them
 * (Rosenbaum, Biometrika 74, 1987, doi:10.1093/biomet/74.1.13; Observational Studies, 2nd edition 2002, chapter 4).
 *
 * <p>With a bias of at most Gamma, one unit of a pair may be up to Gamma times as likely to be treated, by odds, as the other.
 * Where treatment does nothing, the sign of a difference is then positive with a probability between {@code 1 / (1 + Gamma)} and
 * {@code Gamma / (1 + Gamma)}, and the largest p-value that this allows bounds the one that would be known if the bias were.
 * Pairs without a difference are left out.
 */
public final class MatchedPairs {

    private static final double MOST = 1e6;

    private final double[] differences;

    private MatchedPairs(double[] differences) {
        this.differences = differences;
    }

    /**
     * From differences.
     *
     * @param differences treated less control, a finite number per pair
     * @return the pairs
     * @throws EstimationException if every difference is 0
     */
    public static MatchedPairs of(double... differences) {
        boolean none = true;
        for (double difference : differences) {
            Arguments.finite("difference", difference);
            none &= difference == 0;
        }
        if (none) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "In none of " + differences.length
                            + " pairs does the outcome of the treated differ from that of the"
                            + " control, so there is nothing that a bias could explain.",
                    "Choose another outcome, or collect more pairs.");
        }
        return new MatchedPairs(differences.clone());
    }

    /**
     * From rows, two to a pair.
     *
     * @param sample an outcome, an assignment (or treatment), and the pair of each row as the stratum
     * @return the pairs in the order in which they first occur
     * @throws EstimationException if a role is missing, or a pair does not have one treated and one control row
     */
    public static MatchedPairs of(Sample sample) {
        sample.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.STRATUM));
        Column strata = sample.column(Role.STRATUM);
        double[] arm = TwoArms.of(sample).indicator();
        double[] outcome = sample.outcome();
        Map<Object, Integer> index = new LinkedHashMap<>();
        int[] pair = new int[arm.length];
        for (int i = 0; i < arm.length; i++) {
            Object key = strata instanceof Column.Numeric numeric
                    ? (Object) (numeric.values()[i] + 0.0)
                    : Integer.valueOf(((Column.Categorical) strata).codes()[i]);
            int next = index.size();
            pair[i] = index.computeIfAbsent(key, k -> next);
        }
        int[] treated = new int[index.size()];
        int[] control = new int[index.size()];
        double[] differences = new double[index.size()];
        for (int i = 0; i < arm.length; i++) {
            boolean on = arm[i] > 0.5;
            treated[pair[i]] += on ? 1 : 0;
            control[pair[i]] += on ? 0 : 1;
            differences[pair[i]] += on ? outcome[i] : -outcome[i];
        }
        int row = 0;
        for (Object key : index.keySet()) {
            if (treated[row] != 1 || control[row] != 1) {
                String name = strata instanceof Column.Categorical levels
                        ? levels.levels().get((Integer) key)
                        : key.toString();
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "Stratum '" + name + "' of column '" + strata.name() + "' has " + treated[row] + " treated and "
                                + control[row] + " control rows; these bounds are for pairs of one and one.",
                        "Match one control to each treated unit and name the pair with --stratum.");
            }
            row++;
        }
        return of(differences);
    }

    /**
     * The pairs.
     *
     * @return at least 1
     */
    public int size() {
        return differences.length;
    }

    /**
     * The pairs with a difference.
     *
     * @return at least 1
     */
    public int informative() {
        int count = 0;
        for (double difference : differences) {
            count += difference == 0 ? 0 : 1;
        }
        return count;
    }

    /**
     * Differences.
     *
     * @return treated less control by pair, a new array
     */
    public double[] differences() {
        return differences.clone();
    }

    /**
     * The statistic of larger outcomes under treatment: the sum of the ranks, or the number, of positive differences.
     *
     * @param statistic which
     * @return at least 0
     */
    public double statistic(PairStatistic statistic) {
        return Sums.of(differences, 0, statistic, 1).positive;
    }

    /**
     * The largest p-value that a hidden bias allows.
     *
     * @param gamma the bias, at least 1; 1 is none
     * @param statistic how differences are added up
     * @param side what the test is against
     * @return in [0, 1], increasing in gamma
     */
    public double pValue(double gamma, PairStatistic statistic, Side side) {
        gamma(gamma);
        return switch (side) {
            case GREATER -> bound(gamma, statistic, 0, 1);
            case LESS -> bound(gamma, statistic, 0, -1);
            case TWO_SIDED ->
                FastMath.min(1, 2 * FastMath.min(bound(gamma, statistic, 0, 1), bound(gamma, statistic, 0, -1)));
        };
    }

    /**
     * The bias that would explain the differences: the smallest Gamma at which the p-value bound is above alpha.
     *
     * @param alpha size of the test, in (0, 1)
     * @param statistic how differences are added up
     * @param side what the test is against
     * @return at least 1, which it is where the test does not reject even without bias; infinite above a million
     */
    public double criticalGamma(double alpha, PairStatistic statistic, Side side) {
        Arguments.probability("alpha", alpha);
        if (pValue(1, statistic, side) > alpha) {
            return 1;
        }
        if (!(pValue(MOST, statistic, side) > alpha)) {
            return Double.POSITIVE_INFINITY;
        }
        double low = 1;
        double high = MOST;
        for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
            double middle = FastMath.sqrt(low * high);
            if (pValue(middle, statistic, side) > alpha) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /**
     * The additive effects that signed ranks do not reject, whatever a hidden bias of at most Gamma does: Hodges and Lehmann's
     * interval, widened.
     *
     * @param gamma the bias, at least 1
     * @param level in (0, 1)
     * @return the interval; an end is infinite where so few pairs never reject
     */
    public Interval interval(double gamma, double level) {
        gamma(gamma);
        double alpha = (1 - Arguments.probability("level", level)) / 2;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double difference : differences) {
            low = FastMath.min(low, difference);
            high = FastMath.max(high, difference);
        }
        double room = FastMath.max(high - low, FastMath.ulp(high));
        // Beyond the extreme differences every sign is the same.
        double below = low - room;
        double above = high + room;
        double lower = bound(gamma, PairStatistic.SIGNED_RANK, below, 1) > alpha
                ? Double.NEGATIVE_INFINITY
                : edge(gamma, alpha, below, above, 1);
        double upper = bound(gamma, PairStatistic.SIGNED_RANK, above, -1) > alpha
                ? Double.POSITIVE_INFINITY
                : edge(gamma, alpha, above, below, -1);
        return new Interval(FastMath.min(lower, upper), FastMath.max(lower, upper));
    }

    /** Where the test starts to accept, going from an effect that it rejects to one that it accepts. */
    private double edge(double gamma, double alpha, double rejected, double accepted, int sign) {
        double from = rejected;
        double to = accepted;
        for (int i = 0; i < 200; i++) {
            double middle = from + (to - from) / 2;
            if (middle == from || middle == to) {
                break;
            }
            if (bound(gamma, PairStatistic.SIGNED_RANK, middle, sign) > alpha) {
                to = middle;
            } else {
                from = middle;
            }
        }
        return to;
    }

    /** The one-sided bound against larger (sign 1) or smaller (-1) differences than an effect. */
    private double bound(double gamma, PairStatistic statistic, double effect, int sign) {
        Sums sums = Sums.of(differences, effect, statistic, sign);
        if (sums.count == 0) {
            return 1;
        }
        double p = gamma / (1 + gamma);
        if (statistic == PairStatistic.SIGN) {
            // P(B >= k) of the binomial distribution.
            return sums.positive == 0 ? 1 : Beta.regularizedBeta(p, sums.positive, sums.count - sums.positive + 1);
        }
        return NormalDistribution.survival(
                (sums.positive - p * sums.total) / FastMath.sqrt(p * (1 - p) * sums.squares));
    }

    private static void gamma(double gamma) {
        if (!(gamma >= 1 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Gamma must be finite and at least 1, which is no bias, not " + gamma);
        }
    }

    /** Sums over ranks, or over ones, of the differences that are not 0. */
    private record Sums(double positive, double total, double squares, int count) {

        static Sums of(double[] differences, double effect, PairStatistic statistic, int sign) {
            double[] sizes = new double[differences.length];
            int count = 0;
            int up = 0;
            for (double difference : differences) {
                double d = difference - effect;
                if (d != 0) {
                    sizes[count++] = FastMath.abs(d);
                    up += sign * d > 0 ? 1 : 0;
                }
            }
            if (statistic == PairStatistic.SIGN) {
                return new Sums(up, count, count, count);
            }
            sizes = Arrays.copyOf(sizes, count);
            Arrays.sort(sizes);
            double squares = 0;
            for (int start = 0; start < count; ) {
                int end = start;
                while (end < count && sizes[end] == sizes[start]) {
                    end++;
                }
                double rank = (start + 1 + end) / 2.0;
                squares += (end - start) * rank * rank;
                start = end;
            }
            double positive = 0;
            for (double difference : differences) {
                double d = difference - effect;
                if (sign * d > 0) {
                    positive += midRank(sizes, FastMath.abs(d));
                }
            }
            return new Sums(positive, count * (count + 1.0) / 2, squares, count);
        }

        private static double midRank(double[] sorted, double value) {
            return (first(sorted, value, 0) + 1 + first(sorted, value, 1)) / 2.0;
        }

        /** How many are below a value (0), or not above it (1). */
        private static int first(double[] sorted, double value, int inclusive) {
            int low = 0;
            int high = sorted.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (inclusive == 1 ? sorted[middle] <= value : sorted[middle] < value) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
