package assay.switchback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarryoverTestsTest {

    private static HypothesisTest test(int order, Sample sample) {
        return CarryoverOrderTest.standard(order).estimate(sample, new Philox(1, 0, 3));
    }

    /** Over all tosses of a design whose outcomes owe nothing to older periods: 0 on average, its square that of the parts. */
    @ParameterizedTest
    @CsvSource({"2, 1, 0.5", "2, 2, 0.5", "3, 1, 0.3", "3, 2, 0.6", "1, 1, 0.5"})
    void underTheHypothesisTheDifferenceIsNothingAndItsVarianceKnown(int length, int order, double coin) {
        SwitchbackDesign design = SwitchbackDesign.regular(14, length);
        int[] of = design.blockOfPeriod();
        double[] coins = new double[design.blocks()];
        Arrays.fill(coins, coin);
        Philox random = new Philox(8, 0, 0);
        double[][] outcome = new double[14][1 << (order + 1)];
        for (double[] paths : outcome) {
            random.normals(paths);
        }
        double mean = 0;
        double square = 0;
        double parts = 0;
        for (int tosses = 0; tosses < 1 << design.blocks(); tosses++) {
            int[] arm = new int[design.blocks()];
            double chance = 1;
            for (int b = 0; b < arm.length; b++) {
                arm[b] = tosses >> b & 1;
                chance *= arm[b] == 1 ? coin : 1 - coin;
            }
            double[] y = new double[14];
            for (int t = 0; t < 14; t++) {
                int path = 0;
                for (int k = 0; k <= order; k++) {
                    path = 2 * path + arm[of[Math.max(0, t - k)]];
                }
                y[t] = outcome[t][path];
            }
            Tosses market = new Tosses(y, new double[0][], of, arm, coins);
            WindowSums sums = WindowSums.of(new Tosses[] {market}, order + 1, Centring.NONE, List.of());
            Windows windows = sums.windows()[0];
            double total = 0;
            double squares = 0;
            for (int g = 0; g < windows.count(); g++) {
                double difference = windows.lagDifference(g, order, sums.centred()[0], market);
                total += difference;
                squares += difference * difference;
            }
            mean += chance * total;
            square += chance * total * total;
            parts += chance * squares;
        }
        assertThat(mean).isCloseTo(0, within(1e-12));
        assertThat(square).isCloseTo(parts, within(1e-10)).isPositive();
    }

    /** Size 5 %, 1000 switchbacks: 29 to 74 rejections but with probability .001, and for the normal approximation 20 to 80. */
    @Test
    void aTrueHypothesisIsRejectedAsOftenAsItMayBe() {
        int rejected = 0;
        for (int r = 0; r < 1000; r++) {
            Sample sample = Switched.sample(SwitchbackDesign.regular(300, 3), 1, new double[] {1, 1}, 1000 + r);
            rejected += test(1, sample).rejects(0.05) ? 1 : 0;
        }
        assertThat(rejected).isBetween(20, 80);
    }

    /** The carryover is plain: of 50 switchbacks all are told with a probability of more than .999. */
    @Test
    void theOrderIsFoundWhereItIsPlain() {
        int right = 0;
        for (int r = 0; r < 50; r++) {
            Sample sample = Switched.sample(SwitchbackDesign.regular(400, 3), 1, new double[] {1, 4, 4}, 5000 + r);
            CarryoverOrder order = CarryoverOrder.choose(sample, 5, 0.01, Centring.REGRESSION, new Philox(1, 0, 3));
            assertThat(order.order()).isGreaterThanOrEqualTo(2);
            assertThat(order.tests()).hasSize(Math.min(5, order.order() + 1));
            right += order.order() == 2 ? 1 : 0;
        }
        assertThat(right).isGreaterThanOrEqualTo(44);
    }

    /** All 2^B tosses of one market whose outcomes no toss changes: the chance of p at most alpha is at most alpha. */
    @Test
    void theRandomisationTestIsExact() {
        SwitchbackDesign design = SwitchbackDesign.regular(18, 3);
        Sample any = Switched.sample(design, 1, new double[] {0}, 9).with(Role.COVARIATE);
        int[] of = design.blockOfPeriod();
        int small = 0;
        int counted = 0;
        for (int tosses = 1; tosses < 63; tosses++) {
            double[] arm = new double[18];
            for (int t = 0; t < 18; t++) {
                arm[t] = tosses >> of[t] & 1;
            }
            Sample sample = any.with(Role.ASSIGNMENT, new assay.Column.Numeric("t", arm));
            HypothesisTest test = new SwitchbackRandomisationTest(1, 99).estimate(sample, new Philox(1, 0, 3));
            assertThat(test.glance().diagnostics()).containsEntry("draws", 64.0);
            assertThat(test.pValue() * 64).isCloseTo(Math.rint(test.pValue() * 64), within(1e-9));
            small += test.pValue() <= 0.125 ? 1 : 0;
            counted++;
        }
        assertThat(counted).isEqualTo(62);
        assertThat(small).isLessThanOrEqualTo(8);
    }

    @Test
    void drawnTossesFindAPlainEffectInManyMarkets() {
        Sample sample = Switched.sample(SwitchbackDesign.regular(48, 4), 6, new double[] {2}, 11);
        HypothesisTest test = new SwitchbackRandomisationTest(1, 199).estimate(sample, new Philox(1, 0, 3));
        assertThat(test.pValue()).isCloseTo(1 / 200.0, within(1e-12));
        assertThat(test.glance().variance()).isEqualTo("199 tosses of the coins");
    }

    @Test
    void blocksAreCountedByMarket() {
        Sample sample = Switched.sample(SwitchbackDesign.regular(48, 4), 6, new double[] {2}, 12);
        BlockRatioTest test = BlockRatioTest.of(sample, 0.5);
        assertThat(test.treated() + test.control()).isEqualTo(72);
        double half = test.treated() - 36.0;
        assertThat(test.test().statistic()).isCloseTo(2 * half * half / 36, within(1e-12));
        assertThat(BlockRatioTest.of(sample, 0.9).test().pValue()).isLessThan(1e-6);
    }

    /** 400 designs: a share of .95 is off by more than .045 with a probability below .0001. */
    @Test
    void theOutlookOfAPlan() {
        double[] baseline = new double[240];
        Arrays.setAll(baseline, t -> 10 + Math.sin(t / 4.0));
        double[] response = {0.3, 0.3};
        SwitchbackDesign design = SwitchbackDesign.minimax(240, 1);
        SwitchbackOutlook right = SwitchbackOutlook.of(
                design, SwitchbackHorvitzThompson.standard(1), baseline, response, 400, new Philox(5, 0, 3));
        SwitchbackOutlook low = SwitchbackOutlook.of(
                design, SwitchbackHorvitzThompson.standard(0), baseline, response, 400, new Philox(5, 0, 3));
        assertThat(right.effect()).isEqualTo(0.6);
        assertThat(right.coverage()).isGreaterThan(0.9);
        assertThat(Math.abs(right.bias())).isLessThan(4 * right.rootMeanSquare() / 20);
        assertThat(low.bias()).isLessThan(-0.05);
        assertThat(right.power()).isGreaterThan(0.9);
    }
}
