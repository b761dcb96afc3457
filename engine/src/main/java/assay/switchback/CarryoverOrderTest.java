package assay.switchback;

import assay.Arguments;
import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.distribution.NormalDistribution;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A test of the hypothesis that the carryover is of order m at most: that the arm m + 1 periods ago no longer matters.
 *
 * <p>The Horvitz-Thompson estimates of order m and m + 1 over the same periods are compared. They differ only where the earlier
 * period is in a block of its own, with a toss that says nothing about outcomes under the hypothesis: given all later tosses the
 * difference of such a group of windows is 0 on average. Groups in reverse order are thus martingale differences, the sum of their
 * squares is an unbiased estimate of the variance, and the ratio is normal in large designs. In the spirit of the
 * identification of m in Bojinov, Simchi-Levi and Zhao (2023, section 5), who compare two experiments; here one will do.
 *
 * @param order m of the hypothesis, not negative
 * @param centring what is taken off the outcomes first
 */
public record CarryoverOrderTest(int order, Centring centring) implements Estimator<HypothesisTest> {

    public CarryoverOrderTest {
        Arguments.atLeast("order", order, 0);
    }

    /**
     * The usual choice.
     *
     * @param order m of the hypothesis
     * @return with centring by regression
     */
    public static CarryoverOrderTest standard(int order) {
        return new CarryoverOrderTest(order, Centring.REGRESSION);
    }

    @Override
    public Estimand target() {
        return Estimand.LAG_EFFECT;
    }

    @Override
    public Set<Role> needs() {
        return new SwitchbackHorvitzThompson(order, centring, VarianceBound.TIGHT).needs();
    }

    @Override
    public Set<Role> reads() {
        return new SwitchbackHorvitzThompson(order, centring, VarianceBound.TIGHT).reads();
    }

    /**
     * Tests.
     *
     * @param sample the switchback
     * @param random not used
     * @return the test, two-sided; a statistic of 0 and a p-value of 1 where no window tells
     * @throws assay.EstimationException as {@link SwitchbackHorvitzThompson#estimate}
     */
    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        // Windows of m + 2 periods, which are cut where the first of them begins another block.
        WindowSums sums = WindowSums.of(sample, arms, order + 1, centring);
        double total = 0;
        double squares = 0;
        int groups = 0;
        for (int j = 0; j < sums.markets().length; j++) {
            for (int g = 0; g < sums.windows()[j].count(); g++) {
                double difference = sums.windows()[j].lagDifference(g, order, sums.centred()[j], sums.markets()[j]);
                total += difference;
                squares += difference * difference;
                groups += difference == 0 ? 0 : 1;
            }
        }
        double statistic = squares > 0 ? total / Math.sqrt(squares) : 0;
        Glance glance = new Glance(
                "carryover-order-test",
                "squares of reverse martingale differences, normal",
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                sample.has(Role.CLUSTER) ? sums.markets().length : 0,
                Map.of(
                        "difference", total / sums.periods(),
                        "std_error", Math.sqrt(squares) / sums.periods(),
                        "telling_windows", (double) groups));
        return new HypothesisTest(
                "the carryover is of order " + order + " at most",
                statistic,
                Double.POSITIVE_INFINITY,
                Math.min(1, 2 * NormalDistribution.survival(Math.abs(statistic))),
                glance,
                List.of());
    }
}
