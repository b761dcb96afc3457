package assay.quasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.HypothesisTest;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.SharedData;
import assay.random.Philox;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegressionDiscontinuityTest {

    private static final int N = 400;

    private static double[] sequence(double step) {
        return IntStream.rangeClosed(1, N).mapToDouble(i -> i * step % 1).toArray();
    }

    private static double[] running() {
        return IntStream.rangeClosed(1, N)
                .mapToDouble(i -> 2 * ((double) i * i * 0.6180339887498949 % 1) - 1)
                .toArray();
    }

    private static double[] outcome() {
        double[] x = running();
        double[] e = sequence(0.7548776662466927);
        return IntStream.range(0, N)
                .mapToDouble(i -> 1
                        + 0.5 * x[i]
                        + 0.8 * x[i] * x[i] * Math.signum(x[i])
                        + (x[i] >= 0 ? 0.7 : 0)
                        + 0.4 * (e[i] - 0.5) * (1 + 0.5 * x[i]))
                .toArray();
    }

    private static Sample made() {
        return Sample.builder()
                .outcome("y", outcome())
                .covariate("x", running())
                .build();
    }

    private static Fit fit(RegressionDiscontinuity estimator, Sample sample) {
        return estimator.estimate(sample, new Philox(1, 0, 3));
    }

    private static RegressionDiscontinuity of(RdKernel kernel, RdVariance variance) {
        return new RegressionDiscontinuity(0, kernel, variance, 1, 0.35, 0.6, RdDesign.SHARP);
    }

    private static Estimate term(Fit fit, String term) {
        return fit.terms().stream()
                .filter(e -> e.term().equals(term))
                .findFirst()
                .orElseThrow();
    }

    /**
     * R 4.2.2, {@code Rscript rdd.R} (in the test resources): estimates, then conventional and robust standard errors of HC0 to
     * HC3, and rows within the bandwidth.
     */
    @ParameterizedTest
    @CsvSource({
        "TRIANGULAR, 0.649100747511859, 0.67132954624578, 0.038444079060896, 0.0433532021569094, 0.0387808764365379, 0.0439266089791433, 0.0394620409712117, 0.0445262217976379, 0.0405165875479653, 0.0457417484850898, 67, 79",
        "EPANECHNIKOV, 0.643315993424221, 0.668970667932687, 0.037873380939874, 0.0432189494463369, 0.0382040004216844, 0.043788312181158, 0.0387241000820152, 0.0442107509738751, 0.039600095890766, 0.0452323221469003, 67, 79",
        "UNIFORM, 0.617138912762117, 0.651427705666759, 0.0360120179701044, 0.0419524913586216, 0.0363265679698936, 0.0425039516622024, 0.0366659320199269, 0.0427274445790533, 0.0373351717306215, 0.0435210267094194, 67, 79",
    })
    void jumpsOfBaseR(
            RdKernel kernel,
            double plain,
            double corrected,
            double cl0,
            double rb0,
            double cl1,
            double rb1,
            double cl2,
            double rb2,
            double cl3,
            double rb3,
            double left,
            double right) {
        double[][] errors = {{cl0, rb0}, {cl1, rb1}, {cl2, rb2}, {cl3, rb3}};
        RdVariance[] kinds = {RdVariance.HC0, RdVariance.HC1, RdVariance.HC2, RdVariance.HC3};
        for (int v = 0; v < kinds.length; v++) {
            Fit fit = fit(of(kernel, kinds[v]), made());
            assertThat(term(fit, "conventional").value()).isCloseTo(plain, within(1e-11));
            assertThat(fit.estimate().value()).isCloseTo(corrected, within(1e-11));
            assertThat(term(fit, "conventional").stdError()).isCloseTo(errors[v][0], within(1e-11));
            assertThat(fit.estimate().stdError()).isCloseTo(errors[v][1], within(1e-11));
            assertThat(term(fit, "bias-corrected").stdError()).isCloseTo(errors[v][0], within(1e-11));
            assertThat(fit.glance().diagnostics())
                    .containsEntry("left_rows", left)
                    .containsEntry("right_rows", right);
        }
    }

    /** The same script, neighbours by brute force. */
    @Test
    void nearestNeighboursOfBaseR() {
        Fit fit = fit(of(RdKernel.TRIANGULAR, RdVariance.NEAREST_NEIGHBOURS), made());
        assertThat(term(fit, "conventional").stdError()).isCloseTo(0.0398701762553096, within(1e-11));
        assertThat(fit.estimate().stdError()).isCloseTo(0.0450983543902142, within(1e-11));
    }

    /** The same script, {@code fuzzy}. */
    @Test
    void fuzzyDesignOfBaseR() {
        double[] x = running();
        double[] u = sequence(0.5698402909980532);
        double[] d = IntStream.range(0, N)
                .mapToDouble(i -> {
                    double z = 0.3 * x[i] + u[i];
                    return (x[i] >= 0 && z > 0.25) || (x[i] < 0 && z > 0.95) ? 1 : 0;
                })
                .toArray();
        Sample sample = made().with(Role.TREATMENT, new Column.Numeric("d", d));
        Fit fit = fit(of(RdKernel.TRIANGULAR, RdVariance.HC1).fuzzy(), sample);
        assertThat(term(fit, "conventional").value()).isCloseTo(1.1174089551605, within(1e-11));
        assertThat(fit.estimate().value()).isCloseTo(1.2357394258151, within(1e-11));
        assertThat(term(fit, "conventional").stdError()).isCloseTo(0.234023687961091, within(1e-11));
        assertThat(fit.estimate().stdError()).isCloseTo(0.262715008622045, within(1e-11));
        assertThatThrownBy(() -> fit(of(RdKernel.TRIANGULAR, RdVariance.HC1), sample))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNSUITABLE_METHOD))
                .hasMessageContaining("'d' is not decided by the cutoff 0 of 'x'")
                .hasMessageContaining("fuzzy");
    }

    /** A quadratic is what bias correction of order 1 takes out whole, and with b = h it is the local quadratic fit. */
    @Test
    void curvesOfTheNextOrderLeaveNoBias() {
        double[] x = running();
        double[] e = sequence(0.7548776662466927);
        double[] y = IntStream.range(0, N)
                .mapToDouble(i -> 2 - x[i] + 3 * x[i] * x[i] + (x[i] >= 0 ? 0.5 - 4 * x[i] * x[i] : 0))
                .toArray();
        double[] noisy = IntStream.range(0, N).mapToDouble(i -> y[i] + e[i]).toArray();
        Sample exact = Sample.builder().outcome("y", noisy).covariate("x", x).build();
        double noise = fit(
                        of(RdKernel.TRIANGULAR, RdVariance.HC1), exact.with(Role.OUTCOME, new Column.Numeric("e", e)))
                .estimate()
                .value();
        Fit fit = fit(of(RdKernel.TRIANGULAR, RdVariance.HC1), exact);
        assertThat(fit.estimate().value()).isCloseTo(0.5 + noise, within(1e-12));
        assertThat(Math.abs(term(fit, "conventional").value() - 0.5 - noise)).isGreaterThan(0.01);
        Fit same = fit(
                new RegressionDiscontinuity(0, RdKernel.TRIANGULAR, RdVariance.HC0, 1, 0.4, 0.4, RdDesign.SHARP),
                made());
        Fit quadratic = fit(
                new RegressionDiscontinuity(0, RdKernel.TRIANGULAR, RdVariance.HC0, 2, 0.4, 0.4, RdDesign.SHARP),
                made());
        assertThat(same.estimate().value())
                .isCloseTo(term(quadratic, "conventional").value(), within(1e-12));
        assertThat(same.estimate().stdError())
                .isCloseTo(term(quadratic, "conventional").stdError(), within(1e-12));
    }

    /** Another unit of the running variable is another unit of the bandwidths and nothing else. */
    @Test
    void unitsOfTheRunningVariableDoNotMatter() {
        Fit straight = fit(RegressionDiscontinuity.standard(), made());
        double[] x = Arrays.stream(running()).map(v -> 40 + 1000 * v).toArray();
        Fit changed =
                fit(RegressionDiscontinuity.standard().at(40), made().with(Role.COVARIATE, new Column.Numeric("x", x)));
        assertThat(changed.estimate().value()).isCloseTo(straight.estimate().value(), within(1e-9));
        assertThat(changed.estimate().stdError()).isCloseTo(straight.estimate().stdError(), within(1e-9));
        assertThat(changed.glance().diagnostics().get("bandwidth"))
                .isCloseTo(1000 * straight.glance().diagnostics().getOrDefault("bandwidth", 0.0), within(1e-5));
    }

    @Test
    void clustersOfOneRowAreRows() {
        double[] id = IntStream.range(0, N).asDoubleStream().toArray();
        Sample clustered = made().with(Role.CLUSTER, new Column.Numeric("id", id));
        Fit rows = fit(of(RdKernel.TRIANGULAR, RdVariance.HC0), made());
        Fit clusters = fit(of(RdKernel.TRIANGULAR, RdVariance.HC0), clustered);
        // On each side (n - 1) / (n - k) n / (n - 1) of the window, which are 120 or so rows.
        assertThat(clusters.estimate().stdError() / rows.estimate().stdError())
                .isCloseTo(Math.sqrt(120 / 118.0), within(1e-3));
    }

    private static Sample senate(DoubleUnaryOperator rounding) {
        Function<String, double[]> data = SharedData.csv("rdrobust_RDsenate.csv");
        double[] vote = data.apply("vote");
        double[] margin = data.apply("margin");
        int[] complete = IntStream.range(0, vote.length)
                .filter(i -> !Double.isNaN(vote[i]))
                .toArray();
        return Sample.builder()
                .outcome(
                        "vote",
                        Arrays.stream(complete)
                                .mapToDouble(i -> rounding.applyAsDouble(vote[i]))
                                .toArray())
                .covariate(
                        "margin",
                        Arrays.stream(complete)
                                .mapToDouble(i -> rounding.applyAsDouble(margin[i]))
                                .toArray())
                .build();
    }

    private static double eightDigits(double value) {
        return new BigDecimal(value).round(new MathContext(8)).doubleValue();
    }

    /**
     * Incumbency in the United States Senate. The reference values at the given bandwidths are of the file with eight
     * significant digits, as rdrobust ships it to Python; what R ships has more.
     */
    @Test
    void senateAtTheReferenceBandwidths() {
        Sample sample = senate(RegressionDiscontinuityTest::eightDigits);
        Fit fit = fit(
                new RegressionDiscontinuity(
                        0, RdKernel.TRIANGULAR, RdVariance.HC0, 1, 17.7543, 28.0283, RdDesign.SHARP),
                sample);
        assertThat(sample.size()).isEqualTo(1297);
        assertThat(fit.glance().treated()).isEqualTo(702);
        assertThat(term(fit, "conventional").value()).isCloseTo(7.414136092055, within(1e-9));
        assertThat(fit.estimate().value()).isCloseTo(7.506497193889, within(1e-9));
        assertThat(term(fit, "conventional").stdError()).isCloseTo(1.4550327635, within(1e-9));
        assertThat(fit.glance().diagnostics()).containsEntry("left_rows", 360.0).containsEntry("right_rows", 323.0);
    }

    /** rdrobust 2 and later, {@code rdrobust(vote, margin)}, as its README prints it. */
    @Test
    void senateAtTheBestBandwidths() {
        Fit fit = fit(RegressionDiscontinuity.standard(), senate(v -> v));
        assertThat(fit.glance().diagnostics().get("bandwidth")).isCloseTo(17.754, within(5e-4));
        assertThat(fit.glance().diagnostics().get("bias_bandwidth")).isCloseTo(28.028, within(5e-4));
        assertThat(term(fit, "conventional").value()).isCloseTo(7.414, within(5e-4));
        assertThat(term(fit, "conventional").stdError()).isCloseTo(1.459, within(5e-4));
        assertThat(fit.estimate().inference().statistic(0)).isCloseTo(4.311, within(5e-4));
        Interval interval = fit.estimate().inference().interval(0.95);
        assertThat(interval.lower()).isCloseTo(4.094, within(5e-4));
        assertThat(interval.upper()).isCloseTo(10.919, within(5e-4));
    }

    /**
     * Cattaneo, Jansson and Ma's rddensity on the same margins prints -0.8753 at bandwidths 19.841 and 27.119 with 408 and 460
     * rows; its jackknife differs in the second digit from the influence of rows.
     */
    @Test
    void senateDensity() {
        Function<String, double[]> data = SharedData.csv("rdrobust_RDsenate.csv");
        Sample sample =
                Sample.builder().covariate("margin", data.apply("margin")).build();
        RdDensity.Jump jump = new RdDensity(RdSides.of(sample, 0), RdKernel.TRIANGULAR).jump(19.841, 27.119, 3);
        assertThat(jump.belowRows()).isEqualTo(408);
        assertThat(jump.aboveRows()).isEqualTo(460);
        assertThat(jump.statistic()).isCloseTo(-0.8753, within(0.02));
        HypothesisTest test = RdDensityTest.standard().estimate(sample, new Philox(1, 0, 3));
        assertThat(test.pValue()).isGreaterThan(0.2);
    }

    private static void refused(Sample sample, Problem problem, String... mentions) {
        assertThatThrownBy(() -> fit(RegressionDiscontinuity.standard(), sample))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContainingAll(mentions);
    }

    private static Sample with(DoubleUnaryOperator change) {
        return made().with(
                        Role.COVARIATE,
                        new Column.Numeric(
                                "score", Arrays.stream(running()).map(change).toArray()));
    }

    @Test
    void massPointsAreCountedAndRefusedWhereTooFew() {
        refused(
                with(x -> Math.floor(x * 5) / 5),
                Problem.NOT_IDENTIFIED,
                "'score' has mass points",
                "5 different values");
        Fit fit = fit(RegressionDiscontinuity.standard(), with(x -> Math.floor(x * 20) / 20));
        assertThat(fit.cautions()).extracting(Caution::code).contains("mass-points");
        assertThat(fit.glance().diagnostics().get("repeated_share")).isCloseTo(0.9, within(0.01));
        // Ten different values on each side are within the bandwidth.
        assertThat(fit.glance().diagnostics().get("bandwidth")).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void runningVariablesThatCannotTellAreRefused() {
        refused(with(x -> x < 0 ? -1 : x), Problem.NOT_IDENTIFIED, "'score' is constant below the cutoff 0", "192");
        refused(with(x -> x + 2), Problem.NOT_IDENTIFIED, "No row has a running variable 'score' below the cutoff 0");
        refused(with(x -> x < -0.03 ? x + 1 : x), Problem.TOO_FEW_ROWS, "rows below the cutoff 0");
        refused(
                made().with(Role.COVARIATE, new Column.Categorical("text", new int[N], List.of("a"))),
                Problem.NOT_NUMERIC,
                "'text'");
    }

    @Test
    void theAssignmentMustBeTheSideOfTheCutoff() {
        double[] t = Arrays.stream(running()).map(x -> x >= 0 ? 1 : 0).toArray();
        Sample assigned = made().with(Role.ASSIGNMENT, new Column.Numeric("t", t));
        Fit plain = fit(RegressionDiscontinuity.standard(), made());
        assertThat(fit(RegressionDiscontinuity.standard(), assigned).terms()).isEqualTo(plain.terms());
        double[] other = Arrays.stream(t).map(v -> 1 - v).toArray();
        Fit below =
                fit(RegressionDiscontinuity.standard(), made().with(Role.ASSIGNMENT, new Column.Numeric("t", other)));
        assertThat(below.estimate().value()).isEqualTo(-plain.estimate().value());
        t[4] = 1 - t[4];
        refused(
                made().with(Role.ASSIGNMENT, new Column.Numeric("t", t)),
                Problem.UNSUITABLE_METHOD,
                "'t' is not decided by the cutoff 0 of 'x'",
                "1 of 400 rows",
                "row 5");
    }

    @Test
    void binsDoNotStraddleTheCutoff() {
        RdPicture picture = RdPicture.of(made(), RegressionDiscontinuity.standard(), 10);
        assertThat(picture.bins()).hasSize(20);
        assertThat(picture.bins().stream().mapToInt(RdPicture.Bin::rows).sum()).isEqualTo(N);
        assertThat(picture.bins().stream().map(RdPicture.Bin::middle)).isSorted();
        double gap = picture.above().get(0).y()
                - picture.below().get(picture.below().size() - 1).y();
        assertThat(gap)
                .isCloseTo(
                        term(fit(RegressionDiscontinuity.standard(), made()), "conventional")
                                .value(),
                        within(1e-12));
    }
}
