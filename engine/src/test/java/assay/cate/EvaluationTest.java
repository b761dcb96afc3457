package assay.cate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Mtcars;
import assay.Normal;
import assay.Problem;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {

    /** Normal scores with a mean that rises with a normal priority; of many rows some are tied when they are rounded. */
    private static CateFit ranked(int n, double slope, boolean tied) {
        Philox random = new Philox(5, n, 3);
        double[] priority = new double[n];
        double[] score = new double[n];
        for (int i = 0; i < n; i++) {
            double s = random.nextGaussian();
            priority[i] = tied ? Math.rint(2 * s) : s;
            score[i] = 1 + slope * s + random.nextGaussian();
        }
        return Cars.ranked(priority, score);
    }

    private static CateFit weighted(CateFit fit, int @Nullable [] cluster, double @Nullable [] weight) {
        OrthogonalScores s = fit.scores();
        return Cars.of(
                fit.effects(),
                new OrthogonalScores(s.outcome(), s.arm(), s.propensity(), s.treated(), s.control(), cluster, weight));
    }

    private static void spreadIsTheError(Fit fit, int term) {
        double[] influence = fit.influence().orElseThrow().values(term);
        double sum = 0;
        double squares = 0;
        for (double v : influence) {
            sum += v;
            squares += v * v;
        }
        double n = influence.length;
        assertThat(sum / n).isCloseTo(0, within(1e-10));
        assertThat(Math.sqrt(squares) / n / fit.terms().get(term).stdError()).isBetween(.8, 1.001);
    }

    @ParameterizedTest
    @EnumSource(
            value = Estimand.class,
            names = {"ATE", "ATT", "ATC", "ATO"})
    void influenceAddsUpToNothing(Estimand target) {
        spreadIsTheError(AverageEffects.of(Cars.fit(null, null), target), 0);
        spreadIsTheError(AverageEffects.of(Cars.fit(null, Cars.QSEC), target), 0);
    }

    @Test
    void influenceOfOtherResultsAddsUpToNothing() {
        CateFit fit = ranked(200, 1, false);
        spreadIsTheError(Calibration.of(fit).coefficients(), 0);
        spreadIsTheError(GroupEffects.of(fit, 4).pointwise(), 3);
        spreadIsTheError(UpliftCurve.of(fit).uplift(), 5);
        spreadIsTheError(UpliftCurve.of(fit).qini(), 5);
        spreadIsTheError(SurfaceComparison.by(fit).with("s", fit.effects()).against("constant"), 0);
    }

    @Test
    void equalWeightsAndSingletonClustersChangeNothing() {
        CateFit plain = Cars.fit(null, null);
        double[] two = new double[32];
        int[] own = new int[32];
        for (int i = 0; i < 32; i++) {
            two[i] = 2;
            own[i] = i;
        }
        for (CateFit other : List.of(weighted(plain, null, two), weighted(plain, own, null))) {
            for (Estimand target : List.of(Estimand.ATE, Estimand.ATT, Estimand.ATC)) {
                Estimate a = AverageEffects.of(plain, target).estimate();
                Estimate b = AverageEffects.of(other, target).estimate();
                assertThat(b.value()).isCloseTo(a.value(), within(1e-12));
                assertThat(b.stdError()).isCloseTo(a.stdError(), within(1e-12));
            }
            Estimate a = Calibration.of(plain).coefficients().estimate();
            Estimate b = Calibration.of(other).coefficients().estimate();
            assertThat(b.value()).isCloseTo(a.value(), within(1e-11));
            assertThat(b.stdError()).isCloseTo(a.stdError(), within(1e-11));
            GroupEffects g = GroupEffects.of(other, 3);
            for (int k = 0; k < 3; k++) {
                Estimate x = GroupEffects.of(plain, 3).pointwise().terms().get(k);
                assertThat(g.pointwise().terms().get(k).stdError()).isCloseTo(x.stdError(), within(1e-12));
            }
            Rate rate = Rate.of(other);
            assertThat(rate.area(RateWeighting.AUTOC).value())
                    .isCloseTo(Rate.of(plain).area(RateWeighting.AUTOC).value(), within(1e-12));
        }
    }

    /** With integer weights, the same as rows that many times. */
    @Test
    void weightsCountRows() {
        CateFit plain = Cars.fit(null, null);
        double[] weight = new double[32];
        int[] rows = new int[96];
        int count = 0;
        for (int i = 0; i < 32; i++) {
            weight[i] = 1 + i % 3;
            for (int k = 0; k <= i % 3; k++) {
                rows[count++] = i;
            }
        }
        rows = Arrays.copyOf(rows, count);
        CateFit once = weighted(plain, null, weight);
        CateFit often = Cars.of(
                pick(plain.effects(), rows),
                new OrthogonalScores(
                        pick(plain.scores().outcome(), rows),
                        pick(plain.scores().arm(), rows),
                        pick(plain.scores().propensity(), rows),
                        pick(plain.scores().treated(), rows),
                        pick(plain.scores().control(), rows),
                        null,
                        null));
        for (Estimand target : List.of(Estimand.ATE, Estimand.ATT, Estimand.ATC, Estimand.ATO)) {
            assertThat(AverageEffects.of(once, target).estimate().value())
                    .isCloseTo(AverageEffects.of(often, target).estimate().value(), within(1e-11));
        }
        assertThat(Calibration.of(once).coefficients().estimate().value())
                .isCloseTo(Calibration.of(often).coefficients().estimate().value(), within(1e-11));
        UpliftCurve a = UpliftCurve.of(once);
        UpliftCurve b = UpliftCurve.of(often);
        double[] part = new double[32];
        new Ranking(new Pooled(List.of(HeldOut.all(once)))).treated(.5, part);
        double sum = 0;
        for (int i = 0; i < 32; i++) {
            sum += weight[i] * part[i];
        }
        assertThat(sum).isCloseTo(count / 2.0, within(1e-12));
        assertThat(a.uplift().terms().get(a.shares().length - 1).value())
                .isCloseTo(b.uplift().terms().get(b.shares().length - 1).value(), within(1e-12));
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void groupsAddUpToTheAverage(int count) {
        CateFit fit = ranked(101, 1, false);
        GroupEffects groups = GroupEffects.of(fit, count);
        int[] rows = new int[count];
        for (int g : groups.group()) {
            rows[g]++;
        }
        double sum = 0;
        for (int g = 0; g < count; g++) {
            assertThat(rows[g]).isBetween(101 / count, 101 / count + 1);
            sum += rows[g] * groups.pointwise().terms().get(g).value() / 101;
        }
        assertThat(sum).isCloseTo(AverageEffects.ate(fit).estimate().value(), within(1e-12));
        assertThat(groups.means(fit.scores().doublyRobust())[0])
                .isCloseTo(groups.pointwise().estimate().value(), within(1e-12));
        assertThat(groups.predicted()).isSorted();
        assertThat(groups.difference().value())
                .isCloseTo(
                        groups.pointwise().terms().get(count - 1).value()
                                - groups.pointwise().estimate().value(),
                        within(1e-12));
    }

    /** AUTOC = mean of a score over rows, where a is the sum of 1/k from the row's place on, less 1; QINI likewise. */
    @Test
    void areasAreCovariancesWithTheRank() {
        CateFit fit = ranked(60, 1, false);
        Pooled pooled = new Pooled(List.of(HeldOut.all(fit)));
        int[] rising = Priorities.order(pooled.priority);
        double autoc = 0;
        double qini = 0;
        for (int place = 1; place <= 60; place++) {
            double harmonic = 0;
            for (int k = place; k <= 60; k++) {
                harmonic += 1.0 / k;
            }
            double score = pooled.score[rising[60 - place]];
            autoc += (harmonic - 1) * score / 60;
            qini += ((61.0 - place) / 60 - 61.0 / 120) * score / 60;
        }
        Rate rate = Rate.of(fit);
        assertThat(rate.area(RateWeighting.AUTOC).value()).isCloseTo(autoc, within(1e-12));
        assertThat(rate.area(RateWeighting.QINI).value()).isCloseTo(qini, within(1e-12));
        assertThat(RateTest.test(fit, RateWeighting.AUTOC)
                        .glance()
                        .diagnostics()
                        .get("area"))
                .isCloseTo(autoc, within(1e-12));
        assertThat(RateTest.test(fit, RateWeighting.QINI).glance().diagnostics().get("area"))
                .isCloseTo(qini, within(1e-12));
    }

    /** Ties averaged are the mean over every order of the tied rows: all 24 orders of four. */
    @Test
    void tiesAreTheMeanOverOrders() {
        double[] score = {3, -1, 4, 1, -5, 9, 2, -6, 5, 3};
        double[] tied = {5, 1, 1, 1, 1, 4, 3, 2, 0, -1};
        Pooled all = new Pooled(List.of(HeldOut.all(Cars.ranked(tied, score))));
        double[] whole = new Ranking(all).areas(null, new double[] {.6});
        double[] mean = new double[3];
        int[] block = {1, 2, 3, 4};
        int orders = 0;
        for (int code = 0; code < 256; code++) {
            int[] digit = {code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6};
            if (Arrays.stream(digit).distinct().count() < 4) {
                continue;
            }
            double[] broken = tied.clone();
            for (int k = 0; k < 4; k++) {
                broken[block[k]] += .1 * digit[k];
            }
            Pooled one = new Pooled(List.of(HeldOut.all(Cars.ranked(broken, score))));
            double[] areas = new Ranking(one).areas(null, new double[] {.6});
            for (int t = 0; t < 3; t++) {
                mean[t] += areas[t] / 24;
            }
            orders++;
        }
        assertThat(orders).isEqualTo(24);
        for (int t = 0; t < 3; t++) {
            assertThat(whole[t]).isCloseTo(mean[t], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void areaUnderTheUpliftCurveHoldsTheAverageEffectAndRateDoesNot(boolean tied) {
        CateFit fit = ranked(80, 1, tied);
        double qini = Rate.of(fit).area(RateWeighting.QINI).value();
        double average = AverageEffects.ate(fit).estimate().value();
        UpliftCurve curve = UpliftCurve.of(fit);
        assertThat(curve.area().value()).isCloseTo(qini + average * 81 / 160, within(1e-12));
        double[] shares = curve.shares();
        for (int s = 0; s < shares.length - 1; s++) {
            double gap = curve.uplift().terms().get(s).value() - average;
            assertThat(curve.qini().terms().get(s).value()).isCloseTo(shares[s] * gap, within(1e-12));
        }
        assertThat(curve.uplift().terms().get(shares.length - 1).value()).isCloseTo(average, within(1e-12));
        assertThat(shares[0] * 80).isGreaterThanOrEqualTo(10);
    }

    @Test
    void bandsHoldMoreThanPointwiseIntervals() {
        UpliftCurve curve = UpliftCurve.of(ranked(300, 1, false));
        double critical = critical(curve.upliftBand().estimate());
        // More than one look costs more than one, and less than Bonferroni's 50 independent ones.
        assertThat(critical).isBetween(2.3, 3.29);
        GroupEffects groups = GroupEffects.of(ranked(2000, 1, false), 5);
        assertThat(critical(groups.simultaneous().estimate())).isCloseTo(2.5758, within(.02));
    }

    private static double critical(Estimate estimate) {
        return (estimate.inference().interval(.95).upper() - estimate.value()) / estimate.stdError();
    }

    /**
     * The law of the largest of independent normals is Sidak's. The tolerances are 4 standard errors of 9,999 draws: .0156 for the
     * quantile, .0022 for a probability of .05; each fails by chance in 6 of 100,000 keys.
     */
    @Test
    void drawnLawAgreesWithTheExactOne() {
        double[][] identity = new double[5][5];
        for (int i = 0; i < 5; i++) {
            identity[i][i] = 1;
        }
        Family drawn = new Family.Correlated(identity, 1);
        Family exact = new Family.Independent(5);
        double z = new Normal(0, 1).interval(1 - exact.pointwise(.05)).upper();
        assertThat(new Normal(0, 1).interval(1 - drawn.pointwise(.05)).upper()).isCloseTo(z, within(.06));
        assertThat(drawn.adjusted(.01)).isCloseTo(exact.adjusted(.01), within(.009));
        assertThat(exact.adjusted(exact.pointwise(.05))).isCloseTo(.05, within(1e-14));
        // One statistic five times over is one statistic.
        double[][] same = new double[5][5];
        for (double[] row : same) {
            Arrays.fill(row, 1);
        }
        assertThat(new Family.Correlated(same, 1).pointwise(.05)).isCloseTo(.05, within(.009));
    }

    /** A surface that is right has the smaller loss: by its mean squared error, up to noise; 5 standard errors, 6e-7. */
    @Test
    void lossDifferencesAreThoseOfTheMeanSquaredError() {
        CateFit fit = ranked(4000, 1, false);
        double[] half = Arrays.stream(fit.effects()).map(s -> 1 + s / 2).toArray();
        double[] right = Arrays.stream(fit.effects()).map(s -> 1 + s).toArray();
        double expected =
                Arrays.stream(fit.effects()).map(s -> s * s / 4).average().orElseThrow();
        Estimate gap = SurfaceComparison.by(fit)
                .with("half", half)
                .with("right", right)
                .against("right")
                .terms()
                .get(1);
        assertThat(gap.term()).isEqualTo("half");
        assertThat(gap.value()).isCloseTo(expected, within(5 * gap.stdError()));
        assertThat(gap.stdError()).isLessThan(.03);
    }

    @Test
    void calibrationIsOneWherePredictionsAreTheCoefficients() {
        // Outcomes without noise: Y - m = (D - e)(2 + s), and the predictions are 2 + s.
        int n = 40;
        double[] arm = new double[n];
        double[] e = new double[n];
        double[] y = new double[n];
        double[] m1 = new double[n];
        double[] m0 = new double[n];
        double[] effects = new double[n];
        for (int i = 0; i < n; i++) {
            arm[i] = i % 3 == 0 ? 1 : 0;
            e[i] = .3;
            effects[i] = 2 + (i % 7 - 3);
            m1[i] = 5;
            m0[i] = 5;
            y[i] = 5 + (arm[i] - e[i]) * effects[i] + 1e-3 * (i % 2 - .5);
        }
        Fit fit = Calibration.of(Cars.of(effects, new OrthogonalScores(y, arm, e, m1, m0, null, null)))
                .coefficients();
        assertThat(fit.terms().get(0).value()).isCloseTo(1, within(1e-3));
        assertThat(fit.terms().get(1).value()).isCloseTo(1, within(1e-3));
        // In any unit of the outcome the same.
        double[] y2 = Arrays.stream(y).map(v -> 1000 * v).toArray();
        double[] effects2 = Arrays.stream(effects).map(v -> 1000 * v).toArray();
        double[] m2 = Arrays.stream(m1).map(v -> 1000 * v).toArray();
        Fit other = Calibration.of(Cars.of(effects2, new OrthogonalScores(y2, arm, e, m2, m2, null, null)))
                .coefficients();
        assertThat(other.terms().get(0).value()).isCloseTo(fit.terms().get(0).value(), within(1e-12));
        assertThat(other.terms().get(0).stdError()).isCloseTo(fit.terms().get(0).stdError(), within(1e-12));
    }

    @Test
    void tiedPredictionsMakeFewerGroups() {
        CateFit fit = ranked(100, 1, false);
        double[] two = Arrays.stream(fit.effects()).map(s -> s > .5 ? 1 : 0).toArray();
        GroupEffects groups = GroupEffects.of(Cars.ranked(two, fit.scores().doublyRobust()), 5);
        assertThat(groups.count()).isEqualTo(2);
        assertThat(groups.pointwise().cautions()).extracting(Caution::code).contains("tied-effects");
        for (int i = 0; i < 100; i++) {
            assertThat(groups.group()[i]).isEqualTo((int) two[i]);
        }
    }

    @Test
    void constantPredictionsAreOneGroupAndNoEvidence() {
        CateFit fit = Cars.ranked(new double[40], ranked(40, 1, false).scores().doublyRobust());
        GroupEffects groups = GroupEffects.of(fit, 4);
        assertThat(groups.count()).isEqualTo(1);
        assertThat(groups.pointwise().cautions()).extracting(Caution::code).containsExactly("constant-effects");
        assertThat(groups.homogeneity().pValue()).isEqualTo(1);
        assertThat(groups.monotonicity().pValue()).isEqualTo(1);
        assertThat(Calibration.test(fit).pValue()).isEqualTo(1);
        assertThat(RateTest.test(fit, RateWeighting.AUTOC).pValue()).isEqualTo(1);
        refused(Problem.UNSUITABLE_METHOD, () -> Calibration.of(fit));
        refused(Problem.UNSUITABLE_METHOD, () -> Rate.of(fit));
        refused(Problem.UNSUITABLE_METHOD, groups::difference);
        refused(
                Problem.UNSUITABLE_METHOD,
                () -> Clan.of(groups, Covariates.of(List.of(new Column.Numeric("x", new double[40])))));
    }

    private static void refused(Problem problem, Runnable run) {
        assertThatThrownBy(run::run)
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void badInputIsRefused() {
        CateFit five = ranked(5, 1, false);
        refused(Problem.TOO_FEW_ROWS, () -> GroupEffects.of(five, 2));
        refused(Problem.TOO_FEW_ROWS, () -> Calibration.of(five));
        refused(Problem.TOO_FEW_ROWS, () -> Rate.of(five));
        refused(Problem.TOO_FEW_ROWS, () -> RateTest.test(five, RateWeighting.QINI));
        refused(Problem.TOO_FEW_ROWS, () -> UpliftCurve.of(five));
        double[] nan = ranked(50, 1, false).effects().clone();
        nan[7] = Double.NaN;
        CateFit broken = Cars.ranked(nan, new double[50]);
        for (Runnable run : List.<Runnable>of(
                () -> GroupEffects.of(broken, 2),
                () -> Calibration.of(broken),
                () -> Rate.of(broken),
                () -> UpliftCurve.of(broken))) {
            assertThatThrownBy(run::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row 8");
        }
        double[] zeros = new double[50];
        double[] half = new double[50];
        Arrays.fill(half, .5);
        CateFit control = Cars.of(
                ranked(50, 1, false).effects(), new OrthogonalScores(half, zeros, half, zeros, zeros, null, null));
        refused(Problem.ONE_LEVEL, () -> AverageEffects.ate(control));
        refused(Problem.ONE_LEVEL, () -> Calibration.of(control));
        refused(Problem.ONE_LEVEL, () -> GroupEffects.of(control, 2));
        refused(Problem.ONE_LEVEL, () -> RateTest.test(control, RateWeighting.AUTOC));
        refused(Problem.CONSTANT_OUTCOME, () -> AverageEffects.ate(Cars.ranked(new double[50], new double[50])));
        refused(Problem.TOO_FEW_CLUSTERS, () -> AverageEffects.ate(weighted(ranked(50, 1, false), new int[50], null)));
        assertThatThrownBy(() -> GroupEffects.of(ranked(50, 1, false), 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void clusteredGroupsAreCorrelated() {
        CateFit fit = ranked(400, 1, false);
        int[] cluster = new int[400];
        for (int i = 0; i < 400; i++) {
            cluster[i] = i / 10;
        }
        GroupEffects groups = GroupEffects.of(weighted(fit, cluster, null), 4);
        Estimate estimate = groups.simultaneous().estimate();
        assertThat(critical(estimate)).isBetween(critical(groups.pointwise().estimate()), 3.0);
        assertThat(groups.homogeneity().pValue()).isLessThan(1e-6);
        assertThat(groups.monotonicity().pValue()).isGreaterThan(.5);
        assertThat(groups.pointwise().glance().clusters()).isEqualTo(40);
        Covariates x = Covariates.of(List.of(new Column.Numeric("s", fit.effects())));
        assertThat(Clan.of(groups, x).pointwise().estimate().inference().pValue(0))
                .isLessThan(1e-6);
    }

    @Test
    void constantCovariatesAreNotDescribed() {
        CateFit fit = ranked(100, 1, false);
        double[] perfect = Arrays.stream(fit.effects()).map(s -> s > 0 ? 1 : 0).toArray();
        Covariates x = Covariates.of(List.of(
                new Column.Numeric("constant", new double[100]),
                new Column.Numeric("side", perfect),
                new Column.Numeric("s", fit.effects())));
        Clan clan = Clan.of(GroupEffects.of(fit, 4), x);
        assertThat(clan.pointwise().terms()).extracting(Estimate::term).containsExactly("side", "s");
        assertThat(clan.pointwise().cautions()).extracting(Caution::code).contains("aliased-columns");
        // All of one group and none of the other, and still not known for certain.
        assertThat(clan.pointwise().estimate().value()).isEqualTo(1);
        assertThat(clan.pointwise().estimate().stdError()).isBetween(.01, .1);
    }

    @Test
    void importanceFindsTheCovariateThatTheSurfaceUses() {
        CateFit fit = ranked(500, 1, false);
        CateFit right = Cars.of(Arrays.stream(fit.effects()).map(s -> s).toArray(), fit.scores());
        Covariates x = Covariates.of(List.of(
                new Column.Numeric("s", fit.effects()),
                new Column.Numeric("other", fit.scores().doublyRobust())));
        Fit importance = Importance.permuted(HeldOut.all(right), x, 20, 1);
        assertThat(importance.terms()).extracting(Estimate::term).containsExactly("s");
        // Scores are 1 + s + noise and the surface is s: dealing s anew adds twice its variance, here 1; 5 standard
        // errors, 6e-7.
        assertThat(importance.estimate().value())
                .isCloseTo(2, within(5 * importance.estimate().stdError()));
    }

    @Test
    void partialDependenceOfTheOnlyCovariateIsTheSurface() {
        CateFit fit = Cars.fit(null, null);
        Covariates wt = Covariates.of(List.of(new Column.Numeric("wt", Mtcars.wt())));
        PartialDependence curve = PartialDependence.of(fit.model(), wt, 0, 5);
        assertThat(curve.values()).hasSize(5).isSorted().contains(1.513, 5.424);
        for (int g = 0; g < 5; g++) {
            assertThat(curve.effects()[g]).isCloseTo(curve.values()[g], within(1e-12));
        }
    }
}
