package assay.switchback;

import assay.Arguments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When the coin is tossed: periods 1 to T are cut into blocks, each with one toss.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the first block does not start in period 1, starts do not
 * increase, or one is beyond the horizon.
 *
 * @param horizon periods T, at least 1
 * @param starts the first period of each block, counted from 1
 */
public record SwitchbackDesign(int horizon, List<Integer> starts) {

    private static final double FAIR = 0.5;

    public SwitchbackDesign {
        Arguments.atLeast("horizon", horizon, 1);
        starts = List.copyOf(starts);
        if (starts.isEmpty() || starts.get(0) != 1) {
            throw new IllegalArgumentException("the first block must start in period 1, not at " + starts);
        }
        for (int b = 1; b < starts.size(); b++) {
            if (starts.get(b) <= starts.get(b - 1) || starts.get(b) > horizon) {
                throw new IllegalArgumentException(
                        "blocks must start in later and later periods up to " + horizon + ", not at " + starts);
            }
        }
    }

    /**
     * The design of least worst-case risk for a carryover of known order m: tosses in periods 1, 2m + 1, 3m + 1, ..., (n - 2)m +
     * 1 of T = nm, so that the first and the last block last 2m periods and all others m (Bojinov, Simchi-Levi and Zhao,
     * Management Science 69, 2023). Without carryover, a toss in every period. Periods beyond a multiple of
     * m lengthen the last block.
     *
     * @param horizon periods T, at least 4m
     * @param order order m of the carryover, not negative
     * @return the design
     * @throws IllegalArgumentException if the horizon is shorter than that
     */
    public static SwitchbackDesign minimax(int horizon, int order) {
        Arguments.atLeast("order", order, 0);
        Arguments.atLeast("horizon", horizon, Math.max(1, 4 * order));
        if (order == 0) {
            return regular(horizon, 1);
        }
        List<Integer> starts = new ArrayList<>(List.of(1));
        for (int start = 2 * order; start + 2 * order <= horizon; start += order) {
            starts.add(start + 1);
        }
        return new SwitchbackDesign(horizon, starts);
    }

    /**
     * Blocks of one length; the last may be shorter.
     *
     * @param horizon periods T, at least 1
     * @param length periods of a block, at least 1
     * @return the design
     */
    public static SwitchbackDesign regular(int horizon, int length) {
        Arguments.atLeast("block length", length, 1);
        List<Integer> starts = new ArrayList<>();
        for (int start = 1; start <= horizon; start += length) {
            starts.add(start);
        }
        return new SwitchbackDesign(horizon, starts);
    }

    /**
     * The number of blocks, which is that of tosses.
     *
     * @return at least 1
     */
    public int blocks() {
        return starts.size();
    }

    /**
     * The block of each period.
     *
     * @return a new array of T block numbers, counted from 0
     */
    public int[] blockOfPeriod() {
        int[] of = new int[horizon];
        for (int b = 0; b < starts.size(); b++) {
            int end = b + 1 < starts.size() ? starts.get(b + 1) - 1 : horizon;
            Arrays.fill(of, starts.get(b) - 1, end, b);
        }
        return of;
    }

    /**
     * The chance that a window of m + 1 periods is all in one arm.
     *
     * @param period its last period t, counted from 1, above m
     * @param order m, not negative
     * @param arm 1 for treated, 0 for control
     * @param probability of treatment at each toss, in (0, 1)
     * @return {@code p^k} or {@code (1 - p)^k} with k the blocks that the window t - m, ..., t touches
     */
    public double constantProbability(int period, int order, int arm, double probability) {
        Arguments.atLeast("order", order, 0);
        Arguments.probability("probability", probability);
        if (period <= order || period > horizon) {
            throw new IllegalArgumentException("a window of " + (order + 1) + " periods must end in " + (order + 1)
                    + " to " + horizon + ", not in " + period);
        }
        int[] of = blockOfPeriod();
        double p = arm == 1 ? probability : 1 - probability;
        double all = p;
        for (int block = of[period - 1 - order]; block < of[period - 1]; block++) {
            all *= p;
        }
        return all;
    }

    /**
     * Tosses the coins.
     *
     * @param random the only source of randomness, one uniform a block
     * @param probability of treatment at each toss, in (0, 1)
     * @return a new array of T arms, 1 for treated
     */
    public double[] draw(RandomGenerator random, double probability) {
        Arguments.probability("probability", probability);
        int[] of = blockOfPeriod();
        double[] arm = new double[horizon];
        for (int t = 0; t < horizon; t++) {
            arm[t] = t > 0 && of[t] == of[t - 1] ? arm[t - 1] : random.nextDouble() < probability ? 1 : 0;
        }
        return arm;
    }

    /**
     * The exact variance of the Horvitz-Thompson estimator of order m under fair coins, by the potential outcomes of constant
     * windows: {@code (T - m)^2 Var} is a sum over the pairs of windows that share a toss.
     *
     * @param order m of the estimator, not negative and below T
     * @param treated outcome of each period t after m + 1 periods under treatment; entries up to m are not read
     * @param control the same under control
     * @return the variance
     */
    public double variance(int order, double[] treated, double[] control) {
        Windows windows = windows(order);
        double periods = horizon - order;
        return windows.variance(windows.sums(treated), windows.sums(control)) / (periods * periods);
    }

    /**
     * The largest variance where no outcome is beyond a bound: that of outcomes which are all at it.
     *
     * @param order m of the estimator, not negative and below T
     * @param bound largest absolute outcome, above 0
     * @return the worst-case risk, in squared units of the outcome
     */
    public double worstCase(int order, double bound) {
        double[] all = new double[horizon];
        Arrays.fill(all, Arguments.positive("bound", bound));
        return variance(order, all, all);
    }

    /**
     * The design of least worst-case risk among the minimax design and those with blocks of one length, for a guess of the
     * order of carryover.
     *
     * @param horizon periods T, at least 4m + 1
     * @param order the guess m
     * @return the best of them, the first of equals
     */
    public static SwitchbackDesign best(int horizon, int order) {
        Arguments.atLeast("horizon", horizon, 4 * order + 1);
        SwitchbackDesign best = minimax(horizon, order);
        double least = best.worstCase(order, 1);
        for (int length = 1; length <= Math.max(1, horizon / 2); length++) {
            SwitchbackDesign other = regular(horizon, length);
            double risk = other.worstCase(order, 1);
            if (risk < least * (1 - 1e-12)) {
                best = other;
                least = risk;
            }
        }
        return best;
    }

    private Windows windows(int order) {
        Arguments.atLeast("order", order, 0);
        if (order >= horizon) {
            throw new IllegalArgumentException("order must be below the horizon " + horizon + ", not " + order);
        }
        double[] coins = new double[blocks()];
        Arrays.fill(coins, FAIR);
        return Windows.of(blockOfPeriod(), coins, order);
    }
}
