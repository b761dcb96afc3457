package assay.offpolicy;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Glance;
import assay.Inference;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;

/**
 * The value of a target policy by betting on weighted rewards, valid at every look, for any law of bounded rewards, however large the
 * weights, and where the logging policy learned as it went. With {@code z} the reward scaled to [0, 1], {@code w z} bounds the value from
 * below and {@code w (1 - z)} bounds one less the value from below, each by {@link PositiveBets} (Waudby-Smith et al. 2024,
 * doi:10.1145/3643693).
 *
 * <p>Rows are in the order in which they were logged, or have a time. A look rejects where the interval leaves out the benchmark: what is
 * to be beaten, such as the known value of the policy that is in use.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the bounds are not finite and in order, the benchmark is not between
 * them, a count is below its minimum, or the level not in (0, 1).
 *
 * @param policy the policy to be evaluated
 * @param lower the smallest that a reward can be
 * @param upper the largest, above the lower
 * @param benchmark the value that is tested against, between the bounds
 * @param looks how many equal steps, at least 1
 * @param level confidence level of the sequence
 */
public record BettingPolicyValue(
        TargetPolicy policy, double lower, double upper, double benchmark, int looks, double level)
        implements Estimator<Trajectory> {

    private static final int START = 20;
    private static final double NONE = 1e-9;

    public BettingPolicyValue {
        Arguments.finite("lower", lower);
        Arguments.positive("length of the range", upper - lower);
        if (!(benchmark >= lower && benchmark <= upper)) {
            throw new IllegalArgumentException(
                    "the benchmark must be between " + lower + " and " + upper + ", not " + benchmark);
        }
        Arguments.atLeast("looks", looks, 1);
        Arguments.probability("level", level);
    }

    @Override
    public Estimand target() {
        return Estimand.POLICY_VALUE;
    }

    @Override
    public Set<Role> needs() {
        return OffPolicyValue.NEEDS;
    }

    @Override
    public Set<Role> reads() {
        return Set.of(
                Role.OUTCOME,
                Role.ASSIGNMENT,
                Role.TREATMENT,
                Role.PROPENSITY,
                Role.COVARIATE,
                Role.STRATUM,
                Role.TIME);
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        Sample arrived = ordered(sample);
        LoggedSample log = LoggedSample.of(arrived);
        LoggedFeedback feedback = log.under(policy);
        OverlapDiagnosis overlap = log.overlap(feedback);
        new OverlapRule(0, 0).check(overlap, new Ips(), log.actions());
        return path(feedback, arrived);
    }

    private static Sample ordered(Sample sample) {
        if (!sample.has(Role.TIME)) {
            return sample;
        }
        Column column = sample.column(Role.TIME);
        double[] time = new double[sample.size()];
        for (int i = 0; i < time.length; i++) {
            time[i] = column instanceof Column.Numeric numbers
                    ? numbers.values()[i]
                    : ((Column.Categorical) column).codes()[i];
        }
        return sample.rows(IntStream.range(0, time.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> time[i]))
                .mapToInt(i -> i)
                .toArray());
    }

    private Trajectory path(LoggedFeedback feedback, Sample sample) {
        int[] sizes = sizes(feedback.size());
        double length = upper - lower;
        PositiveBets above = new PositiveBets(1 - level);
        PositiveBets below = new PositiveBets(1 - level);
        List<Trajectory.Look> path = new ArrayList<>(sizes.length);
        double sum = 0;
        double squares = 0;
        int look = 0;
        for (int i = 0; i < feedback.size() && look < sizes.length; i++) {
            double z = scaled(feedback.reward()[i], i, sample);
            double w = feedback.weights()[i];
            above.add(w * z);
            below.add(w * (1 - z));
            sum += w * z;
            squares += w * z * w * z;
            if (i + 1 == sizes[look]) {
                look++;
                int n = i + 1;
                double mean = sum / n;
                double variance = Math.max((squares - sum * mean) / (n - 1.0) / n * length * length, Double.MIN_NORMAL);
                Bets bets = new Bets(above, below, n, lower, length);
                Estimate estimate = new Estimate(
                        Estimand.POLICY_VALUE, policy.label(), lower + length * mean, Math.sqrt(variance), bets);
                path.add(new Trajectory.Look(n, 1 / variance, estimate, bets.pValue(benchmark) <= 1 - level));
            }
        }
        Glance glance = new Glance(
                "off-policy-betting",
                "none: bets",
                feedback.size(),
                0,
                0,
                sample.dropped(),
                0,
                Map.of("benchmark", benchmark));
        return new Trajectory(path, glance, List.of());
    }

    private int[] sizes(int rows) {
        if (rows < START) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "The log has " + rows + " rows and the first look comes at " + START + ".",
                    "Wait for more rows.");
        }
        return IntStream.rangeClosed(1, looks)
                .map(k -> (int) Math.round((double) k / looks * rows))
                .filter(n -> n >= START)
                .distinct()
                .toArray();
    }

    private double scaled(double reward, int row, Sample sample) {
        if (!(reward >= lower - NONE && reward <= upper + NONE)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Column '" + sample.column(Role.OUTCOME).name() + "' holds " + reward + " in row " + (row + 1)
                            + ", outside of the range from " + lower + " to " + upper + " that the bets rest on.",
                    "State the range that rewards can have, or cut them at a bound that was fixed before.");
        }
        return Math.min(1, Math.max(0, (reward - lower) / (upper - lower)));
    }

    /** The bets at a look, on the scale of the reward. */
    private record Bets(PositiveBets above, PositiveBets below, int n, double origin, double length)
            implements Inference {

        @Override
        public Interval interval(double level) {
            double tail = (1 - level) / 2;
            double low = above.lower(n, tail);
            double high = 1 - below.lower(n, tail);
            return new Interval(origin + length * Math.min(low, high), origin + length * Math.max(low, high));
        }

        @Override
        public double pValue(double nullValue) {
            double m = (nullValue - origin) / length;
            if (!(m >= 0 && m <= 1)) {
                return 0;
            }
            double log = Math.max(above.logEvidence(m, n), below.logEvidence(1 - m, n));
            return Math.min(1, 2 * FastMath.exp(-log));
        }
    }
}
