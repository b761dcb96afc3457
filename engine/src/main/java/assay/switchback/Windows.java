package assay.switchback;

/**
 * The windows of m + 1 periods that end in periods above m, gathered by the run of blocks that they touch: all windows of a
 * group are constant together. Groups stand in the order of time, and those that share a toss with one stand next to it.
 */
final class Windows {

    private final int count;
    /** First and last block of each group. */
    private final int[] low;

    private final int[] high;
    /** First period whose window is in the group, and the one after the last; counted from 0. */
    private final int[] from;

    private final int[] to;
    private final double[] coins;

    private Windows(int count, int[] low, int[] high, int[] from, int[] to, double[] coins) {
        this.count = count;
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
        this.coins = coins;
    }

    /** Gathers windows. Blocks are numbered from 0 in the order of time; a coin is the probability of treatment. */
    static Windows of(int[] blockOfPeriod, double[] coins, int order) {
        int periods = blockOfPeriod.length;
        int[] low = new int[periods];
        int[] high = new int[periods];
        int[] from = new int[periods];
        int[] to = new int[periods];
        int count = 0;
        for (int t = order; t < periods; t++) {
            int first = blockOfPeriod[t - order];
            int last = blockOfPeriod[t];
            if (count == 0 || low[count - 1] != first || high[count - 1] != last) {
                low[count] = first;
                high[count] = last;
                from[count++] = t;
            }
            to[count - 1] = t + 1;
        }
        return new Windows(count, low, high, from, to, coins);
    }

    int count() {
        return count;
    }

    int from(int group) {
        return from[group];
    }

    int to(int group) {
        return to[group];
    }

    /** The first group that shares a toss with one. */
    int firstSharing(int group) {
        int g = group;
        while (g > 0 && high[g - 1] >= low[group]) {
            g--;
        }
        return g;
    }

    /** The last group that shares a toss with one. */
    int lastSharing(int group) {
        int g = group;
        while (g < count - 1 && low[g + 1] <= high[group]) {
            g++;
        }
        return g;
    }

    /** The arm of a group's windows, 1 or 0, or -1 where they are mixed. */
    int state(int group, int[] armOfBlock) {
        int arm = armOfBlock[low[group]];
        for (int b = low[group] + 1; b <= high[group]; b++) {
            if (armOfBlock[b] != arm) {
                return -1;
            }
        }
        return arm;
    }

    /** The chance that all tosses from a block to another fall to an arm. */
    private double chance(int first, int last, int arm) {
        double all = 1;
        for (int b = first; b <= last; b++) {
            all *= arm == 1 ? coins[b] : 1 - coins[b];
        }
        return all;
    }

    /** The chance that a group's windows are in an arm. */
    double chance(int group, int arm) {
        return chance(low[group], high[group], arm);
    }

    /** Outcomes of each group added up. */
    double[] sums(double[] outcome) {
        double[] sums = new double[count];
        for (int g = 0; g < count; g++) {
            for (int t = from[g]; t < to[g]; t++) {
                sums[g] += outcome[t];
            }
        }
        return sums;
    }

    /** The weighted sum over constant windows: treated less control, each over its chance. */
    double total(double[] sums, int[] armOfBlock) {
        double total = 0;
        for (int g = 0; g < count; g++) {
            int arm = state(g, armOfBlock);
            if (arm >= 0) {
                total += (arm == 1 ? sums[g] : -sums[g]) / chance(g, arm);
            }
        }
        return total;
    }

    /**
     * The exact variance of the weighted sum. Two groups that share the tosses S covary by {@code (1 / P1(S) - 1) C(1) C'(1) + (1 /
     * P0(S) - 1) C(0) C'(0) + C(1) C'(0) + C(0) C'(1)}; those that share none do not.
     */
    double variance(double[] treated, double[] control) {
        double variance = 0;
        for (int g = 0; g < count; g++) {
            for (int h = g; h < count && low[h] <= high[g]; h++) {
                double both = (1 / chance(low[h], high[g], 1) - 1) * treated[g] * treated[h]
                        + (1 / chance(low[h], high[g], 0) - 1) * control[g] * control[h]
                        + treated[g] * control[h]
                        + control[g] * treated[h];
                variance += h == g ? both : 2 * both;
            }
        }
        return variance;
    }

    /**
     * An unbiased estimate of an upper bound of that variance: {@code 2 C(1) C'(0) <= C(1)^2 + C'(0)^2} takes the place of the
     * products that are never seen, and for sums of squares the like in that of products of one arm.
     */
    double bound(double[] sums, int[] armOfBlock, VarianceBound kind) {
        double bound = 0;
        for (int g = 0; g < count; g++) {
            int arm = state(g, armOfBlock);
            if (arm < 0) {
                continue;
            }
            int last = lastSharing(g);
            double factor = 1 / chance(g, arm);
            for (int h = firstSharing(g); h <= last; h++) {
                if (h == g) {
                    continue;
                }
                double shared = 1 / chance(Math.max(low[g], low[h]), Math.min(high[g], high[h]), arm) - 1;
                factor += kind == VarianceBound.SQUARES ? 1 + shared : 1;
                if (kind == VarianceBound.TIGHT && h > g && state(h, armOfBlock) == arm) {
                    bound += 2 * shared * sums[g] * sums[h] / chance(low[g], high[h], arm);
                }
            }
            bound += factor * sums[g] * sums[g] / chance(g, arm);
        }
        return bound;
    }

    /**
     * The tight bound about an effect: that of outcomes less {@code effect / 2} under treatment and more {@code effect / 2} under
     * control, with the variance of what was taken off and twice its covariance with the rest, both known or unbiased.
     */
    double boundAbout(double effect, double[] sums, int[] armOfBlock) {
        double[] part = new double[count];
        double[] opposite = new double[count];
        double[] rest = sums.clone();
        for (int g = 0; g < count; g++) {
            part[g] = effect / 2 * (to[g] - from[g]);
            opposite[g] = -part[g];
            int arm = state(g, armOfBlock);
            rest[g] -= arm < 0 ? 0 : arm == 1 ? part[g] : -part[g];
        }
        double covariance = 0;
        for (int g = 0; g < count; g++) {
            int arm = state(g, armOfBlock);
            if (arm < 0) {
                continue;
            }
            double factor = 0;
            int last = lastSharing(g);
            for (int h = firstSharing(g); h <= last; h++) {
                factor += (1 / chance(Math.max(low[g], low[h]), Math.min(high[g], high[h]), arm) - 2) * part[h];
            }
            covariance += (arm == 1 ? factor : -factor) * rest[g] / chance(g, arm);
        }
        return bound(rest, armOfBlock, VarianceBound.TIGHT) + variance(part, opposite) + 2 * covariance;
    }

    /**
     * What a group of windows of m + 2 periods adds to the estimate of order m less that of order m + 1, over the same periods. A
     * window whose first period shares its block with the second adds nothing.
     */
    double lagDifference(int group, int order, double[] centred, Tosses market) {
        int[] of = market.blockOfPeriod();
        int[] arms = market.arm();
        double difference = 0;
        for (int t = from[group]; t < to[group]; t++) {
            int first = of[t - order];
            if (first == low[group]) {
                continue;
            }
            int arm = arms[first];
            boolean constant = true;
            for (int b = first + 1; b <= high[group]; b++) {
                constant &= arms[b] == arm;
            }
            if (constant) {
                double odds = arms[low[group]] == arm ? 1 / chance(low[group], low[group], arm) : 0;
                double weight = (1 - odds) / chance(first, high[group], arm);
                difference += (arm == 1 ? weight : -weight) * centred[t];
            }
        }
        return difference;
    }
}
