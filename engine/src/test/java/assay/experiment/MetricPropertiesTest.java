package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Covariates;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Inference;
import assay.Interval;
import assay.Missing;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.linear.Covariance;
import assay.nuisance.SeriesLearner;
import assay.observational.Ipw;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities between metrics, and what they do with data at the edge. */
class MetricPropertiesTest {

    private static final int USERS = 300;

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(3, 0, 3));
    }

    private static double[] normals(int n, int stream) {
        double[] out = new double[n];
        new Philox(17, 0, stream).normals(out);
        return out;
    }

    private static double[] arms(int n) {
        double[] t = new double[n];
        Arrays.setAll(t, i -> i % 3 == 0 ? 1 : 0);
        return t;
    }

    /** Users with 1 to 7 sessions, and so many conversions. */
    private static Sample users(int n) {
        double[] t = arms(n);
        double[] z = normals(n, 0);
        double[] e = normals(n, 1);
        double[] d = new double[n];
        double[] num = new double[n];
        double[] before = new double[n];
        for (int i = 0; i < n; i++) {
            d[i] = 1 + i * 7 % 7 + (i * 5) % 7;
            num[i] = d[i] * (0.3 + 0.1 * z[i] + 0.05 * t[i]) + 0.1 * e[i];
            before[i] = z[i];
        }
        return Sample.builder()
                .add(Role.NUMERATOR, "conversions", num)
                .add(Role.DENOMINATOR, "sessions", d)
                .assignment("t", t)
                .covariate("before", before)
                .build();
    }

    /** The variance of an arm's ratio as textbooks write it, from moments of numerator and denominator. */
    private static double deltaVariance(Sample sample, double[] t, int arm) {
        double[] y = sample.numeric(Role.NUMERATOR);
        double[] d = sample.numeric(Role.DENOMINATOR);
        int[] rows = IntStream.range(0, y.length).filter(i -> t[i] == arm).toArray();
        double n = rows.length;
        double my = Arrays.stream(rows).mapToDouble(i -> y[i]).average().orElseThrow();
        double md = Arrays.stream(rows).mapToDouble(i -> d[i]).average().orElseThrow();
        double r = my / md;
        double yy =
                Arrays.stream(rows).mapToDouble(i -> (y[i] - my) * (y[i] - my)).sum() / (n - 1);
        double dd =
                Arrays.stream(rows).mapToDouble(i -> (d[i] - md) * (d[i] - md)).sum() / (n - 1);
        double yd =
                Arrays.stream(rows).mapToDouble(i -> (y[i] - my) * (d[i] - md)).sum() / (n - 1);
        return (yy - 2 * r * yd + r * r * dd) / (n * md * md);
    }

    @Test
    void ratioHasTheTextbookVariance() {
        Sample sample = users(USERS);
        double[] t = sample.numeric(Role.ASSIGNMENT);
        Estimate estimate = fit(RatioMetric.standard(), sample).estimate();
        double variance = deltaVariance(sample, t, 1) + deltaVariance(sample, t, 0);
        assertThat(estimate.stdError()).isCloseTo(Math.sqrt(variance), within(1e-14));
    }

    @Test
    void aRatioToOneIsAMean() {
        Sample users = users(USERS);
        double[] ones = new double[USERS];
        Arrays.fill(ones, 1);
        Sample sample = users.with(Role.DENOMINATOR, new Column.Numeric("one", ones));
        Sample means = sample.with(Role.OUTCOME, sample.column(Role.NUMERATOR));
        same(fit(RatioMetric.standard(), sample), fit(new DifferenceInMeans(), means));
        same(fit(RelativeLift.ofRatio(), sample), fit(RelativeLift.standard(), means));
        same(fit(CupedRatio.standard(), sample), fit(Cuped.standard(), means));
    }

    private static void same(Fit a, Fit b) {
        assertThat(a.estimate().value()).isCloseTo(b.estimate().value(), within(1e-12));
        assertThat(a.estimate().stdError()).isCloseTo(b.estimate().stdError(), within(1e-12));
        assertThat(a.estimate().inference().degreesOfFreedom())
                .isCloseTo(b.estimate().inference().degreesOfFreedom(), within(1e-8));
    }

    /** Sessions of users that were assigned whole: the ratio over clusters is that of the table of sums. */
    @Test
    void sessionsAreSummedToUsers() {
        int users = 40;
        double[] y = new double[users * 3];
        double[] d = new double[users * 3];
        double[] t = new double[users * 3];
        double[] u = new double[users * 3];
        double[] e = normals(users * 3, 2);
        double[] sumY = new double[users];
        double[] sumD = new double[users];
        for (int i = 0; i < y.length; i++) {
            u[i] = Math.floor(i / 3.0);
            t[i] = i / 3 % 2;
            d[i] = 1 + i % 4;
            y[i] = d[i] + e[i];
            sumY[i / 3] += y[i];
            sumD[i / 3] += d[i];
        }
        Sample rows = Sample.builder()
                .add(Role.NUMERATOR, "y", y)
                .add(Role.DENOMINATOR, "d", d)
                .assignment("t", t)
                .add(Role.CLUSTER, "user", u)
                .build();
        double[] arm = new double[users];
        Arrays.setAll(arm, i -> i % 2);
        Sample table = Sample.builder()
                .add(Role.NUMERATOR, "y", sumY)
                .add(Role.DENOMINATOR, "d", sumD)
                .assignment("t", arm)
                .build();
        Fit clustered = fit(new RatioMetric(RandomisationUnit.CLUSTER), rows);
        same(clustered, fit(RatioMetric.standard(), table));
        assertThat(clustered.glance().clusters()).isEqualTo(users);
        double[] influence = clustered.influence().orElseThrow().values(0);
        double[] sums = new double[users];
        for (int i = 0; i < influence.length; i++) {
            sums[(int) u[i]] += influence[i];
        }
        double squares = Arrays.stream(sums).map(v -> v * v).sum();
        assertThat(Math.sqrt(squares) / influence.length)
                .isCloseTo(
                        clustered.estimate().stdError(),
                        within(0.05 * clustered.estimate().stdError()));
    }

    @Test
    void denominatorsOfNothingAreRefused() {
        Sample sample = users(USERS);
        Sample zero = sample.with(Role.DENOMINATOR, new Column.Numeric("sessions", new double[USERS]));
        for (Estimator<Fit> estimator :
                List.<Estimator<Fit>>of(RatioMetric.standard(), CupedRatio.standard(), RelativeLift.ofRatio())) {
            refused(estimator, zero, Problem.ZERO_DENOMINATOR, "'sessions'");
        }
        double[] weak = normals(USERS, 5);
        Arrays.setAll(weak, i -> weak[i] + 0.1);
        assertThat(codes(fit(RatioMetric.standard(), sample.with(Role.DENOMINATOR, new Column.Numeric("net", weak)))))
                .contains("weak-denominator");
    }

    private static void refused(Estimator<Fit> estimator, Sample sample, Problem problem, String mention) {
        assertThatThrownBy(() -> fit(estimator, sample))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContaining(mention);
    }

    private static List<String> codes(Fit fit) {
        return fit.cautions().stream().map(Caution::code).toList();
    }

    // --- lift

    private static Sample outcomes(double shift, int n) {
        double[] y = normals(n, 7);
        double[] t = arms(n);
        Arrays.setAll(y, i -> y[i] + shift + 0.2 * t[i]);
        return Sample.builder().outcome("y", y).assignment("t", t).build();
    }

    @Test
    void farFromZeroFiellerAndTheDeltaMethodAgree() {
        Sample sample = outcomes(100, 3000);
        Estimate lift = fit(RelativeLift.standard(), sample).estimate();
        ArmMoments m = ArmMoments.of(assay.TwoArms.of(sample), sample.outcome());
        Fieller fieller = new Fieller(
                m.difference(),
                m.controlMean(),
                m.treatedVariance() + m.controlVariance(),
                m.controlVariance(),
                -m.controlVariance(),
                lift.inference().degreesOfFreedom());
        Interval delta = lift.inference().interval(0.95);
        Interval exact = fieller.interval(0.95);
        assertThat(exact.lower()).isCloseTo(delta.lower(), within(1e-3 * delta.width()));
        assertThat(exact.upper()).isCloseTo(delta.upper(), within(1e-3 * delta.width()));
    }

    @Test
    void nearZeroTheIntervalIsFiellersAndMayBeUnbounded() {
        Sample bounded = outcomes(0.25, 600);
        Fit fit = fit(RelativeLift.standard(), bounded);
        assertThat(fit.estimate().inference()).isInstanceOf(Fieller.class);
        assertThat(codes(fit)).contains("weak-baseline").doesNotContain("unbounded-interval");
        Fit unbounded = fit(RelativeLift.standard(), outcomes(0.01, 300));
        assertThat(codes(unbounded)).contains("unbounded-interval");
        assertThat(unbounded.estimate().inference().interval(0.95).width()).isInfinite();
        double[] y = new double[300];
        double[] t = arms(300);
        Arrays.setAll(y, i -> t[i] == 1 ? i : 0);
        refused(
                RelativeLift.standard(),
                Sample.builder().outcome("y", y).assignment("t", t).build(),
                Problem.ZERO_DENOMINATOR,
                "'y'");
        assertThat(codes(fit(RelativeLift.standard(), outcomes(-20, 300)))).contains("negative-baseline");
    }

    /** The ends solve {@code |a - r b| = q SE(a - r b)}, tests and intervals agree, and levels nest. */
    @ParameterizedTest
    @CsvSource({"1, 2, 0.1, 0.2, 0.05", "-1, 2, 0.3, 0.2, -0.1", "0.5, -0.9, 0.2, 0.04, 0", "1, 0.3, 0.2, 0.05, 0.01"})
    void fiellerIsTheSetOfRatiosNotRejected(double a, double b, double va, double vb, double cov) {
        Inference fieller = new Fieller(a, b, va, vb, cov, 17);
        Interval inner = new Interval(a / b, a / b);
        for (double level : new double[] {0.3, 0.6, 0.8, 0.95, 0.99}) {
            Interval interval = fieller.interval(level);
            assertThat(interval.lower()).isLessThanOrEqualTo(inner.lower());
            assertThat(interval.upper()).isGreaterThanOrEqualTo(inner.upper());
            if (Double.isFinite(interval.width())) {
                assertThat(fieller.pValue(interval.lower())).isCloseTo(1 - level, within(1e-9));
                assertThat(fieller.pValue(interval.upper())).isCloseTo(1 - level, within(1e-9));
            } else {
                assertThat(fieller.pValue(0)).isGreaterThan(1 - level);
            }
            inner = interval;
        }
    }

    @Test
    void binomialVarianceIsThatOfZeroAndOne() {
        refused(
                new RelativeLift(Measure.MEAN, ArmVariance.BINOMIAL),
                outcomes(5, 50),
                Problem.UNSUITABLE_METHOD,
                "'y'");
    }

    // --- CUPED

    @Test
    void cupedIsTheCoefficientOfTheRegressionAndReportsWhatItGained() {
        Sample users = users(USERS);
        Sample sample = users.with(Role.OUTCOME, users.column(Role.NUMERATOR));
        Fit cuped = fit(Cuped.standard(), sample);
        Fit regression = fit(RegressionAdjustment.standard(), sample);
        assertThat(cuped.estimate()).isEqualTo(regression.estimate());
        Estimate plain = fit(new DifferenceInMeans(), sample).estimate();
        assertThat(cuped.glance().diagnostics())
                .containsEntry("unadjusted_estimate", plain.value())
                .containsEntry("unadjusted_std_error", plain.stdError());
        double ratio = cuped.estimate().stdError() / plain.stdError();
        assertThat(cuped.glance().diagnostics().get("variance_reduction")).isCloseTo(1 - ratio * ratio, within(1e-12));
        assertThat(codes(cuped)).isEmpty();
    }

    @Test
    void covariatesThatSayNothingAndCovariatesThatTreatmentMovedAreTold() {
        Sample sample = outcomes(0, 90);
        boolean told = IntStream.range(20, 40)
                .anyMatch(stream -> codes(fit(
                                Cuped.standard(),
                                sample.with(Role.COVARIATE, new Column.Numeric("noise", normals(90, stream)))))
                        .contains("no-variance-reduction"));
        assertThat(told).isTrue();
        double[] moved = normals(90, 9);
        double[] t = sample.numeric(Role.ASSIGNMENT);
        Arrays.setAll(moved, i -> moved[i] + 3 * t[i]);
        assertThat(codes(fit(Cuped.standard(), sample.with(Role.COVARIATE, new Column.Numeric("x", moved)))))
                .contains("pre-period-imbalance");
    }

    /** Which value stands in for a missing one is of no matter beside the indicator. */
    @Test
    void missingPrePeriodsKeepTheirRows() {
        Sample users = users(USERS);
        double[] before =
                ((Column.Numeric) users.column(Role.COVARIATE)).values().clone();
        for (int i = 0; i < USERS; i += 5) {
            before[i] = Double.NaN;
        }
        Sample.Builder builder = Sample.builder()
                .missing(Missing.IMPUTE)
                .add(Role.OUTCOME, users.column(Role.NUMERATOR))
                .add(Role.ASSIGNMENT, users.column(Role.ASSIGNMENT))
                .covariate("before", before);
        Sample sample = builder.build();
        assertThat(sample.size()).isEqualTo(USERS);
        assertThat(sample.dropped()).isZero();
        Covariates covariates = sample.covariates();
        assertThat(covariates.names()).containsExactly("before", "before_missing");
        double mean =
                Arrays.stream(before).filter(v -> !Double.isNaN(v)).average().orElseThrow();
        assertThat(covariates.columns()[0][5]).isCloseTo(mean, within(1e-12));
        double[] other = covariates.columns()[0].clone();
        Arrays.setAll(other, i -> covariates.columns()[1][i] == 1 ? -50 : other[i]);
        Estimate same = fit(
                        Cuped.standard(),
                        sample.with(
                                Role.COVARIATE,
                                new Column.Numeric("before", other),
                                sample.columns(Role.COVARIATE).get(1)))
                .estimate();
        assertThat(same.value())
                .isCloseTo(fit(Cuped.standard(), sample).estimate().value(), within(1e-12));

        double[] y = users.numeric(Role.NUMERATOR).clone();
        y[3] = Double.NaN;
        assertThatThrownBy(() -> Sample.builder()
                        .missing(Missing.IMPUTE)
                        .outcome("y", y)
                        .covariate("before", before)
                        .build())
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("'y'")
                .hasMessageNotContaining("'before'");
    }

    @Test
    void missingLevelsAreALevelAndAnEmptyColumnIsNone() {
        Sample sample = Sample.builder()
                .missing(Missing.IMPUTE)
                .outcome("y", new double[] {1, 2, 3})
                .add(Role.COVARIATE, new Column.Categorical("os", new int[] {0, -1, 1}, List.of("a", "b")))
                .build();
        assertThat(sample.covariates().names()).containsExactly("os_b", "os_missing");
        assertThatThrownBy(() -> Sample.builder()
                        .missing(Missing.IMPUTE)
                        .outcome("y", new double[] {1, 2})
                        .covariate("x", new double[] {Double.NaN, Double.NaN})
                        .build())
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("'x'");
    }

    /** With the linearised pre-period as the covariate, the variance is that over four moments. */
    @Test
    void cupedForRatiosIsTheDeltaMethodOverFourMoments() {
        int n = 4000;
        Sample users = users(n);
        double[] t = users.numeric(Role.ASSIGNMENT);
        double[] z = ((Column.Numeric) users.column(Role.COVARIATE)).values();
        double[] e = normals(n, 11);
        double[] preD = new double[n];
        double[] preN = new double[n];
        for (int i = 0; i < n; i++) {
            preD[i] = 2 + i % 5;
            preN[i] = preD[i] * (0.3 + 0.1 * z[i]) + 0.1 * e[i];
        }
        double preR = Arrays.stream(preN).sum() / Arrays.stream(preD).sum();
        double[] linear = new double[n];
        Arrays.setAll(linear, i -> preN[i] - preR * preD[i]);
        Sample sample = users.with(Role.COVARIATE, new Column.Numeric("pre", linear));
        Fit fit = fit(CupedRatio.standard(), sample);
        double[] post = RatioUnits.of(sample, RandomisationUnit.ROW).units().outcome();
        double theta = slope(post, linear, t);
        double variance = 0;
        for (int arm = 0; arm < 2; arm++) {
            variance += armVariance(post, post, t, arm)
                    - 2 * theta * armVariance(post, linear, t, arm)
                    + theta * theta * armVariance(linear, linear, t, arm);
        }
        // HC2 is this but for the degree of freedom of theta.
        assertThat(fit.estimate().stdError()).isCloseTo(Math.sqrt(variance), within(2e-3 * Math.sqrt(variance)));
        assertThat(fit.glance().diagnostics().get("variance_reduction")).isBetween(0.5, 0.99);
        // Both columns of the pre-period can only do better than one combination of them.
        Fit both = fit(
                CupedRatio.standard(),
                users.with(Role.COVARIATE, new Column.Numeric("pn", preN), new Column.Numeric("pd", preD)));
        assertThat(both.estimate().stdError()).isLessThan(1.01 * fit.estimate().stdError());
    }

    private static double slope(double[] y, double[] x, double[] t) {
        double cross = 0;
        double squares = 0;
        for (int arm = 0; arm < 2; arm++) {
            double n = count(t, arm);
            cross += armVariance(y, x, t, arm) * n * (n - 1);
            squares += armVariance(x, x, t, arm) * n * (n - 1);
        }
        return cross / squares;
    }

    private static double count(double[] t, int arm) {
        return Arrays.stream(t).filter(v -> v == arm).count();
    }

    private static double armVariance(double[] a, double[] b, double[] t, int arm) {
        double n = count(t, arm);
        double ma = IntStream.range(0, a.length)
                .filter(i -> t[i] == arm)
                .mapToDouble(i -> a[i] / n)
                .sum();
        double mb = IntStream.range(0, a.length)
                .filter(i -> t[i] == arm)
                .mapToDouble(i -> b[i] / n)
                .sum();
        return IntStream.range(0, a.length)
                        .filter(i -> t[i] == arm)
                        .mapToDouble(i -> (a[i] - ma) * (b[i] - mb))
                        .sum()
                / (n - 1)
                / n;
    }

    // --- learned adjustment

    @Test
    void predictionsOfALineAreALine() {
        int n = 2000;
        Sample users = users(n);
        double[] x = normals(n, 12);
        double[] e = normals(n, 13);
        double[] y = new double[n];
        double[] t = arms(n);
        Arrays.setAll(y, i -> 3 * x[i] + t[i] + 0.5 * e[i]);
        Sample sample =
                users.with(Role.OUTCOME, new Column.Numeric("y", y)).with(Role.COVARIATE, new Column.Numeric("x", x));
        Fit learned = fit(new MlRate(SeriesLearner.regression(1), 5, RandomisationUnit.ROW), sample);
        Estimate lin = fit(Lin.standard(), sample).estimate();
        assertThat(learned.estimate().value()).isCloseTo(lin.value(), within(0.2 * lin.stdError()));
        assertThat(learned.estimate().stdError()).isCloseTo(lin.stdError(), within(0.02 * lin.stdError()));
        assertThat(learned.glance().diagnostics().get("prediction_r_squared")).isBetween(0.9, 1.0);
    }

    @Test
    void clustersAreLearnedAndComparedWhole() {
        int n = 600;
        double[] x = normals(n, 14);
        double[] e = normals(n, 15);
        double[] y = new double[n];
        double[] t = new double[n];
        double[] g = new double[n];
        for (int i = 0; i < n; i++) {
            g[i] = Math.floor(i / 10.0);
            t[i] = i / 10 % 2;
            y[i] = x[i] * x[i] + t[i] + e[i] + e[(i / 10) * 10];
        }
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .covariate("x", x)
                .add(Role.CLUSTER, "g", g)
                .build();
        Fit fit = fit(new MlRate(SeriesLearner.regression(3), 3, RandomisationUnit.CLUSTER), sample);
        assertThat(fit.glance().clusters()).isEqualTo(60);
        assertThat(fit.estimate().stdError())
                .isLessThan(fit(new ClusterMeans(), sample).estimate().stdError());
        assertThat(fit.influence().orElseThrow().values(0)).hasSize(n);
        // A cluster in both arms is none.
        t[0] = 1;
        refused(
                new MlRate(SeriesLearner.regression(3), 3, RandomisationUnit.CLUSTER),
                sample,
                Problem.MIXED_CLUSTER,
                "'g'");
    }

    // --- quantiles

    @Test
    void tiesThatLeaveNothingToJudgeByAreRefused() {
        double[] y = new double[400];
        double[] t = arms(400);
        Arrays.setAll(y, i -> i % 100 == 0 ? 5 : 0);
        Sample sample = Sample.builder().outcome("y", y).assignment("t", t).build();
        refused(new QuantileEffect(0.5, RandomisationUnit.ROW), sample, Problem.COLLAPSED_BOUNDS, "'y'");
        refused(new QuantileEffect(0.999, RandomisationUnit.ROW), sample, Problem.TOO_FEW_ROWS, "0.999");
        Arrays.setAll(y, i -> i % 11);
        assertThat(codes(fit(QuantileEffect.standard(), sample))).contains("tied-quantile");
    }

    /** Rows in pairs of equal values are half as many: the design effect is 2, but for G / (G - 1). */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9})
    void copiesOfRowsAddNothing(double probability) {
        int n = 2000;
        double[] once = normals(n, 16);
        double[] y = new double[2 * n];
        double[] t = new double[2 * n];
        double[] g = new double[2 * n];
        for (int i = 0; i < y.length; i++) {
            y[i] = once[i / 2];
            t[i] = i / 2 % 2;
            g[i] = Math.floor(i / 2.0);
        }
        Sample sample = Sample.builder()
                .outcome("y", y)
                .assignment("t", t)
                .add(Role.CLUSTER, "g", g)
                .build();
        Fit clustered = fit(new QuantileEffect(probability, RandomisationUnit.CLUSTER), sample);
        assertThat(clustered.glance().diagnostics().get("design_effect_treated"))
                .isCloseTo(2, within(0.01));
        Fit rows = fit(new QuantileEffect(probability, RandomisationUnit.ROW), sample);
        assertThat(clustered.estimate().stdError())
                .isCloseTo(
                        Math.sqrt(2) * rows.estimate().stdError(),
                        within(0.01 * rows.estimate().stdError()));
    }

    // --- caps

    @Test
    void capsAreDeclaredAndTold() {
        Sample sample = outcomes(0, 300);
        Fit fit = fit(new Winsorised(new DifferenceInMeans(), -1, 1), sample);
        double[] capped = Arrays.stream(sample.outcome())
                .map(v -> Math.min(1, Math.max(-1, v)))
                .toArray();
        Estimate by = fit(new DifferenceInMeans(), sample.with(Role.OUTCOME, new Column.Numeric("y", capped)))
                .estimate();
        assertThat(fit.estimate()).isEqualTo(by);
        assertThat(codes(fit)).contains("capped-metric");
        assertThat(fit.glance().diagnostics().get("capped_share")).isBetween(0.2, 0.45);
        Column.Numeric before = new Column.Numeric("before", new double[] {4, Double.NaN, 1, 3, 2});
        // Definition 8: place (4 + 1/3) / 2 + 1/3 = 2.5.
        assertThat(Winsorised.atQuantile(new DifferenceInMeans(), before, 0.5).cap())
                .isCloseTo(2.5, within(1e-12));
        assertThatThrownBy(() -> new Winsorised(new DifferenceInMeans(), 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        Fit ratio = fit(new Winsorised(RatioMetric.standard(), 0, 1.5), users(USERS));
        assertThat(ratio.glance().diagnostics()).containsKey("capped_share");
    }

    // --- router

    @Test
    void theRouterNamesAnEstimatorAndItsReason() {
        route(MetricRequest.of(MetricType.MEAN), DifferenceInMeans.class, "Welch");
        route(MetricRequest.of(MetricType.REVENUE), DifferenceInMeans.class, "cap");
        route(MetricRequest.of(MetricType.RATIO), RatioMetric.class, "delta method");
        route(MetricRequest.of(MetricType.COUNT).with(MetricRequest.History.COVARIATES), Cuped.class, "pre-period");
        route(MetricRequest.of(MetricType.MEAN).with(MetricRequest.History.FEATURES), MlRate.class, "learner");
        route(MetricRequest.of(MetricType.RATIO).with(MetricRequest.History.COVARIATES), CupedRatio.class, "moments");
        route(MetricRequest.of(MetricType.QUANTILE), QuantileEffect.class, "Order statistics");
        route(MetricRequest.of(MetricType.MEAN).in(MetricRequest.Design.CLUSTER), ClusterMeans.class, "clusters");
        route(MetricRequest.of(MetricType.MEAN).in(MetricRequest.Design.ADAPTIVE), Ipw.class, "weighted");
        route(
                MetricRequest.of(MetricType.PROPORTION).in(MetricRequest.Design.ENCOURAGEMENT),
                DifferenceInMeans.class,
                "intention-to-treat");
        MetricRouter.Route sessions =
                MetricRouter.route(MetricRequest.of(MetricType.RATIO).of(MetricRequest.Rows.PARTS_WITH_CLUSTER));
        assertThat(sessions.estimator()).isEqualTo(new RatioMetric(RandomisationUnit.CLUSTER));
    }

    private static void route(MetricRequest request, Class<?> estimator, String reason) {
        MetricRouter.Route route = MetricRouter.route(request);
        assertThat(route.estimator()).isInstanceOf(estimator);
        assertThat(route.reason()).contains(reason);
    }

    @Test
    void theRouterRefusesWhatIsWrong() {
        MetricRequest quantile = MetricRequest.of(MetricType.QUANTILE);
        MetricRequest ratio = MetricRequest.of(MetricType.RATIO);
        wrong(quantile.with(MetricRequest.History.COVARIATES), "moves a quantile");
        wrong(ratio.of(MetricRequest.Rows.PARTS_ALONE), "dependent rows");
        wrong(
                MetricRequest.of(MetricType.MEAN)
                        .in(MetricRequest.Design.CLUSTER)
                        .of(MetricRequest.Rows.PARTS_ALONE),
                "dependent rows");
        wrong(ratio.with(MetricRequest.History.FEATURES), "no outcome by unit");
        wrong(ratio.with(MetricRequest.History.COVARIATES).of(MetricRequest.Rows.PARTS_WITH_CLUSTER), "one row");
        wrong(ratio.in(MetricRequest.Design.ADAPTIVE), "differ before treatment");
        wrong(quantile.in(MetricRequest.Design.ADAPTIVE), "differ before treatment");
        wrong(
                MetricRequest.of(MetricType.MEAN)
                        .in(MetricRequest.Design.ADAPTIVE)
                        .of(MetricRequest.Rows.PARTS_WITH_CLUSTER),
                "independent");
    }

    private static void wrong(MetricRequest request, String reason) {
        assertThatThrownBy(() -> MetricRouter.route(request))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNSUITABLE_METHOD))
                .hasMessageContaining(reason);
    }

    @Test
    void covarianceIsAnOptionOfAdjustment() {
        Sample users = users(USERS);
        assertThat(fit(new CupedRatio(Covariance.HC3), users).estimate().stdError())
                .isGreaterThan(fit(CupedRatio.standard(), users).estimate().stdError());
    }
}
