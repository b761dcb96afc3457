package assay.streamed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpliftRankingTest {

    private static final List<String> NAMES = List.of("y", "x1", "x2");

    /** Arm, outcome, covariates; the effect is twice the first covariate. */
    private static double[][] rows(int n, long key, double heterogeneity) {
        Philox random = new Philox(key, 0, 2);
        double[][] columns = new double[4][n];
        for (int i = 0; i < n; i++) {
            double z = random.nextDouble() < 0.3 ? 1 : 0;
            double x = random.nextGaussian();
            columns[0][i] = z;
            columns[2][i] = x;
            columns[3][i] = random.nextGaussian();
            columns[1][i] = columns[3][i] + heterogeneity * z * x + random.nextGaussian();
        }
        return columns;
    }

    private static UpliftRanking ranking(double[][] rows, int threads) {
        return new UpliftRanking(
                NAMES, 1, rows[0], Arrays.copyOfRange(rows, 1, 4), 0.3, new UpliftRanking.Options(50, threads), 7);
    }

    private static BinnedRate judged(double heterogeneity, int threads) {
        UpliftRanking ranking = ranking(rows(20_000, 1, heterogeneity), threads);
        double[][] held = rows(4000, 2, heterogeneity);
        ranking.add(4000, held[0], Arrays.copyOfRange(held, 1, 4));
        assertThat(ranking.trainedOn()).isEqualTo(20_000);
        assertThat(ranking.trees()).isEqualTo(50);
        return ranking.rate("y");
    }

    @Test
    void anOrderThatIsThereIsFound() {
        BinnedRate rate = judged(2, 1);
        Estimate autoc = rate.autoc();
        assertThat(autoc.value()).isGreaterThan(5 * autoc.stdError());
        assertThat(rate.qini().value()).isGreaterThan(5 * rate.qini().stdError());
        // The mean of the best fifth of a normal is 1.4 standard deviations above the mean.
        Estimate top = rate.toc(0.2);
        assertThat(top.value()).isCloseTo(2 * 1.4, within(0.3 + 4 * top.stdError()));
        assertThat(rate.average().value())
                .isCloseTo(0, within(5 * rate.average().stdError()));
        assertThat(rate.rows()).isEqualTo(4000);
        assertThat(judged(2, 2).autoc().value()).isEqualTo(autoc.value());
    }

    /** Where nobody differs: within four standard errors, a false alarm in 16,000. */
    @Test
    void anOrderThatIsNotThereIsNot() {
        Estimate autoc = judged(0, 1).autoc();
        assertThat(Math.abs(autoc.value())).isLessThan(4 * autoc.stdError());
    }

    @Test
    void theBestShareIsTheCurveAndItsAdvantage() {
        UpliftRanking ranking = ranking(rows(3000, 1, 2), 1);
        double[][] held = rows(1000, 3, 2);
        ranking.add(1000, held[0], Arrays.copyOfRange(held, 1, 4));
        assertThat(ranking.advantage("y", 0.3).value())
                .isEqualTo(ranking.rate("y").toc(0.3).value());
    }

    @Test
    void nothingToRankIsRefused() {
        UpliftRanking ranking = ranking(rows(3000, 1, 2), 1);
        double[][] held = rows(10, 3, 2);
        ranking.add(10, held[0], Arrays.copyOfRange(held, 1, 4));
        assertThatThrownBy(() -> ranking.rate("y").autoc()).hasMessageContaining("10 rows are held out");
    }

    /** Of all rows whose lot is not negative those with the least lots are kept, in the order of the table. */
    @Test
    void theLotteryKeepsTheLowestLots() {
        int rows = 20_000;
        int size = 900;
        RowLottery lottery = new RowLottery(3);
        RowLottery.Kept kept = new RowLottery.Kept(size, rows, 1);
        List<long[]> drawn = new ArrayList<>();
        double[][] block = new double[1][rows];
        for (int i = 0; i < rows; i++) {
            block[0][i] = i;
            long lot = lottery.next();
            if (lot >= 0) {
                kept.offer(lot, block, i);
                drawn.add(new long[] {lot, i});
            }
        }
        double[] expected = drawn.stream()
                .sorted((a, b) -> Long.compare(a[0], b[0]))
                .limit(size)
                .mapToDouble(row -> row[1])
                .sorted()
                .toArray();
        assertThat(kept.columns()[0]).containsExactly(expected);
        // Half of the rows within five standard deviations: false alarm 6e-7.
        assertThat(drawn.size()).isCloseTo(rows / 2, within(354));
    }
}
