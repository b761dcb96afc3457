package assay.switchback;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The test of the sharp hypothesis that treatment changes no outcome in any period, with carryover or without, by tossing
 * the coins again as they were tossed.
 *
 * <p>Under the hypothesis outcomes are the same whatever falls, and the law of the Horvitz-Thompson statistic is known: its absolute
 * value under all tosses, where they are no more than the draws and all coins are fair, and else under as many random
 * ones, the data being one more of them: {@code (1 + #) / (R + 1)}. It is exact with any number of blocks (Fisher 1935; Bojinov,
 * Simchi-Levi and Zhao 2023, section 4).
 *
 * @param order order m of the statistic, not negative; for power only
 * @param draws how many tosses at most, at least 99
 */
public record SwitchbackRandomisationTest(int order, int draws) implements Estimator<HypothesisTest> {

    private static final int FEWEST_DRAWS = 99;
    private static final int FEW = 40;
    private static final double ROUNDING = 1e-9;

    public SwitchbackRandomisationTest {
        Arguments.atLeast("order", order, 0);
        Arguments.atLeast("draws", draws, FEWEST_DRAWS);
    }

    @Override
    public Estimand target() {
        return Estimand.LAG_EFFECT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.BLOCK);
    }

    @Override
    public Set<Role> reads() {
        return SwitchbackHorvitzThompson.standard(order).reads();
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        // Under the sharp hypothesis the centring does not depend on the tosses, whatever it is.
        WindowSums sums = WindowSums.of(sample, arms, order, Centring.REGRESSION);
        double observed = sums.estimate();
        double threshold = Math.abs(observed) * (1 - ROUNDING);
        boolean listed = sums.tosses() < 31 && 1L << sums.tosses() <= draws && fair(sums);
        int count = listed ? 1 << sums.tosses() : draws;
        int beyond = 0;
        for (int r = 0; r < count; r++) {
            beyond += Math.abs(redrawn(sums, listed ? r : -1, random)) >= threshold ? 1 : 0;
        }
        double pValue = listed ? beyond / (double) count : (beyond + 1) / (count + 1.0);
        List<Caution> cautions = new ArrayList<>();
        if (listed && count < FEW) {
            cautions.add(Caution.of(
                    "few-assignments",
                    String.format(
                            Locale.ROOT,
                            "There are %d ways for the coins to fall, so that no p-value is below %.3f.",
                            count,
                            2.0 / count)));
        }
        Glance glance = new Glance(
                "switchback-randomisation-test",
                (listed ? "all " : "") + count + " tosses of the coins",
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                sample.has(Role.CLUSTER) ? sums.markets().length : 0,
                Map.of("tosses", (double) sums.tosses(), "draws", (double) count));
        return new HypothesisTest(
                "treatment changes no outcome in any period", observed, Double.NaN, pValue, glance, cautions);
    }

    private static boolean fair(WindowSums sums) {
        for (Tosses market : sums.markets()) {
            for (double coin : market.coins()) {
                if (coin != 0.5) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The statistic under other tosses: those that a number spells in bits, or random ones. */
    private static double redrawn(WindowSums sums, int listed, RandomGenerator random) {
        double total = 0;
        int bit = 0;
        for (int j = 0; j < sums.markets().length; j++) {
            double[] coins = sums.markets()[j].coins();
            int[] arm = new int[coins.length];
            for (int b = 0; b < arm.length; b++) {
                arm[b] = listed >= 0 ? listed >> bit++ & 1 : random.nextDouble() < coins[b] ? 1 : 0;
            }
            total += sums.windows()[j].total(sums.sums()[j], arm);
        }
        return total / sums.periods();
    }
}
