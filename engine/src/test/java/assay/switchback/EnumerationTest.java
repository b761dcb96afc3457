package assay.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every assignment of small designs: what holds on average over the tosses is checked exactly, by their sum. */
class EnumerationTest {

    private static final double EXACT = 1e-12;

    /** Outcomes of one market that depend in any way on the arms of this period and of two before it. */
    private static final class Truth {

        private final double[][] outcome;

        Truth(double[][] outcome) {
            this.outcome = outcome;
        }

        static Truth random(int periods, int key) {
            Philox random = new Philox(key, 0, 0);
            double[][] outcome = new double[periods][8];
            for (int t = 0; t < periods; t++) {
                for (int path = 0; path < 8; path++) {
                    outcome[t][path] = 3 + Math.sin(t) + 0.4 * Integer.bitCount(path) + random.nextGaussian();
                }
            }
            return new Truth(outcome);
        }

        /** What is seen where the first period's arm was there before. */
        double[] seen(int[] arm) {
            double[] seen = new double[outcome.length];
            for (int t = 0; t < seen.length; t++) {
                seen[t] = outcome[t][4 * arm[Math.max(0, t - 2)] + 2 * arm[Math.max(0, t - 1)] + arm[t]];
            }
            return seen;
        }

        double[] always(int arm) {
            int[] path = new int[outcome.length];
            Arrays.fill(path, arm);
            return seen(path);
        }
    }

    /** Averages over all tosses. */
    private static final class Averages {
        double estimate;
        double square;
        double tight;
        double squares;
        double aboutOne;
        double aboutMinusThree;
        double regression;
        double forecast;
    }

    private static Averages averages(SwitchbackDesign design, Truth truth, int order, double[] coins, double[] x) {
        Averages all = new Averages();
        int[] of = design.blockOfPeriod();
        for (int tosses = 0; tosses < 1 << design.blocks(); tosses++) {
            int[] arm = new int[design.blocks()];
            double chance = 1;
            for (int b = 0; b < arm.length; b++) {
                arm[b] = tosses >> b & 1;
                chance *= arm[b] == 1 ? coins[b] : 1 - coins[b];
            }
            double[] y = truth.seen(Arrays.stream(of).map(b -> arm[b]).toArray());
            Tosses[] market = {new Tosses(y, new double[][] {x}, of, arm, coins)};
            WindowSums plain = WindowSums.of(market, order, Centring.NONE, List.of());
            all.estimate += chance * plain.estimate();
            all.square += chance * plain.estimate() * plain.estimate();
            all.tight += chance * plain.bound(VarianceBound.TIGHT);
            all.squares += chance * plain.bound(VarianceBound.SQUARES);
            double square = Math.pow(design.horizon() - order, 2);
            Windows windows = plain.windows()[0];
            all.aboutOne += chance * windows.boundAbout(1, plain.sums()[0], arm) / square;
            all.aboutMinusThree += chance * windows.boundAbout(-3, plain.sums()[0], arm) / square;
            all.regression += horizon(design, order)
                    ? chance
                            * WindowSums.of(market, order, Centring.REGRESSION, List.of())
                                    .estimate()
                    : 0;
            all.forecast += chance
                    * WindowSums.of(market, order, Centring.FORECAST, List.of()).estimate();
        }
        return all;
    }

    /** Whether every window leaves periods that share no toss with it. */
    private static boolean horizon(SwitchbackDesign design, int order) {
        return design.horizon() >= 16 && order > 0;
    }

    private static double effect(Truth truth, int order) {
        double[] treated = truth.always(1);
        double[] control = truth.always(0);
        double sum = 0;
        for (int t = order; t < treated.length; t++) {
            sum += treated[t] - control[t];
        }
        return sum / (treated.length - order);
    }

    private static double[] fair(SwitchbackDesign design) {
        double[] coins = new double[design.blocks()];
        Arrays.fill(coins, 0.5);
        return coins;
    }

    private static double[] covariate(int periods) {
        double[] x = new double[periods];
        Arrays.setAll(x, t -> 3 + Math.sin(t) + 0.3 * Math.cos(5 * t));
        return x;
    }

    private static double sum(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).sum();
    }

    /** The variance of the minimax design in closed form (math.md, D4), not by the pairs that the engine adds up. */
    private static double closedForm(double[] treated, double[] control, int m) {
        int last = treated.length / m - 2;
        double[] one = new double[last + 1];
        double[] zero = new double[last + 1];
        for (int k = 0; k <= last; k++) {
            one[k] = sum(treated, (k + 1) * m, (k + 2) * m);
            zero[k] = sum(control, (k + 1) * m, (k + 2) * m);
        }
        double variance = 0;
        for (int k = 0; k <= last; k++) {
            double both = one[k] + zero[k];
            variance += k == 0 || k == last
                    ? both * both
                    : 3 * one[k] * one[k] + 3 * zero[k] * zero[k] + 2 * one[k] * zero[k];
            variance += k < last ? 2 * both * (one[k + 1] + zero[k + 1]) : 0;
        }
        return variance / Math.pow(treated.length - m, 2);
    }

    /** What the two bounds estimate, in closed form. */
    private static double closedBound(double[] treated, double[] control, int m, VarianceBound kind) {
        int last = treated.length / m - 2;
        double sum = 0;
        for (double[] y : List.of(treated, control)) {
            for (int k = 0; k <= last; k++) {
                double c = sum(y, (k + 1) * m, (k + 2) * m);
                boolean edge = k == 0 || k == last;
                if (kind == VarianceBound.SQUARES) {
                    sum += (edge ? 4 : 8) * c * c;
                } else {
                    sum += (edge ? 3 : 6) * c * c;
                    sum += k < last ? 2 * c * sum(y, (k + 2) * m, (k + 3) * m) : 0;
                }
            }
        }
        return sum / Math.pow(treated.length - m, 2);
    }

    @ParameterizedTest
    @CsvSource({"12, 2, 1", "12, 2, 2", "10, 2, 3", "16, 2, 4", "15, 3, 5"})
    void theMinimaxDesignKeepsItsPromises(int horizon, int order, int key) {
        SwitchbackDesign design = SwitchbackDesign.minimax(horizon, order);
        Truth truth = Truth.random(horizon, key);
        double[] treated = truth.always(1);
        double[] control = truth.always(0);
        Averages all = averages(design, truth, order, fair(design), covariate(horizon));
        double effect = effect(truth, order);
        assertThat(all.estimate).isCloseTo(effect, within(EXACT));
        assertThat(all.forecast).isCloseTo(effect, within(EXACT));
        double variance = all.square - all.estimate * all.estimate;
        assertThat(variance).isCloseTo(closedForm(treated, control, order), within(1e-11));
        assertThat(design.variance(order, treated, control)).isCloseTo(variance, within(1e-11));
        assertThat(all.tight).isCloseTo(closedBound(treated, control, order, VarianceBound.TIGHT), within(1e-11));
        assertThat(all.squares).isCloseTo(closedBound(treated, control, order, VarianceBound.SQUARES), within(1e-11));
        assertThat(all.tight).isGreaterThan(variance);
        assertThat(all.squares).isGreaterThan(all.tight);
        assertThat(all.aboutOne).isGreaterThan(variance).isLessThan(all.tight);
        assertThat(all.aboutMinusThree).isGreaterThan(variance);
    }

    /** Also where the coins are not fair and blocks are of any length, longer or shorter than the carryover. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "3, 2", "4, 2", "3, 3"})
    void soDoAllDesignsAndCoins(int length, int order) {
        SwitchbackDesign design = SwitchbackDesign.regular(12, length);
        double[] coins = fair(design);
        for (int b = 0; b < coins.length; b++) {
            coins[b] = 0.3 + 0.4 * b / coins.length;
        }
        Truth truth = Truth.random(12, 6);
        Averages all = averages(design, truth, order, coins, covariate(12));
        assertThat(all.estimate).isCloseTo(effect(truth, order), within(EXACT));
        double variance = all.square - all.estimate * all.estimate;
        Windows windows = Windows.of(design.blockOfPeriod(), coins, order);
        double formula = windows.variance(windows.sums(truth.always(1)), windows.sums(truth.always(0)))
                / Math.pow(12 - order, 2);
        assertThat(variance).isCloseTo(formula, within(1e-11 * formula));
        assertThat(all.tight).isGreaterThanOrEqualTo(variance * (1 - 1e-12));
        assertThat(all.squares).isGreaterThanOrEqualTo(all.tight * (1 - 1e-12));
        assertThat(all.aboutOne).isGreaterThanOrEqualTo(variance * (1 - 1e-12));
        assertThat(all.aboutMinusThree).isGreaterThanOrEqualTo(variance * (1 - 1e-12));
    }

    /** Centring by a regression on the periods that share no toss: unbiased exactly, and much narrower. */
    @ParameterizedTest
    @CsvSource({"16, 2, 7", "20, 2, 8"})
    void aRegressionOnOtherTossesIsUnbiased(int horizon, int order, int key) {
        SwitchbackDesign design = SwitchbackDesign.minimax(horizon, order);
        Truth truth = Truth.random(horizon, key);
        Averages all = averages(design, truth, order, fair(design), covariate(horizon));
        assertThat(all.regression).isCloseTo(effect(truth, order), within(EXACT));
    }

    /** A carryover longer than is allowed for is a bias; one that is shorter costs variance only. */
    @Test
    void tooLowAnOrderIsBiasedTooHighAnOrderIsWide() {
        Truth truth = Truth.random(16, 9);
        SwitchbackDesign design = SwitchbackDesign.minimax(16, 2);
        double[] x = covariate(16);
        Averages low = averages(design, truth, 0, fair(design), x);
        Averages high = averages(design, truth, 3, fair(design), x);
        assertThat(Math.abs(low.estimate - effect(truth, 2))).isGreaterThan(0.05);
        assertThat(high.estimate).isCloseTo(effect(truth, 3), within(EXACT));
        SwitchbackDesign other = SwitchbackDesign.minimax(16, 3);
        assertThat(other.worstCase(3, 1)).isGreaterThan(design.worstCase(2, 1));
    }

    /** Of all 2^(T - 1) ways to cut the horizon into blocks, none has less worst-case risk (BSZ 2023, theorem 2). */
    @ParameterizedTest
    @CsvSource({"4, 1", "6, 1", "9, 1", "8, 2", "12, 2", "12, 3"})
    void noOtherDesignHasLessWorstCaseRisk(int horizon, int order) {
        double least = SwitchbackDesign.minimax(horizon, order).worstCase(order, 1);
        double[] ones = new double[horizon];
        Arrays.fill(ones, 1);
        for (int cuts = 0; cuts < 1 << (horizon - 1); cuts++) {
            int[] of = new int[horizon];
            for (int t = 1; t < horizon; t++) {
                of[t] = of[t - 1] + (cuts >> (t - 1) & 1);
            }
            double[] coins = new double[of[horizon - 1] + 1];
            Arrays.fill(coins, 0.5);
            Windows windows = Windows.of(of, coins, order);
            double[] sums = windows.sums(ones);
            double risk = windows.variance(sums, sums) / Math.pow(horizon - order, 2);
            assertThat(risk).isGreaterThanOrEqualTo(least * (1 - 1e-12));
        }
    }
}
