package assay.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Interval;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.baseline.AsTreated;
import assay.experiment.AndersonRubinTest;
import assay.experiment.DifferenceInMeans;
import assay.experiment.TwoStageLeastSquares;
import assay.linear.AndersonRubin;
import assay.linear.ArrayRows;
import assay.linear.ConfidenceSet;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.random.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments of arms against the estimators that read rows. */
class AdEffectsTest {

    /** Rows in which exposure follows assignment in part, and outcomes follow exposure and what moves it. */
    static Sample sample(int n, double compliers, double always, double effect) {
        Philox random = new Philox(5, 1, 2);
        double[] z = new double[n];
        double[] d = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = random.nextDouble() < 0.6 ? 1 : 0;
            double u = random.nextDouble();
            d[i] = u < always ? 1 : u < always + compliers ? z[i] : 0;
            y[i] = random.nextGaussian() + 2 * (1 - u) + effect * d[i];
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("z", z)
                .add(Role.TREATMENT, "d", d)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"400, 0.5, 0, 1", "400, 0.3, 0.4, -0.5", "5000, 0.1, 0, 0", "300, 0.03, 0.5, 1"})
    void theRatioIsThatOfTwoStageLeastSquares(int n, double compliers, double always, double effect) {
        Sample sample = sample(n, compliers, always, effect);
        AdEffects effects = AdSample.of(sample).effects();
        Fit twoStage = TwoStageLeastSquares.standard().estimate(sample, new Philox(1, 0, 3));
        same(effects.cace(DeltaRule.FULL), twoStage.terms().get(0), 1e-9);
        // Beside it the effect of assignment and of compliance, there with t(n - 2), here with Welch's.
        assertThat(effects.itt().value()).isCloseTo(twoStage.terms().get(1).value(), within(1e-10));
        assertThat(effects.exposure().stdError())
                .isCloseTo(twoStage.terms().get(2).stdError(), within(1e-10));
        assertThat(effects.wald().firstStage())
                .isCloseTo(
                        Math.pow(
                                twoStage.terms().get(2).value()
                                        / twoStage.terms().get(2).stdError(),
                                2),
                        within(1e-8));
        Fit fit = CaceDelta.standard().estimate(sample, new Philox(1, 0, 3));
        same(fit.estimate(), twoStage.estimate(), 1e-9);
        Fit itt = new DifferenceInMeans().estimate(sample, new Philox(1, 0, 3));
        same(effects.itt(), itt.estimate(), 1e-10);
    }

    private static void same(Estimate a, Estimate b, double tolerance) {
        assertThat(a.value()).isCloseTo(b.value(), within(tolerance * Math.max(1, Math.abs(b.value()))));
        assertThat(a.stdError()).isCloseTo(b.stdError(), within(tolerance * Math.max(1, b.stdError())));
        assertThat(a.inference().interval(0.9).upper())
                .isCloseTo(
                        b.inference().interval(0.9).upper(),
                        within(10
                                * tolerance
                                * Math.max(
                                        1, Math.abs(b.inference().interval(0.9).upper()))));
    }

    /** The set by rows, at levels at which it is an interval, all but one, and the whole line. */
    @ParameterizedTest
    @CsvSource({"400, 0.5, 0, 1", "400, 0.3, 0.4, -0.5", "5000, 0.1, 0, 0", "300, 0.03, 0.5, 1", "80, 0.02, 0.5, 3"})
    void theSetIsThatOfAndersonAndRubin(int n, double compliers, double always, double effect) {
        Sample sample = sample(n, compliers, always, effect);
        WaldRatio wald = AdSample.of(sample).effects().wald();
        LinearSpec spec = new LinearSpec(List.of("y"), List.of(), List.of("d"), List.of("z"));
        LinearFit fit = LinearModel.fit(
                ArrayRows.of(spec, sample.outcome(), sample.numeric(Role.TREATMENT), sample.numeric(Role.ASSIGNMENT)));
        for (double level : new double[] {0.01, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.9999}) {
            ConfidenceSet expected = AndersonRubin.set(fit, 0, Covariance.HC2, level);
            ConfidenceSet set = wald.set(level);
            assertThat(set.shape()).isEqualTo(expected.shape());
            for (int k = 0; k < set.pieces().size(); k++) {
                near(set.pieces().get(k).lower(), expected.pieces().get(k).lower());
                near(set.pieces().get(k).upper(), expected.pieces().get(k).upper());
            }
            Interval fieller = wald.fieller().interval(level);
            if (set.shape() == ConfidenceSet.Shape.INTERVAL) {
                near(fieller.lower(), set.pieces().get(0).lower());
                near(fieller.upper(), set.pieces().get(0).upper());
            } else {
                assertThat(fieller.width()).isInfinite();
            }
        }
        Fit set = CaceAndersonRubin.standard().estimate(sample, new Philox(1, 0, 3));
        Fit other = AndersonRubinTest.standard().estimate(sample, new Philox(1, 0, 3));
        assertThat(set.estimate().inference().pValue(0.3))
                .isEqualTo(other.estimate().inference().pValue(0.3));
        assertThat(set.glance().method()).isEqualTo("cace-anderson-rubin");
    }

    private static void near(double value, double expected) {
        if (Double.isInfinite(expected)) {
            assertThat(value).isEqualTo(expected);
        } else {
            assertThat(value).isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
        }
    }

    @Test
    void foilsAreMeansOfTheExposed() {
        Sample sample = sample(500, 0.4, 0.2, 1);
        AdEffects effects = AdSample.of(sample).effects();
        Fit attribution = Attribution.standard().estimate(sample, new Philox(1, 0, 3));
        assertThat(effects.attribution()).isCloseTo(attribution.estimate().value(), within(1e-12));
        Fit asTreated = new AsTreated().estimate(sample, new Philox(1, 0, 3));
        assertThat(effects.exposedLessUnexposed())
                .isCloseTo(asTreated.estimate().value(), within(1e-12));
    }

    @Test
    void influenceHasTheSpreadOfTheStandardError() {
        Sample sample = sample(5000, 0.4, 0.2, 1);
        Fit fit = CaceDelta.standard().estimate(sample, new Philox(1, 0, 3));
        for (int term = 0; term < 3; term++) {
            double[] values = fit.influence().orElseThrow().values(term);
            double sum = 0;
            double squares = 0;
            for (double v : values) {
                sum += v;
                squares += v * v;
            }
            double error = fit.terms().get(term).stdError();
            assertThat(sum / values.length).isCloseTo(0, within(1e-12));
            assertThat(Math.sqrt(squares) / values.length).isCloseTo(error, within(1e-3 * error));
        }
    }

    @Test
    void exposureThatIsNoneOrADoseIsRefused() {
        Sample sample = sample(100, 0.4, 0, 1);
        Sample none = sample.with(Role.TREATMENT, new assay.Column.Numeric("d", new double[100]));
        refused(none, Problem.NO_FIRST_STAGE, "'d' says that no unit was exposed");
        double[] doses = sample.numeric(Role.TREATMENT).clone();
        doses[7] = 3;
        refused(
                sample.with(Role.TREATMENT, new assay.Column.Numeric("d", doses)),
                Problem.TOO_MANY_LEVELS,
                "3.0 in row 8");
    }

    private static void refused(Sample sample, Problem problem, String mention) {
        assertThatThrownBy(() -> CaceDelta.standard().estimate(sample, new Philox(1, 0, 3)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(problem))
                .hasMessageContaining(mention);
    }
}
