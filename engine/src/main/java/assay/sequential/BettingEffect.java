package assay.sequential;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The average effect on a bounded outcome by betting: each unit gives an unbiased estimate of the effect, {@code (y - c) / p} if it is
 * treated and {@code -(y - c) / (1 - p)} if not, p being its known probability of treatment and c the mean of the outcomes
 * before it; these lie in a known interval, and {@link BettingSequence} bets on their mean. Valid at any sample size, for any
 * bounded outcome, if each unit was treated by a coin of its own.
 *
 * <p>Rows are in the order in which units came in, or have a time.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the bounds are not finite and in order, a count is below its
 * minimum, or a probability not in (0, 1).
 *
 * @param lower the smallest that an outcome can be
 * @param upper the largest, above the lower
 * @param treatedShare p, the probability of treatment that the coin had
 * @param looks how many equal steps, at least 1
 * @param level confidence level of the sequence
 */
public record BettingEffect(double lower, double upper, double treatedShare, int looks, double level)
        implements Estimator<Trajectory> {

    private static final int START = 20;

    public BettingEffect {
        Arguments.finite("lower", lower);
        Arguments.positive("length of the range", upper - lower);
        Arguments.probability("treated share", treatedShare);
        Arguments.atLeast("looks", looks, 1);
        Arguments.probability("level", level);
    }

    /**
     * The effect on a conversion, with equal arms, at 20 looks and 95 %.
     *
     * @return the estimator
     */
    public static BettingEffect conversions() {
        return new BettingEffect(0, 1, 0.5, 20, 0.95);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Set<Role> reads() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.UNIT);
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Sample arrived = Arrival.order(sample);
        double[] y = arrived.outcome();
        TwoArms arms = TwoArms.of(arrived);
        int[] sizes = Arrival.sizes(y.length, looks, START);
        double reach = (upper - lower) / Math.min(treatedShare, 1 - treatedShare);
        BettingSequence bets = new BettingSequence(1 - level);
        List<Trajectory.Look> path = new ArrayList<>(sizes.length);
        double sum = 0;
        double squares = 0;
        double outcomes = 0.5 * (lower + upper);
        int look = 0;
        for (int i = 0; i < y.length && look < sizes.length; i++) {
            double z = increment(y[i], arms.indicator()[i], outcomes / (i + 1), sample);
            bets.add((z + reach) / (2 * reach));
            outcomes += y[i];
            sum += z;
            squares += z * z;
            if (i + 1 == sizes[look]) {
                look++;
                path.add(look(bets, i + 1, sum, squares, reach, arms));
            }
        }
        return new Trajectory(
                path,
                Glance.of("betting-confidence-sequence", "none: bets", arrived, arms, Map.of("reach", reach)),
                List.of());
    }

    private double increment(double y, double treated, double centre, Sample sample) {
        if (!(y >= lower && y <= upper)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Column '" + sample.column(Role.OUTCOME).name() + "' holds " + y + ", outside of the range from "
                            + lower + " to " + upper + " that the bets rest on.",
                    "State the range of the metric, or winsorise it at a bound that was fixed before.");
        }
        return EmpiricalBernstein.ipwIncrement(y - centre, treated, treatedShare);
    }

    private Trajectory.Look look(BettingSequence bets, int n, double sum, double squares, double reach, TwoArms arms) {
        double value = sum / n;
        double variance = Math.max((squares - sum * value) / (n - 1.0), Double.MIN_NORMAL) / n;
        BettingInference inference = new BettingInference(bets, n, -reach, 2 * reach);
        Estimate estimate = new Estimate(Estimand.ATE, arms.contrast(), value, Math.sqrt(variance), inference);
        return new Trajectory.Look(n, 1 / variance, estimate, inference.pValue(0) <= 1 - level);
    }
}
