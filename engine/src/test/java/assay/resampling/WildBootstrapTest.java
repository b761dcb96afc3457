package assay.resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Clusters;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Mtcars;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildBootstrapTest {

    /** Carburettors, the clusters of the golden values: sizes 7, 10, 3, 10, 1, 1. */
    private static final double[] CARB = {
        4, 4, 1, 1, 2, 1, 4, 2, 2, 4, 4, 3, 3, 3, 4, 4, 4, 1, 2, 1, 1, 2, 2, 4, 2, 1, 2, 2, 4, 6, 8, 2
    };

    private static final Philox UNUSED = new Philox(0, 0, 0);

    private static ClusterScores scores(String last, double @org.jspecify.annotations.Nullable [] weights) {
        double[][] columns = {Mtcars.wt(), Mtcars.hp()};
        List<String> names = List.of("wt", "hp");
        if (last.equals("wt")) {
            columns = new double[][] {Mtcars.hp(), Mtcars.wt()};
            names = List.of("hp", "wt");
        }
        return new ClusterScores(Mtcars.mpg(), names, columns, weights, clusters());
    }

    private static Clusters clusters() {
        return Clusters.of(Sample.builder().add(Role.CLUSTER, "carb", CARB).build());
    }

    private static RedrawnTest test(String term, WildWeights weights, Tails tails, Residuals residuals) {
        ClusterScores scores = scores(term, null);
        WildBootstrap bootstrap = new WildBootstrap(scores, 2, residuals);
        double error = Math.sqrt(scores.smallSample() * bootstrap.squaredError());
        Redrawn redrawn = bootstrap.draw(weights, 46_656, UNUSED);
        return new RedrawnTest(scores.coefficient(2), error, redrawn, tails, Ties.LEFT_OUT, true);
    }

    /**
     * All combinations of the weights on R's mtcars, mpg ~ wt + hp by carb, of the CR1S t-statistic: p-values of an enumeration
     * in R (reference A8), with and without ties.
     */
    @ParameterizedTest
    @CsvSource({
        "wt, RADEMACHER, SYMMETRIC, RESTRICTED, -4.6613798591, 0.0625, 0.09375",
        "wt, RADEMACHER, EQUAL, RESTRICTED, -4.6613798591, 0.0625, NaN",
        "wt, WEBB, SYMMETRIC, RESTRICTED, -4.6613798591, 0.0615997942387, NaN",
        "wt, RADEMACHER, SYMMETRIC, UNRESTRICTED, -4.6613798591, 0.125, NaN",
        "hp, RADEMACHER, SYMMETRIC, RESTRICTED, -4.88314971324, 0.03125, 0.0625",
        "hp, WEBB, SYMMETRIC, RESTRICTED, -4.88314971324, 0.0486111111111, NaN",
        "hp, RADEMACHER, SYMMETRIC, UNRESTRICTED, -4.88314971324, 0, NaN"
    })
    void allDrawsOfTheGoldenRegression(
            String term, WildWeights weights, Tails tails, Residuals residuals, double t, double p, double withTies) {
        RedrawnTest test = test(term, weights, tails, residuals);
        assertThat(test.statistic(0)).isCloseTo(t, within(1e-9));
        assertThat(test.pValue(0)).isCloseTo(p, within(1e-12));
        if (!Double.isNaN(withTies)) {
            assertThat(test.pValue(0, Ties.COUNTED)).isCloseTo(withTies, within(1e-12));
        }
    }

    /** The draws one by one, by refitting redrawn outcomes at a null that is not 0: no algebra shared. */
    @ParameterizedTest
    @CsvSource({"-2", "-3", "-3.5", "-4.5", "0"})
    void theScoresGiveWhatRefittingGives(double null0) {
        double[] y = Mtcars.mpg();
        double[] wt = Mtcars.wt();
        double[] hp = Mtcars.hp();
        double[] shifted = new double[y.length];
        Arrays.setAll(shifted, i -> y[i] - null0 * wt[i]);
        double[] restricted = fitted(shifted, hp);
        int[] of = clusters().of();
        double t = Math.abs(t(shifted, hp, wt, of));
        int beyond = 0;
        for (int code = 0; code < 64; code++) {
            double[] redrawn = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                double v = (code >> of[i] & 1) == 1 ? 1 : -1;
                redrawn[i] = restricted[i] + v * (shifted[i] - restricted[i]);
            }
            beyond += Math.abs(t(redrawn, hp, wt, of)) > t * (1 + 1e-9) ? 1 : 0;
        }
        RedrawnTest test = test("wt", WildWeights.RADEMACHER, Tails.SYMMETRIC, Residuals.RESTRICTED);
        assertThat(test.pValue(null0)).isCloseTo(beyond / 64.0, within(1e-12));
    }

    private static double[] fitted(double[] y, double[] x) {
        double mx = Arrays.stream(x).average().orElseThrow();
        double my = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < y.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
        }
        double slope = xy / xx;
        double[] out = new double[y.length];
        Arrays.setAll(out, i -> my + slope * (x[i] - mx));
        return out;
    }

    /** The cluster-robust t of z in y ~ x + z by partialling out x. */
    private static double t(double[] y, double[] x, double[] z, int[] of) {
        double[] fy = fitted(y, x);
        double[] fz = fitted(z, x);
        double zy = 0;
        double zz = 0;
        for (int i = 0; i < y.length; i++) {
            zy += (z[i] - fz[i]) * (y[i] - fy[i]);
            zz += (z[i] - fz[i]) * (z[i] - fz[i]);
        }
        double[] sums = new double[6];
        for (int i = 0; i < y.length; i++) {
            sums[of[i]] += (z[i] - fz[i]) * (y[i] - fy[i] - zy / zz * (z[i] - fz[i]));
        }
        return zy / Math.sqrt(Arrays.stream(sums).map(s -> s * s).sum() / (zz * zz)) / zz;
    }

    @Test
    void intervalsHoldWhatIsNotRejectedAndNest() {
        RedrawnTest test = test("wt", WildWeights.WEBB, Tails.SYMMETRIC, Residuals.RESTRICTED);
        Interval inner = null;
        for (double level : new double[] {0.5, 0.8, 0.9, 0.95, 0.99}) {
            Interval interval = test.interval(level);
            for (double step : new double[] {-1e-6, 1e-6}) {
                for (double end : new double[] {interval.lower(), interval.upper()}) {
                    if (Double.isFinite(end)) {
                        assertThat(test.pValue(end + step) < 1 - level).isEqualTo(!interval.contains(end + step));
                    }
                }
            }
            if (inner != null) {
                assertThat(interval.lower()).isLessThan(inner.lower());
                assertThat(interval.upper()).isGreaterThan(inner.upper());
            }
            inner = interval;
        }
        // Two-point weights on 6 clusters have 32 different values up to sign: no test at 1 % exists.
        RedrawnTest coarse = test("wt", WildWeights.RADEMACHER, Tails.SYMMETRIC, Residuals.RESTRICTED);
        assertThat(coarse.interval(0.95).contains(0)).isTrue();
    }

    /** Whole-number weights are repeated rows: the same estimate, scores and p-value, up to the factor of the error. */
    @Test
    void weightsAreRepeatedRows() {
        double[] weights = new double[32];
        Arrays.setAll(weights, i -> 1 + i % 3);
        ClusterScores weighted = scores("hp", weights);
        int[] rows = java.util.stream.IntStream.range(0, 32)
                .flatMap(i -> java.util.stream.IntStream.generate(() -> i).limit((long) weights[i]))
                .toArray();
        double[][] columns = {pick(Mtcars.wt(), rows), pick(Mtcars.hp(), rows)};
        Sample sample =
                Sample.builder().add(Role.CLUSTER, "carb", pick(CARB, rows)).build();
        ClusterScores repeated =
                new ClusterScores(pick(Mtcars.mpg(), rows), List.of("wt", "hp"), columns, null, Clusters.of(sample));
        assertThat(weighted.coefficient(2)).isCloseTo(repeated.coefficient(2), within(1e-12));
        assertThat(new WildBootstrap(weighted, 2, Residuals.RESTRICTED).squaredError())
                .isCloseTo(new WildBootstrap(repeated, 2, Residuals.RESTRICTED).squaredError(), within(1e-14));
    }

    private static double[] pick(double[] x, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> x[i]).toArray();
    }

    private static Sample cars(double[] clusters) {
        return Sample.builder()
                .outcome("mpg", Mtcars.mpg())
                .assignment("am", Mtcars.am())
                .covariate("wt", Mtcars.wt())
                .covariate("twice", Arrays.stream(Mtcars.wt()).map(v -> 2 * v).toArray())
                .add(Role.CLUSTER, "carb", clusters)
                .build();
    }

    @Test
    void theEstimatorSaysHowManyDrawsAndWhatItLeftOut() {
        Fit fit = WildClusterBootstrap.standard().estimate(cars(CARB), UNUSED);
        assertThat(fit.glance().variance())
                .isEqualTo("restricted wild cluster bootstrap-t of CR1S, Rademacher weights, all 64 draws, symmetric");
        assertThat(fit.cautions()).extracting(c -> c.code()).containsExactly("aliased-columns");
        double[] influence = fit.influence().orElseThrow().values(0);
        assertThat(Arrays.stream(influence).sum()).isCloseTo(0, within(1e-9));
        WildClusterBootstrap few =
                new WildClusterBootstrap(99, WildWeights.BY_CLUSTERS, Tails.SYMMETRIC, Residuals.RESTRICTED);
        double[] eight = new double[32];
        Arrays.setAll(eight, i -> i % 8);
        assertThat(few.estimate(cars(eight), UNUSED).glance().variance()).contains("Webb weights, of 99 draws");
    }

    @Test
    void oneClusterIsRefused() {
        assertThatThrownBy(() -> WildClusterBootstrap.standard().estimate(cars(new double[32]), UNUSED))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("'carb' has one cluster");
    }

    @Test
    void fewTreatedClustersAreACaution() {
        double[] am = new double[32];
        double[] cluster = new double[32];
        Arrays.setAll(cluster, i -> Math.floor(i / 4.0));
        Arrays.setAll(am, i -> i < 4 ? 1 : 0);
        Sample sample = Sample.builder()
                .outcome("mpg", Mtcars.mpg())
                .assignment("am", am)
                .add(Role.CLUSTER, "g", cluster)
                .build();
        Fit fit = WildClusterBootstrap.standard().estimate(sample, UNUSED);
        assertThat(fit.cautions()).extracting(c -> c.code()).containsExactly("few-treated-clusters");
    }
}
