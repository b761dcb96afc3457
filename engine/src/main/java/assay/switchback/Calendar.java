package assay.switchback;

import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of a switchback by market and period: who stands where, and in which block. */
final class Calendar {

    private final Sample sample;
    private final TwoArms arms;
    private final int markets;
    private final int periods;
    private final int[] market;
    private final int[] period;
    private final int[] block;
    private final List<String> marketLabels;

    private Calendar(
            Sample sample,
            TwoArms arms,
            int markets,
            int periods,
            int[] market,
            int[] period,
            int[] block,
            List<String> marketLabels) {
        this.sample = sample;
        this.arms = arms;
        this.markets = markets;
        this.periods = periods;
        this.market = market;
        this.period = period;
        this.block = block;
        this.marketLabels = marketLabels;
    }

    /**
     * Reads markets, periods and blocks.
     *
     * @throws EstimationException if a block is in both arms or returns after another
     */
    static Calendar of(Sample sample, TwoArms arms) {
        int n = sample.size();
        int[] market = new int[n];
        List<String> labels = List.of("1");
        int markets = 1;
        if (sample.has(Role.CLUSTER)) {
            Clusters clusters = Clusters.of(sample);
            market = clusters.of();
            markets = clusters.count();
            labels = IntStream.range(0, markets).mapToObj(clusters::label).toList();
        }
        Column time = sample.column(Role.TIME);
        int[] period = ranks(time);
        int periods = Arrays.stream(period).max().orElse(0) + 1;
        Calendar calendar =
                new Calendar(sample, arms, markets, periods, market, period, ranks(sample.column(Role.BLOCK)), labels);
        calendar.checkBlocks();
        return calendar;
    }

    /** The number of each row's value or label in their order, those that occur only. */
    static int[] ranks(Column column) {
        if (column instanceof Column.Categorical categorical) {
            List<String> levels = categorical.levels();
            int[] used = Arrays.stream(categorical.codes()).distinct().toArray();
            int[] order = Arrays.stream(used)
                    .boxed()
                    .sorted(Comparator.comparing(levels::get))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] rank = new int[levels.size()];
            for (int r = 0; r < order.length; r++) {
                rank[order[r]] = r;
            }
            return Arrays.stream(categorical.codes()).map(code -> rank[code]).toArray();
        }
        double[] values = ((Column.Numeric) column).values();
        double[] used = Arrays.stream(values).sorted().distinct().toArray();
        int[] ranks = new int[values.length];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = i > 0 && values[i] == values[i - 1] ? ranks[i - 1] : Arrays.binarySearch(used, values[i]);
        }
        return ranks;
    }

    /** Rows in the order of market, then period. */
    private int[] order() {
        long[] keys = new long[market.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = ((long) market[i] * periods + period[i]) << 31 | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys)
                .mapToInt(key -> (int) (key & Integer.MAX_VALUE))
                .toArray();
    }

    private void checkBlocks() {
        int[] order = order();
        int blocks = Arrays.stream(block).max().orElse(0) + 1;
        int[] seenIn = new int[blocks];
        Arrays.fill(seenIn, -1);
        double[] arm = arms.indicator();
        for (int k = 0; k < order.length; k++) {
            int i = order[k];
            int before = k == 0 ? i : order[k - 1];
            boolean begins = k == 0 || block[i] != block[before] || market[i] != market[before];
            if (begins && seenIn[block[i]] == market[i]) {
                throw mixed(i, "returns in period '" + label(Role.TIME, i) + "' after another block");
            }
            if (!begins && arm[i] != arm[before]) {
                throw mixed(i, "is in both arms, the change being in period '" + label(Role.TIME, i) + "'");
            }
            seenIn[block[i]] = market[i];
        }
    }

    private EstimationException mixed(int row, String what) {
        return new EstimationException(
                Problem.MIXED_BLOCK,
                "Block '" + label(Role.BLOCK, row) + "' of column '"
                        + sample.column(Role.BLOCK).name() + "'" + in(market[row]) + " " + what
                        + "; a block is one run of periods with one toss of the coin.",
                markets == 1
                        ? "Correct the column, or name the market with --cluster if several were switched."
                        : "Correct the column.");
    }

    private String in(int ofMarket) {
        return sample.has(Role.CLUSTER) ? " in market '" + marketLabels.get(ofMarket) + "'" : "";
    }

    private String label(Role role, int row) {
        Column column = sample.column(role);
        if (column instanceof Column.Categorical categorical) {
            return categorical.levels().get(categorical.codes()[row]);
        }
        double value = ((Column.Numeric) column).values()[row];
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    int markets() {
        return markets;
    }

    int periods() {
        return periods;
    }

    /** The market of each row. */
    int[] market() {
        return market;
    }

    /** The tosses: a number for each row, the same in rows of one market and block. */
    int[] tosses() {
        int blocks = Arrays.stream(block).max().orElse(0) + 1;
        int[] index = new int[Math.multiplyExact(markets, blocks)];
        int[] toss = new int[block.length];
        int count = 0;
        for (int i : order()) {
            int at = market[i] * blocks + block[i];
            if (index[at] == 0) {
                index[at] = ++count;
            }
            toss[i] = index[at] - 1;
        }
        return toss;
    }

    /** How many periods of its block each row has behind it, by the first that the table shows. */
    int[] age(int[] toss) {
        int[] first = new int[Arrays.stream(toss).max().orElse(0) + 1];
        Arrays.fill(first, Integer.MAX_VALUE);
        for (int i = 0; i < toss.length; i++) {
            first[toss[i]] = Math.min(first[toss[i]], period[i]);
        }
        int[] age = new int[toss.length];
        for (int i = 0; i < age.length; i++) {
            age[i] = period[i] - first[toss[i]];
        }
        return age;
    }

    /**
     * The row of each market and period.
     *
     * @throws EstimationException if a market lacks a row for a period or has two
     */
    int[][] grid() {
        int[][] row = new int[markets][periods];
        for (int[] of : row) {
            Arrays.fill(of, -1);
        }
        for (int i = 0; i < market.length; i++) {
            if (row[market[i]][period[i]] >= 0) {
                throw new EstimationException(
                        Problem.UNBALANCED_PANEL,
                        "Period '" + label(Role.TIME, i) + "'" + in(market[i]) + " has more than one row (row "
                                + (i + 1) + " repeats it); windows of periods need one row each.",
                        "Add rows up to one a market and period, or name the market with --cluster.");
            }
            row[market[i]][period[i]] = i;
        }
        for (int j = 0; j < markets; j++) {
            for (int t = 0; t < periods; t++) {
                if (row[j][t] < 0) {
                    throw missing(j, t);
                }
            }
        }
        return row;
    }

    private EstimationException missing(int ofMarket, int ofPeriod) {
        int shown = IntStream.range(0, period.length)
                .filter(i -> period[i] == ofPeriod)
                .findFirst()
                .orElse(0);
        return new EstimationException(
                Problem.UNBALANCED_PANEL,
                "There is no row for period '" + label(Role.TIME, shown) + "'" + in(ofMarket)
                        + "; which windows are constant cannot be told.",
                "Use totals, where an empty period is a row with 0, or switchback-block-regression, which takes gaps.");
    }
}
