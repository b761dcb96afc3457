package assay.switchback;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;

/** One market: what happened in each period, and the tosses that decided it. */
final class Tosses {

    private static final double FAIR = 0.5;

    private final double[] outcome;
    private final double[][] covariates;
    private final int[] blockOfPeriod;
    private final int[] arm;
    private final double[] coins;

    /** Outcomes and covariates by period, blocks numbered from 0 in the order of time, their arms and chances of treatment. */
    Tosses(double[] outcome, double[][] covariates, int[] blockOfPeriod, int[] arm, double[] coins) {
        this.outcome = outcome;
        this.covariates = covariates;
        this.blockOfPeriod = blockOfPeriod;
        this.arm = arm;
        this.coins = coins;
    }

    /** All markets of a sample. */
    static Tosses[] of(Sample sample, TwoArms arms, Calendar calendar) {
        int[][] rows = calendar.grid();
        double[] y = sample.outcome();
        double[] coin = new double[y.length];
        Arrays.fill(coin, FAIR);
        if (sample.has(Role.PROPENSITY)) {
            coin = sample.numeric(Role.PROPENSITY);
        }
        double[][] columns = sample.covariates().columns();
        int[] toss = calendar.tosses();
        Tosses[] markets = new Tosses[rows.length];
        for (int j = 0; j < rows.length; j++) {
            int[] row = rows[j];
            double[][] x = new double[columns.length][];
            for (int c = 0; c < x.length; c++) {
                x[c] = picked(columns[c], row);
            }
            markets[j] = market(sample, picked(y, row), x, row, toss, arms.indicator(), coin);
        }
        return markets;
    }

    private static Tosses market(
            Sample sample, double[] y, double[][] x, int[] row, int[] toss, double[] indicator, double[] coin) {
        int first = toss[row[0]];
        int blocks = toss[row[row.length - 1]] - first + 1;
        int[] of = new int[row.length];
        int[] arm = new int[blocks];
        double[] coins = new double[blocks];
        for (int t = 0; t < row.length; t++) {
            int b = toss[row[t]] - first;
            if (t > 0 && of[t - 1] == b && coins[b] != coin[row[t]]) {
                Column column = sample.column(Role.PROPENSITY);
                throw new EstimationException(
                        Problem.MIXED_BLOCK,
                        "Propensity '" + column.name() + "' changes within a block, in row " + (row[t] + 1)
                                + "; a block has one toss of one coin.",
                        "Give the probability that the block's toss had.");
            }
            of[t] = b;
            arm[b] = (int) indicator[row[t]];
            coins[b] = coin[row[t]];
        }
        return new Tosses(y, x, of, arm, coins);
    }

    private static double[] picked(double[] values, int[] rows) {
        double[] picked = new double[rows.length];
        for (int t = 0; t < rows.length; t++) {
            picked[t] = values[rows[t]];
        }
        return picked;
    }

    double[] outcome() {
        return outcome;
    }

    double[][] covariates() {
        return covariates;
    }

    int[] blockOfPeriod() {
        return blockOfPeriod;
    }

    /** The arm of each block, 1 for treated. */
    int[] arm() {
        return arm;
    }

    /** The probability of treatment at each toss. */
    double[] coins() {
        return coins;
    }

    int periods() {
        return outcome.length;
    }

    Windows windows(int order) {
        return Windows.of(blockOfPeriod, coins, order);
    }
}
