package assay.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import assay.WeightType;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Identities, golden values of math.md A3, A4 and A6, and bad input. */
class LinearFitTest {

    private static final LinearSpec OLS = LinearSpec.ols(List.of("mpg"), List.of("wt", "hp"));

    private static final List<Covariance> ORDER =
            List.of(Covariance.CLASSICAL, Covariance.HC0, Covariance.HC1, Covariance.HC2, Covariance.HC3);

    private static ArrayRows cars() {
        return ArrayRows.of(OLS, Cars.MPG, Cars.WT, Cars.HP);
    }

    private static LinearSpec iv(String... instruments) {
        return new LinearSpec(List.of("y"), List.of("x"), List.of("t"), List.of(instruments));
    }

    private static double[] normals(int n, int stream) {
        double[] out = new double[n];
        new Philox(20261122, 0, stream).normals(out);
        return out;
    }

    private static void problem(Problem problem, String part, Runnable run) {
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(run::run)
                .withMessageContaining(part)
                .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
    }

    // math.md A4: mpg ~ am by R 4.2.2 with sandwich
    @Test
    void twoArmsAsTwoGroups() {
        Compressed groups =
                Compressed.of(ArrayRows.of(LinearSpec.ols(List.of("mpg"), List.of("am")), Cars.MPG, Cars.AM));
        assertThat(groups.groups()).isEqualTo(2);
        LinearFit fit = LinearModel.fit(groups);
        assertThat(fit.coefficients(0)[0]).isCloseTo(17.1473684211, within(1e-10));
        assertThat(fit.coefficients(0)[1]).isCloseTo(7.24493927126, within(1e-10));
        double[] expected = {1.76442163164, 1.85283124389, 1.91359588024, 1.92320213386, 1.99635712809};
        for (int c = 0; c < expected.length; c++) {
            double variance = fit.covariance(0, ORDER.get(c))[1][1];
            assertThat(Math.sqrt(variance)).isCloseTo(expected[c], within(1e-10));
        }
    }

    // math.md A6: Lin's regression of mpg on am with wt and hp; R 4.2.2, sandwich and clubSandwich
    @Test
    void linByHandAndByCluster() {
        int n = Cars.MPG.length;
        double wt = Arrays.stream(Cars.WT).average().orElseThrow();
        double hp = Arrays.stream(Cars.HP).average().orElseThrow();
        double[][] x = new double[4][n];
        for (int i = 0; i < n; i++) {
            x[0][i] = Cars.WT[i] - wt;
            x[1][i] = Cars.HP[i] - hp;
            x[2][i] = x[0][i] * Cars.AM[i];
            x[3][i] = x[1][i] * Cars.AM[i];
        }
        LinearSpec spec = LinearSpec.ols(List.of("mpg"), List.of("am", "wt", "hp", "am:wt", "am:hp"));
        LinearFit fit = LinearModel.fit(
                ArrayRows.of(spec, Cars.MPG, Cars.AM, x[0], x[1], x[2], x[3]).clustered(Cars.CARB));
        assertThat(fit.coefficients(0)[1]).isCloseTo(-0.7431726247081, within(1e-11));
        assertThat(Math.sqrt(fit.covariance(0, Covariance.HC2)[1][1])).isCloseTo(1.24065074748741, within(1e-11));
        assertThat(Math.sqrt(fit.covariance(0, Covariance.HC3)[1][1])).isCloseTo(1.43501301173326, within(1e-11));
        assertThat(Math.sqrt(fit.covariance(0, ClusterCovariance.CR2)[1][1])).isCloseTo(1.0835663012582, within(1e-10));
        double[] contrast = {0, 1, 0, 0, 0, 0};
        assertThat(fit.degreesOfFreedom(contrast, ClusterCovariance.CR2)).isCloseTo(1.84290233119, within(1e-8));
    }

    // math.md A2: clubSandwich Wald_test, test = "HTZ", of wt and hp: F = 26.5, df 2 and 1.48, p = 0.0695
    @Test
    void hotelling() {
        LinearFit fit = LinearModel.fit(cars().clustered(Cars.CARB));
        WaldTest test = WaldTest.of(fit, 0, new double[][] {{0, 1, 0}, {0, 0, 1}}, ClusterCovariance.CR2);
        assertThat(test.statistic()).isCloseTo(26.5, within(0.05));
        assertThat(test.denominator()).isCloseTo(1.48, within(0.005));
        assertThat(test.pValue()).isCloseTo(0.0695, within(0.00005));
        // Another basis of the same hypothesis is the same test.
        WaldTest same = WaldTest.of(fit, 0, new double[][] {{0, 1, 2}, {0, 3, -1}}, ClusterCovariance.CR2);
        assertThat(same.statistic()).isCloseTo(test.statistic(), within(1e-9));
        assertThat(same.denominator()).isCloseTo(test.denominator(), within(1e-9));
        // With one contrast it is Satterthwaite's.
        WaldTest one = WaldTest.of(fit, 0, new double[][] {{0, 1, 0}}, ClusterCovariance.CR2);
        assertThat(one.denominator()).isCloseTo(2.24758780027, within(1e-9));
        WaldTest f = WaldTest.of(fit, 0, new double[][] {{0, 1, 0}, {0, 0, 1}}, Covariance.CLASSICAL);
        double r2 = fit.rSquared(0);
        assertThat(f.statistic()).isCloseTo(r2 / 2 / ((1 - r2) / 29), within(1e-9));
        assertThat(f.denominator()).isEqualTo(29);
    }

    // math.md A1: the residuals of the second stage would give 1.94220451774, 0.00951097276945, 0.647820233052
    @Test
    void residualsOfTheSecondStageAreRejected() {
        LinearSpec spec = new LinearSpec(List.of("mpg"), List.of("wt"), List.of("hp"), List.of("disp", "qsec"));
        LinearFit fit = LinearModel.fit(ArrayRows.of(spec, Cars.MPG, Cars.WT, Cars.HP, Cars.DISP, Cars.QSEC));
        LinearFit stage = LinearModel.fit(ArrayRows.of(
                LinearSpec.ols(List.of("hp"), List.of("wt", "disp", "qsec")), Cars.HP, Cars.WT, Cars.DISP, Cars.QSEC));
        double[] g = stage.coefficients(0);
        double[] projected = IntStream.range(0, Cars.MPG.length)
                .mapToDouble(i -> g[0] + g[1] * Cars.WT[i] + g[2] * Cars.DISP[i] + g[3] * Cars.QSEC[i])
                .toArray();
        LinearFit second = LinearModel.fit(
                ArrayRows.of(LinearSpec.ols(List.of("mpg"), List.of("hp", "wt")), Cars.MPG, projected, Cars.WT));
        double[] right = {1.91686093547, 0.00881963699989, 0.606879050723};
        double[] wrong = {1.94220451774, 0.00951097276945, 0.647820233052};
        for (int j = 0; j < 3; j++) {
            assertThat(second.coefficients(0)[j]).isCloseTo(fit.coefficients(0)[j], within(1e-9));
            assertThat(Math.sqrt(second.covariance(0, Covariance.HC0)[j][j])).isCloseTo(wrong[j], within(1e-9));
            double ours = Math.sqrt(fit.covariance(0, Covariance.HC0)[j][j]);
            assertThat(ours).isCloseTo(right[j], within(1e-10));
            assertThat(Math.abs(ours / wrong[j] - 1)).isGreaterThan(0.01);
        }
    }

    @Test
    void agreesWithTheQrFactorisationWhereColumnsAreNearlyCollinear() {
        int n = 400;
        double[] a = normals(n, 0);
        double[] e = normals(n, 1);
        double[] noise = normals(n, 2);
        double[] b = new double[n];
        double[] c = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            a[i] += 1000;
            b[i] = a[i] + 1e-5 * e[i];
            c[i] = a[i] * a[i];
            y[i] = a[i] + 3 * e[i] + noise[i];
        }
        double[] copy = IntStream.range(0, n).mapToDouble(i -> 2 * b[i] - a[i]).toArray();
        List<String> names = List.of("a", "b", "copy", "c");
        LeastSquares qr = LeastSquares.fit(names, new double[][] {a, b, copy, c}, y);
        LinearFit fit = LinearModel.fit(ArrayRows.of(LinearSpec.ols(List.of("y"), names), y, a, b, copy, c)
                .clustered(IntStream.range(0, n).map(i -> i / 10).toArray()));
        assertThat(fit.aliased()).isEqualTo(qr.aliased()).containsExactly("copy");
        for (int j = 1; j < 4; j++) {
            double se = qr.standardErrors(Covariance.CLASSICAL)[j];
            assertThat(fit.coefficients(0)[j]).isCloseTo(qr.coefficients()[j], within(1e-6 * se));
            assertThat(Math.sqrt(fit.covariance(0, Covariance.HC2)[j][j]))
                    .isCloseTo(qr.standardErrors(Covariance.HC2)[j], within(1e-6 * se));
        }
        assertThat(fit.cautions(Covariance.HC2)).extracting(Caution::code).contains("aliased-columns");
    }

    @Test
    void singletonClustersAreRows() {
        int n = Cars.MPG.length;
        LinearFit fit = LinearModel.fit(cars().clustered(IntStream.range(0, n).toArray()));
        VarianceEstimator[][] pairs = {
            {ClusterCovariance.CR0, Covariance.HC0},
            {ClusterCovariance.CR2, Covariance.HC2},
            {ClusterCovariance.CR3, Covariance.HC3}
        };
        for (VarianceEstimator[] pair : pairs) {
            for (int j = 0; j < 3; j++) {
                double rows = fit.covariance(0, pair[1])[j][j];
                assertThat(fit.covariance(0, pair[0])[j][j]).isCloseTo(rows, within(1e-12 * rows));
            }
        }
    }

    @Test
    void influenceSquaresToTheCovariance() {
        LinearFit fit = LinearModel.fit(cars().clustered(Cars.CARB).weighted(Cars.QSEC, WeightType.PROBABILITY));
        double n = fit.rows();
        for (int j = 0; j < 3; j++) {
            double[] rows = fit.influence(j, 0);
            double[] clusters = fit.clusterInfluence(j, 0);
            double hc0 = Arrays.stream(rows).map(x -> x * x).sum() / (n * n);
            double cr0 = Arrays.stream(clusters).map(x -> x * x).sum() / (n * n);
            assertThat(hc0).isCloseTo(fit.covariance(0, Covariance.HC0)[j][j], within(1e-12 * hc0));
            assertThat(cr0).isCloseTo(fit.covariance(0, ClusterCovariance.CR0)[j][j], within(1e-12 * cr0));
            double[] sums = new double[clusters.length];
            for (int i = 0; i < rows.length; i++) {
                sums[Cars.CARB[i]] += rows[i];
            }
            for (int c = 0; c < sums.length; c++) {
                assertThat(clusters[c]).isCloseTo(sums[c], within(1e-9));
            }
        }
    }

    @Test
    void estimates() {
        LinearFit fit = LinearModel.fit(cars().clustered(Cars.CARB));
        Estimate estimate = fit.estimate(Estimand.COEFFICIENT, "wt", 0, new double[] {0, 1, 0}, ClusterCovariance.CR2);
        assertThat(estimate.stdError()).isCloseTo(1.02522935557, within(1e-10));
        assertThat(estimate.inference().degreesOfFreedom()).isCloseTo(2.24758780027, within(1e-9));
        assertThat(fit.meanRow())
                .containsExactly(
                        new double[] {1, Arrays.stream(Cars.WT).average().orElseThrow(), 146.6875}, within(1e-12));
        assertThat(fit.cautions(ClusterCovariance.CR1))
                .extracting(Caution::code)
                .contains("few-clusters");
        assertThat(fit.firstStage()).isEmpty();
        assertThat(fit.outcomes()).containsExactly("mpg");
    }

    @Test
    void constantShiftsOfColumnsChangeNothingButTheIntercept() {
        double shift = 1e9;
        double[] y = Arrays.stream(Cars.MPG).map(v -> v + shift).toArray();
        double[] x = Arrays.stream(Cars.WT).map(v -> v * 1024 - shift).toArray();
        LinearFit far = LinearModel.fit(ArrayRows.of(OLS, y, x, Cars.HP).clustered(Cars.CARB));
        LinearFit near = LinearModel.fit(cars().clustered(Cars.CARB));
        for (VarianceEstimator v : List.of(Covariance.HC2, ClusterCovariance.CR2, Covariance.CLASSICAL)) {
            double expected = near.covariance(0, v)[1][1] / (1024.0 * 1024);
            assertThat(far.covariance(0, v)[1][1]).isCloseTo(expected, within(1e-6 * expected));
        }
    }

    @Test
    void aRowThatFitsItselfIsLeftOutWithACaution() {
        double[] alone = new double[Cars.MPG.length];
        alone[4] = 1;
        LinearSpec spec = LinearSpec.ols(List.of("mpg"), List.of("wt", "alone"));
        LinearFit fit = LinearModel.fit(ArrayRows.of(spec, Cars.MPG, Cars.WT, alone));
        assertThat(fit.cautions(Covariance.HC2)).extracting(Caution::code).contains("leverage-one");
        assertThat(fit.covariance(0, Covariance.HC3)[1][1]).isPositive().isFinite();
        LinearFit clustered = LinearModel.fit(ArrayRows.of(spec, Cars.MPG, Cars.WT, alone)
                .clustered(IntStream.range(0, 32).toArray()));
        assertThat(clustered.cautions(ClusterCovariance.CR2))
                .extracting(Caution::code)
                .contains("leverage-one");
        double hc2 = fit.covariance(0, Covariance.HC2)[1][1];
        assertThat(clustered.covariance(0, ClusterCovariance.CR2)[1][1]).isCloseTo(hc2, within(1e-9 * hc2));
    }

    @Test
    void badInput() {
        ArrayRows rows = cars();
        problem(Problem.TOO_FEW_CLUSTERS, "one cluster", () -> LinearModel.fit(rows.clustered(new int[32])));
        int[] three = IntStream.range(0, 32).map(i -> i % 3).toArray();
        LinearFit few = LinearModel.fit(rows.clustered(three));
        double[] wt = {0, 1, 0};
        problem(
                Problem.TOO_FEW_CLUSTERS,
                "3 clusters for 3 coefficients",
                () -> few.estimate(Estimand.COEFFICIENT, "wt", 0, wt, ClusterCovariance.CR1));
        LinearFit plain = LinearModel.fit(rows);
        problem(Problem.MISSING_ROLE, "clusters", () -> plain.covariance(0, ClusterCovariance.CR2));
        double[] negative = new double[32];
        negative[3] = -1;
        problem(Problem.WEIGHT_RANGE, "-1", () -> LinearModel.fit(rows.weighted(negative, WeightType.ANALYTIC)));
        problem(
                Problem.TOO_FEW_ROWS,
                "positive weight",
                () -> LinearModel.fit(rows.weighted(new double[32], WeightType.ANALYTIC)));
        double[] half = new double[32];
        Arrays.fill(half, 0.5);
        problem(Problem.WEIGHT_RANGE, "whole number", () -> LinearModel.fit(rows.weighted(half, WeightType.FREQUENCY)));
        double[] missing = Cars.WT.clone();
        missing[7] = Double.NaN;
        problem(Problem.NOT_FINITE, "'wt'", () -> LinearModel.fit(ArrayRows.of(OLS, Cars.MPG, missing, Cars.HP)));
        LinearFit constant = LinearModel.fit(ArrayRows.of(OLS, half, Cars.WT, Cars.HP));
        problem(
                Problem.CONSTANT_OUTCOME,
                "'mpg'",
                () -> constant.estimate(Estimand.COEFFICIENT, "wt", 0, wt, Covariance.HC2));
        problem(Problem.NOT_IDENTIFIED, "0 instrument(s)", () -> iv());
    }

    @Test
    void weightsOfUnstatedType() {
        RowSource source = new RowSource() {
            @Override
            public LinearSpec spec() {
                return OLS;
            }

            @Override
            public int clusters() {
                return 0;
            }

            @Override
            public Optional<WeightType> weightType() {
                return Optional.empty();
            }

            @Override
            public void forEach(Visitor visitor) {
                visitor.block(32, new double[][] {Cars.MPG, Cars.WT, Cars.HP}, Cars.QSEC, null);
            }
        };
        problem(Problem.WEIGHT_TYPE, "not said what they are", () -> LinearModel.fit(source));
    }

    @Test
    void unidentifiedInstruments() {
        int n = 200;
        double[] x = normals(n, 3);
        double[] t = normals(n, 4);
        double[] y = normals(n, 5);
        double[] constant = new double[n];
        double[] copy = x.clone();
        problem(Problem.NO_FIRST_STAGE, "'t'", () -> LinearModel.fit(ArrayRows.of(iv("z"), y, x, t, constant)));
        problem(Problem.NO_FIRST_STAGE, "'t'", () -> LinearModel.fit(ArrayRows.of(iv("z"), y, x, t, copy)));
        problem(Problem.NOT_IDENTIFIED, "'t'", () -> LinearModel.fit(ArrayRows.of(iv("z"), y, x, copy, t)));
        // Orthogonal to the treatment in the sample: the residual of a regression on it.
        double[] z = LeastSquares.fit(List.of("t", "x"), new double[][] {t, x}, normals(n, 6))
                .residuals();
        problem(Problem.NO_FIRST_STAGE, "'t'", () -> LinearModel.fit(ArrayRows.of(iv("z"), y, x, t, z)));
        LinearSpec two = new LinearSpec(List.of("y"), List.of(), List.of("t", "u"), List.of("z", "w"));
        double[] w = normals(n, 7);
        double[] u = IntStream.range(0, n).mapToDouble(i -> t[i] + w[i]).toArray();
        double[] same = IntStream.range(0, n).mapToDouble(i -> 2 * w[i] + 1).toArray();
        problem(Problem.NOT_IDENTIFIED, "'u'", () -> LinearModel.fit(ArrayRows.of(two, y, t, u, w, same)));
    }
}
