package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.baseline.OneSample;
import assay.linear.Covariance;
import assay.linear.LeastSquares;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentPropertiesTest {

    private static final List<Estimator<Fit>> ALL = all();

    private static List<Estimator<Fit>> all() {
        List<Estimator<Fit>> all = new ArrayList<>(List.of(new DifferenceInMeans(), new OneSample()));
        for (Covariance covariance : Covariance.values()) {
            all.add(new RegressionAdjustment(covariance));
            all.add(new Lin(Population.SAMPLE, covariance));
            all.add(new Lin(Population.SUPERPOPULATION, covariance));
        }
        return all;
    }

    /** A sample with three covariates, unequal arms and effects that vary. */
    private static Sample sample(int n, int seed) {
        Philox random = new Philox(99, seed, 0);
        double[] y = new double[n];
        double[] t = new double[n];
        double[][] x = new double[3][n];
        for (double[] column : x) {
            random.normals(column);
        }
        random.normals(y);
        for (int i = 0; i < n; i++) {
            t[i] = i % 3 == 0 ? 1 : 0;
            x[1][i] = x[1][i] > 0 ? 1 : 0;
            y[i] += x[0][i] - 2 * x[1][i] + t[i] * (1 + x[0][i] + 0.5 * x[2][i]);
        }
        return build(y, t, x);
    }

    private static Sample build(double[] y, double[] t, double[]... x) {
        Sample.Builder builder = Sample.builder().outcome("y", y).assignment("t", t);
        for (int j = 0; j < x.length; j++) {
            builder.covariate("x" + (j + 1), x[j]);
        }
        return builder.build();
    }

    private static Fit fit(Estimator<Fit> estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(0, 0, 3));
    }

    private static Estimate estimate(Estimator<Fit> estimator, Sample sample) {
        return fit(estimator, sample).estimate();
    }

    private static double[] map(double[] values, DoubleUnaryOperator f) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = f.applyAsDouble(values[i]);
        }
        return out;
    }

    private static void close(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.max(1e-3, Math.abs(expected))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void rowsMayComeInAnyOrder(int seed) {
        Sample sample = sample(61, seed);
        int[] order = new int[61];
        for (int i = 0; i < 61; i++) {
            order[i] = (i * 17 + seed) % 61;
        }
        for (Estimator<Fit> estimator : ALL) {
            Estimate one = estimate(estimator, sample);
            Estimate two = estimate(estimator, sample.rows(order));
            close(two.value(), one.value(), 1e-11);
            close(two.stdError(), one.stdError(), 1e-11);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void unitsAndOriginsOfTheOutcomeAreCarriedThrough(int seed) {
        Sample sample = sample(64, seed);
        Sample moved = sample.with(Role.OUTCOME, new Column.Numeric("y", map(sample.outcome(), y -> 1000 - 3 * y)));
        for (Estimator<Fit> estimator : ALL) {
            Estimate one = estimate(estimator, sample);
            Estimate two = estimate(estimator, moved);
            close(two.value(), -3 * one.value(), 1e-10);
            close(two.stdError(), 3 * one.stdError(), 1e-10);
            close(two.inference().degreesOfFreedom(), one.inference().degreesOfFreedom(), 1e-10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void swappingTheArmsFlipsTheSign(int seed) {
        Sample sample = sample(64, seed);
        Sample swapped =
                sample.with(Role.ASSIGNMENT, new Column.Numeric("t", map(sample.numeric(Role.ASSIGNMENT), t -> 1 - t)));
        for (Estimator<Fit> estimator : ALL) {
            Estimate one = estimate(estimator, sample);
            Estimate two = estimate(estimator, swapped);
            close(two.value(), -one.value(), 1e-11);
            if (!(estimator instanceof OneSample)) {
                close(two.stdError(), one.stdError(), 1e-11);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void influenceValuesSumToZeroAndGiveTheStandardError(int seed) {
        Sample sample = sample(900, seed);
        for (Estimator<Fit> estimator : ALL) {
            Fit fit = fit(estimator, sample);
            double sum = 0;
            double squares = 0;
            for (double v : fit.influence().orElseThrow().values(0)) {
                sum += v;
                squares += v * v;
            }
            assertThat(sum).isCloseTo(0, within(1e-8));
            if (estimator.toString().contains("CLASSICAL")) {
                // Effects vary here, so the classical variance is of something else.
                continue;
            }
            // The others differ by small-sample factors, and for a superpopulation by a sampled cross term.
            close(Math.sqrt(squares) / 900, fit.estimate().stdError(), 0.08);
        }
        Fit hc0 = fit(new Lin(Population.SAMPLE, Covariance.HC0), sample);
        double squares = 0;
        for (double v : hc0.influence().orElseThrow().values(0)) {
            squares += v * v;
        }
        close(Math.sqrt(squares) / 900, hc0.estimate().stdError(), 1e-12);
    }

    /** Lin by its definition: one regression with interactions. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void linIsTheInteractedRegression(int seed) {
        Sample sample = sample(80, seed);
        double[] t = sample.numeric(Role.ASSIGNMENT);
        List<String> names = new ArrayList<>(List.of("t"));
        List<double[]> design = new ArrayList<>(List.of(t));
        double[][] x = sample.covariates().columns();
        double[][] centered = new double[3][80];
        for (int j = 0; j < 3; j++) {
            double mean = 0;
            for (double v : x[j]) {
                mean += v / 80;
            }
            double[] interaction = new double[80];
            for (int i = 0; i < 80; i++) {
                centered[j][i] = x[j][i] - mean;
                interaction[i] = t[i] * centered[j][i];
            }
            names.add("x" + j);
            design.add(centered[j]);
            names.add("t:x" + j);
            design.add(interaction);
        }
        LeastSquares regression = LeastSquares.fit(names, design.toArray(new double[0][]), sample.outcome());
        for (Covariance covariance : Covariance.values()) {
            Estimate lin = estimate(new Lin(Population.SAMPLE, covariance), sample);
            close(lin.value(), regression.coefficients()[1], 1e-11);
            close(lin.stdError(), regression.standardErrors(covariance)[1], 1e-11);
            assertThat(lin.inference().degreesOfFreedom()).isEqualTo(regression.degreesOfFreedom());
            double[] slopes = regression.coefficients();
            double extra = 0;
            for (int i = 0; i < 80; i++) {
                double u = slopes[3] * centered[0][i] + slopes[5] * centered[1][i] + slopes[7] * centered[2][i];
                extra += u * u / 79 / 80;
            }
            Estimate wide = estimate(new Lin(Population.SUPERPOPULATION, covariance), sample);
            close(wide.value(), lin.value(), 1e-14);
            close(wide.stdError(), Math.sqrt(lin.stdError() * lin.stdError() + extra), 1e-11);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void regressionAdjustmentIsACoefficientOfLeastSquares(int seed) {
        Sample sample = sample(70, seed);
        double[][] x = sample.covariates().columns();
        LeastSquares regression = LeastSquares.fit(
                List.of("t", "a", "b", "c"),
                new double[][] {sample.numeric(Role.ASSIGNMENT), x[0], x[1], x[2]},
                sample.outcome());
        for (Covariance covariance : Covariance.values()) {
            Estimate estimate = estimate(new RegressionAdjustment(covariance), sample);
            close(estimate.value(), regression.coefficients()[1], 1e-11);
            close(estimate.stdError(), regression.standardErrors(covariance)[1], 1e-11);
        }
    }

    @Test
    void neymanIsHc2AndOneSampleLeavesOutTheControls() {
        Sample sample = sample(70, 9);
        LeastSquares regression =
                LeastSquares.fit(List.of("t"), new double[][] {sample.numeric(Role.ASSIGNMENT)}, sample.outcome());
        Estimate difference = estimate(new DifferenceInMeans(), sample);
        close(difference.value(), regression.coefficients()[1], 1e-12);
        close(difference.stdError(), regression.standardErrors(Covariance.HC2)[1], 1e-12);
        Estimate one = estimate(new OneSample(), sample);
        assertThat(one.value()).isEqualTo(difference.value());
        assertThat(one.stdError()).isLessThan(difference.stdError());
        assertThat(one.inference().degreesOfFreedom()).isEqualTo(23);
    }

    @Test
    void aLargeMeanCostsNoDigits() {
        Sample sample = sample(64, 3);
        double[] y = map(sample.outcome(), v -> Math.rint(v * 1024) / 1024);
        Sample small = sample.with(Role.OUTCOME, new Column.Numeric("y", y));
        Sample large = sample.with(Role.OUTCOME, new Column.Numeric("y", map(y, v -> v + 1e9)));
        for (Estimator<Fit> estimator : ALL) {
            close(estimate(estimator, large).value(), estimate(estimator, small).value(), 1e-6);
            close(
                    estimate(estimator, large).stdError(),
                    estimate(estimator, small).stdError(),
                    1e-6);
        }
    }

    @Test
    void whatCannotBeEstimatedIsSaid() {
        double[] t = {0, 1, 0, 1, 0, 1, 0, 1};
        double[] y = {1, 2, 4, 3, 5, 7, 6, 9};
        double[] x = {1, 5, 2, 4, 3, 9, 1, 0};
        refuses(
                Problem.NOT_IDENTIFIED,
                "The treatment (1 - 0) is a linear combination",
                () -> fit(RegressionAdjustment.standard(), build(y, t, x, map(t, v -> 3 - v))));
        for (Estimator<Fit> estimator : ALL) {
            refuses(Problem.CONSTANT_OUTCOME, "'y'", () -> fit(estimator, build(map(y, v -> 0.1), t, x)));
            refuses(Problem.NOT_FINITE, "overflow", () -> fit(estimator, build(map(y, v -> v * 1e200), t, x)));
        }
        refuses(
                Problem.CONSTANT_OUTCOME,
                "treated arm",
                () -> fit(new OneSample(), build(new double[] {1, 2, 3, 2, 5, 2, 7, 2}, t, x)));
        refuses(Problem.CONSTANT_OUTCOME, "exact linear function", () -> fit(Lin.standard(), build(x, t, x)));
        refuses(Problem.MISSING_ROLE, "covariate", () -> fit(Lin.standard(), build(y, t)));
        refuses(Problem.MISSING_ROLE, "covariate", () -> fit(RegressionAdjustment.standard(), build(y, t)));
        double[] z = {3, 1, 4, 1, 5, 9, 2, 6};
        double[] w = {2, 7, 1, 8, 2, 8, 1, 9};
        refuses(
                Problem.TOO_FEW_ROWS,
                "Arm '1' has 4 rows for 4 coefficients",
                () -> fit(Lin.standard(), build(y, t, x, z, w)));
        refuses(
                Problem.TOO_FEW_ROWS,
                "The sample has 8 rows for 8 coefficients",
                () -> fit(
                        RegressionAdjustment.standard(),
                        build(y, t, x, z, w, map(x, v -> v * v), map(z, v -> v * v), map(w, v -> v * v))));
    }

    private static void refuses(Problem problem, String message, Runnable call) {
        assertThatThrownBy(call::run)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    @Test
    void cautionsSayWhatToMind() {
        Sample sample = sample(64, 4);
        assertThat(fit(new DifferenceInMeans(), sample).cautions()).isEmpty();
        double[] varying = map(sample.covariates().columns()[1], v -> 0.3 + 0.2 * v);
        assertThat(codes(new DifferenceInMeans(), sample.with(Role.PROPENSITY, new Column.Numeric("e", varying))))
                .containsExactly("propensity-varies");
        assertThat(codes(
                        new DifferenceInMeans(),
                        sample.with(Role.PROPENSITY, new Column.Numeric("e", map(varying, v -> 0.3)))))
                .isEmpty();
        double[] t = sample.numeric(Role.ASSIGNMENT);
        double[] flat = sample.outcome().clone();
        for (int i = 0; i < flat.length; i++) {
            flat[i] = t[i] == 1 ? 2 : flat[i];
        }
        assertThat(codes(new DifferenceInMeans(), sample.with(Role.OUTCOME, new Column.Numeric("y", flat))))
                .containsExactly("constant-arm");
        // Row 0 alone has x = 1: it is treated, so the column is constant among the controls.
        double[] only = new double[64];
        only[0] = 1;
        Sample isolated =
                sample.with(Role.COVARIATE, sample.columns(Role.COVARIATE).get(0), new Column.Numeric("only", only));
        assertThat(codes(RegressionAdjustment.standard(), isolated)).containsExactly("leverage-one");
        assertThat(codes(Lin.standard(), isolated)).containsExactly("aliased-columns");
        only[1] = 1;
        assertThat(codes(Lin.standard(), isolated)).containsExactly("leverage-one", "few-rows-per-parameter");
        close(
                estimate(
                                Lin.standard(),
                                sample.with(
                                        Role.COVARIATE,
                                        sample.columns(Role.COVARIATE).get(0),
                                        new Column.Numeric("constant", new double[64])))
                        .value(),
                estimate(
                                Lin.standard(),
                                sample.with(
                                        Role.COVARIATE,
                                        sample.columns(Role.COVARIATE).get(0)))
                        .value(),
                1e-13);
    }

    private static List<String> codes(Estimator<Fit> estimator, Sample sample) {
        return fit(estimator, sample).cautions().stream().map(Caution::code).toList();
    }

    @Test
    void estimandsAndNamesAreStated() {
        assertThat(Lin.standard().target()).isEqualTo(Estimand.SATE);
        assertThat(new Lin(Population.SUPERPOPULATION, Covariance.HC2).target()).isEqualTo(Estimand.ATE);
        assertThat(RegressionAdjustment.standard().target()).isEqualTo(Estimand.ATE);
        Fit fit = fit(new DifferenceInMeans(), sample(30, 1));
        assertThat(fit.glance().method()).isEqualTo("difference-in-means");
        assertThat(fit.glance().variance()).isEqualTo("Welch t, unequal variances (HC2)");
        assertThat(fit.estimate().term()).isEqualTo("1 - 0");
        assertThat(fit.glance().treated()).isEqualTo(10);
        assertThat(fit(Lin.standard(), sample(30, 1)).glance().method()).isEqualTo("lin");
        assertThat(fit(RegressionAdjustment.standard(), sample(30, 1)).glance().method())
                .isEqualTo("ols");
        assertThat(fit(new OneSample(), sample(30, 1)).glance().method()).isEqualTo("one-sample");
    }
}
