package assay.adaptive;

import assay.Arguments;
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
import assay.sequential.BettingSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * A confidence sequence for the effect on a bounded outcome after assignment that followed the results, by betting: each unit gives
 * an estimate {@code (y - c) / e(1)} if it is treated and {@code -(y - c) / e(0)} if it is control, with its recorded propensities e and the mean
 * c of the outcomes before it, which is unbiased given all that went before and lies within {@code (upper - lower) / floor} of 0; {@link
 * BettingSequence} bets on its mean. Valid at any time, at any sample size, for any bounded outcome and for any rule that keeps
 * the floor (Waudby-Smith and Ramdas, JRSS B 86, 2024, doi:10.1093/jrsssb/qkad009; Waudby-Smith, Wu, Ramdas, Karampatziakis and
 * Mineiro, Anytime-valid off-policy inference for contextual bandits, 2022, arXiv:2210.10768).
 *
 * <p>Of several arms it compares one with control; rows of other arms count 0.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the bounds are not finite and in order, the floor is not in (0,
 * 0.5], a count is below its minimum, or the level not in (0, 1).
 *
 * @param lower the smallest that an outcome can be
 * @param upper the largest, above the lower
 * @param floor what no propensity was allowed to fall below, stated beforehand; the length of intervals goes by it
 * @param looks how many equal steps, at least 1
 * @param level confidence level of the sequence
 */
public record AdaptiveBetting(double lower, double upper, double floor, int looks, double level)
        implements Estimator<Trajectory> {

    public AdaptiveBetting {
        Arguments.finite("lower", lower);
        Arguments.positive("length of the range", upper - lower);
        if (!(floor > 0 && floor <= 0.5)) {
            throw new IllegalArgumentException("floor must be in (0, 0.5], not " + floor);
        }
        Arguments.atLeast("looks", looks, 1);
        Arguments.probability("level", level);
    }

    /**
     * The effect on a conversion, with a floor of 0.05, at 10 looks and 95 %.
     *
     * @return the estimator
     */
    public static AdaptiveBetting conversions() {
        return new AdaptiveBetting(0, 1, 0.05, 10, 0.95);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.PROPENSITY, Role.TIME);
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        AdaptiveLog log = AdaptiveLog.of(sample);
        if (log.arms().size() > 2) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Column '" + log.column() + "' has more than two levels " + log.arms()
                            + "; this method compares two arms.",
                    "Use adaptive-aipw, or assay bandit read, which compares each arm with control.");
        }
        return contrast(log, 1, sample);
    }

    /**
     * The effect of one of several arms.
     *
     * @param sample the log
     * @param arm index of the arm, from 1; the level should be shared out over the arms that are compared
     * @return the looks
     * @throws EstimationException if the sample is no such log, an outcome is out of range or a propensity below the floor
     */
    public Trajectory contrast(Sample sample, int arm) {
        sample.require(needs());
        return contrast(AdaptiveLog.of(sample), arm, sample);
    }

    private Trajectory contrast(AdaptiveLog log, int arm, Sample sample) {
        double reach = (upper - lower) / floor;
        int n = log.size();
        double[] x = new double[n];
        List<Trajectory.Look> path = new ArrayList<>();
        double outcomes = 0.5 * (lower + upper);
        double sum = 0;
        double squares = 0;
        int steps = Math.min(looks, n / 2);
        for (int i = 0; i < n; i++) {
            double y = checked(log, i, arm, sample);
            double centre = outcomes / (i + 1);
            double z = log.arm(i) == arm
                    ? (y - centre) / log.propensity(i, arm)
                    : log.arm(i) == 0 ? -(y - centre) / log.propensity(i, 0) : 0;
            x[i] = Math.max(0, Math.min(1, (z + reach) / (2 * reach)));
            outcomes += y;
            sum += z;
            squares += z * z;
            boolean spaced = (long) (i + 1) * steps / n > (long) i * steps / n;
            if (spaced && i > 0) {
                double value = sum / (i + 1);
                double variance = Math.max((squares - sum * value) / i, Double.MIN_NORMAL) / (i + 1);
                Bets inference = new Bets(x, i + 1, reach, 1 - level);
                Estimate estimate =
                        new Estimate(Estimand.ATE, log.contrast(arm), value, Math.sqrt(variance), inference);
                path.add(new Trajectory.Look(i + 1, 1 / variance, estimate, inference.pValue(0) <= 1 - level));
            }
        }
        int control = log.rows(0);
        Glance glance = new Glance(
                "adaptive-betting",
                "none: bets",
                n,
                n - control,
                control,
                sample.dropped(),
                0,
                Map.of("reach", reach, "floor", floor, "batches", (double) log.batches()));
        return new Trajectory(path, glance, List.of());
    }

    private double checked(AdaptiveLog log, int place, int arm, Sample sample) {
        double y = log.outcome(place);
        if (!(y >= lower && y <= upper)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Column '" + sample.column(Role.OUTCOME).name() + "' holds " + y + ", outside of the range from "
                            + lower + " to " + upper + " that the bets rest on.",
                    "State the range of the metric, or winsorise it at a bound that was fixed before.");
        }
        double least = Math.min(log.propensity(place, arm), log.propensity(place, 0));
        if (least < floor * (1 - 1e-9)) {
            throw new EstimationException(
                    Problem.PROPENSITY_RANGE,
                    "Row " + (log.row(place) + 1) + " has a propensity of " + least + ", below the floor of " + floor
                            + " that the bets rest on.",
                    "State the floor that the rule had, before looking at the results.");
        }
        return y;
    }

    /** The bets up to a look; observations that came later do not count. */
    private static final class Bets implements Inference {
        private final double[] x;
        private final int size;
        private final double reach;
        private final double alpha;

        Bets(double[] x, int size, double reach, double alpha) {
            this.x = x;
            this.size = size;
            this.reach = reach;
            this.alpha = alpha;
        }

        private BettingSequence sequence() {
            BettingSequence sequence = new BettingSequence(alpha);
            for (int i = 0; i < size; i++) {
                sequence.add(x[i]);
            }
            return sequence;
        }

        @Override
        public Interval interval(double level) {
            Interval unit = sequence().interval(1 - level);
            return new Interval(reach * (2 * unit.lower() - 1), reach * (2 * unit.upper() - 1));
        }

        @Override
        public double pValue(double nullValue) {
            double m = (nullValue + reach) / (2 * reach);
            return m > 0 && m < 1 ? Math.min(1, FastMath.exp(-sequence().logEvidence(m))) : 0;
        }
    }
}
