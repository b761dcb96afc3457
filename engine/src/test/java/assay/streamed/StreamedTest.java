package assay.streamed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.experiment.AndersonRubinTest;
import assay.experiment.DifferenceInMeans;
import assay.experiment.Lin;
import assay.experiment.TwoStageLeastSquares;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is read in blocks is what is computed of the same rows in memory. */
class StreamedTest {

    private static final int N = 5000;
    private static final List<String> X = List.of("x0", "x1", "x2", "twice");

    private final double[] arm = new double[N];
    private final double[] y = new double[N];
    private final double[] d = new double[N];
    private final double[][] x = new double[X.size()][N];

    StreamedTest() {
        Philox random = new Philox(5, 0, 0);
        for (int i = 0; i < N; i++) {
            arm[i] = random.nextDouble() < .8 ? 1 : 0;
            x[0][i] = random.nextGaussian();
            x[1][i] = 1e4 + 3 * random.nextGaussian();
            x[2][i] = random.nextDouble() < .2 ? 1 : 0;
            x[3][i] = 2 * x[0][i];
            d[i] = arm[i] == 1 && random.nextDouble() < .1 + .1 * x[2][i] ? 1 : 0;
            y[i] = x[0][i] + .1 * (x[1][i] - 1e4) + x[2][i] * x[0][i] + d[i] * (1 + x[2][i]) + random.nextGaussian();
        }
    }

    private Sample.Builder sample() {
        return Sample.builder().outcome("y", y).assignment("arm", arm);
    }

    private Sample.Builder covariates(Sample.Builder builder) {
        for (int j = 0; j < 3; j++) {
            builder.covariate(X.get(j), x[j]);
        }
        return builder;
    }

    private static Estimate fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(0, 0, 3)).estimate();
    }

    private TwoArmStatistics statistics(int block) {
        ArmSums sums = new ArmSums(List.of("y", "d", "x0", "x1", "x2", "twice"));
        for (int from = 0; from < N; from += block) {
            int to = Math.min(N, from + block);
            double[][] columns = {y, d, x[0], x[1], x[2], x[3]};
            for (int j = 0; j < columns.length; j++) {
                columns[j] = Arrays.copyOfRange(columns[j], from, to);
            }
            sums.add(to - from, Arrays.copyOfRange(arm, from, to), columns);
        }
        return sums.statistics();
    }

    private static void same(Estimate actual, Estimate expected, double relative) {
        close(actual.value(), expected.value(), relative);
        close(actual.stdError(), expected.stdError(), relative);
        Interval interval = expected.inference().interval(.95);
        close(actual.inference().interval(.95).lower(), interval.lower(), relative);
        close(actual.inference().interval(.95).upper(), interval.upper(), relative);
    }

    private static void close(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
    }

    @Test
    void theDifferenceIsThatInMemory() {
        same(statistics(700).difference("y"), fit(new DifferenceInMeans(), sample().build()), 1e-11);
    }

    @Test
    void effectsOnCompliersAreThoseInMemory() {
        Sample sample = sample().add(Role.TREATMENT, "d", d).build();
        Estimate delta = statistics(700).complierEffect("y", "d");
        Estimate stages = fit(TwoStageLeastSquares.standard(), sample);
        close(delta.value(), stages.value(), 1e-10);
        close(delta.stdError(), stages.stdError(), 1e-10);
        Estimate set = statistics(700).complierSet("y", "d");
        Estimate inMemory = fit(AndersonRubinTest.standard(), sample);
        close(set.value(), inMemory.value(), 1e-10);
        Interval interval = inMemory.inference().interval(.95);
        // Welch's degrees of freedom here, n - 2 there: the quantiles differ by 0.0011.
        double tolerance = 2e-3 * delta.stdError();
        assertThat(set.inference().interval(.95).lower()).isCloseTo(interval.lower(), within(tolerance));
        assertThat(set.inference().interval(.95).upper()).isCloseTo(interval.upper(), within(tolerance));
    }

    @Test
    void linIsThatInMemoryAndLeavesOutWhatOthersDetermine() {
        StreamedLin lin = new StreamedLin(statistics(700), List.of("y"), X);
        assertThat(lin.covariates()).containsExactly("x0", "x1", "x2");
        for (int from = 0; from < N; from += 1000) {
            int a = from;
            int b = from + 1000;
            lin.add(
                    1000,
                    Arrays.copyOfRange(arm, a, b),
                    IntStream.range(0, 3)
                            .mapToObj(j -> Arrays.copyOfRange(x[j], a, b))
                            .toArray(double[][]::new),
                    new double[][] {Arrays.copyOfRange(y, a, b)});
        }
        same(lin.effect("y"), fit(Lin.standard(), covariates(sample()).build()), 1e-10);
    }

    @Test
    void balanceIsThatOfItsFormulas() {
        BalanceCheck check = BalanceCheck.of(statistics(N), X);
        assertThat(check.df()).isEqualTo(3);
        for (int j = 0; j < 3; j++) {
            Estimate gap = fit(
                    new DifferenceInMeans(),
                    Sample.builder()
                            .outcome(X.get(j), x[j])
                            .assignment("arm", arm)
                            .build());
            BalanceCheck.Difference one = check.covariates().get(j);
            close(one.treated() - one.control(), gap.value(), 1e-9);
            int column = j;
            double[] spread =
                    IntStream.range(0, 2).mapToDouble(a -> variance(column, a)).toArray();
            close(one.standardised(), gap.value() / Math.sqrt((spread[0] + spread[1]) / 2), 1e-9);
        }
        BalanceCheck alone = BalanceCheck.of(statistics(N), List.of("x0"));
        Estimate gap = fit(
                new DifferenceInMeans(),
                Sample.builder().outcome("x0", x[0]).assignment("arm", arm).build());
        double z = gap.value() / gap.stdError();
        close(alone.statistic(), z * z, 1e-10);
        close(alone.pValue(), alone.covariates().get(0).pValue(), 1e-9);
    }

    private double variance(int column, int of) {
        double[] own = IntStream.range(0, N)
                .filter(i -> arm[i] == of)
                .mapToDouble(i -> x[column][i])
                .toArray();
        double mean = Arrays.stream(own).average().orElseThrow();
        return Arrays.stream(own).map(v -> (v - mean) * (v - mean)).sum() / (own.length - 1);
    }

    @Test
    void blocksDoNotMatter() {
        // The first block sets the origin that products are about, so digits may differ and not more.
        same(statistics(1).difference("y"), statistics(N).difference("y"), 1e-12);
        assertThat(statistics(1).treated().mean(3))
                .isCloseTo(statistics(N).treated().mean(3), within(1e-9));
    }

    @Test
    void areasAreThoseOfTheRows() {
        int n = 400;
        double[] priority = Arrays.copyOf(x[0], n);
        double[] score = Arrays.copyOf(y, n);
        double[] edges = Arrays.stream(priority).sorted().skip(1).toArray();
        BinnedRate rate = judged(edges, priority, score, -1);
        assertThat(rate.rows()).isEqualTo(n);
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Double.compare(priority[b], priority[a]))
                .mapToInt(i -> i)
                .toArray();
        double all = Arrays.stream(score).average().orElseThrow();
        double above = 0;
        double autoc = 0;
        double qini = 0;
        double[] toc = new double[n + 1];
        for (int k = 1; k <= n; k++) {
            above += score[order[k - 1]];
            toc[k] = above / k - all;
            autoc += toc[k] / n;
            qini += toc[k] * k / n / n;
        }
        // The harmonic numbers come from a digamma function of nine digits.
        close(rate.autoc().value(), autoc, 1e-9);
        close(rate.qini().value(), qini, 1e-10);
        close(rate.toc(.25).value(), toc[n / 4], 1e-10);
        close(rate.average().value(), all, 1e-12);
        // The jackknife and the influence function are two ways to the same standard error.
        double[] without = IntStream.range(0, n)
                .mapToDouble(i -> judged(edges, priority, score, i).qini().value())
                .toArray();
        double mean = Arrays.stream(without).average().orElseThrow();
        double squares =
                Arrays.stream(without).map(v -> (v - mean) * (v - mean)).sum();
        close(rate.qini().stdError(), Math.sqrt(squares * (n - 1) / n), .03);
    }

    private static BinnedRate judged(double[] edges, double[] priority, double[] score, int without) {
        BinnedRate rate = new BinnedRate(edges);
        for (int i = 0; i < priority.length; i++) {
            if (i != without) {
                rate.add(priority[i], score[i]);
            }
        }
        return rate;
    }

    @Test
    void splitsOfControlSeeNoEffectAndFindADifferenceOfVariances() {
        PlaceboSplits splits = new PlaceboSplits(List.of("y"), new Philox(1, 0, 4));
        double[] control = new double[N];
        splits.add(N, control, new double[][] {y});
        PlaceboSplits.Result result = splits.result("y");
        assertThat(result.pValues()).hasSize(PlaceboSplits.SPLITS).isSorted();
        // 256 uniform p-values: fewer than 0.01 % of tables fail either.
        assertThat(result.uniformity()).isGreaterThan(1e-4);
        assertThat(result.below()).isBetween(.005, .12);
    }

    @Test
    void whatCannotBeAnsweredIsRefused() {
        CellCounts constant = new CellCounts(List.of("y", "d"));
        constant.add(0, new double[] {1, 0}, 10);
        constant.add(1, new double[] {1, 0}, 10);
        assertThatThrownBy(() -> constant.statistics().difference("y"))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("does not vary");
        assertThatThrownBy(() -> constant.statistics().complierEffect("y", "d"))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Both arms have the same share of 'd'");
        assertThatThrownBy(() -> BinnedRate.grid(new double[50], 10))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("same predicted effect");
    }
}
