package assay.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.linear.Covariance;
import assay.linear.LeastSquares;
import assay.random.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;

class OmittedVariableTest {

    private static final int SIZE = 120;

    /** X, U, treatment, outcome; the confounder pushes both the same way, or opposite ways. */
    private static double[][] rows(long key, double onTreatment, double onOutcome, double effect) {
        Philox random = new Philox(key, 0, 0);
        double[][] out = new double[5][SIZE];
        for (int i = 0; i < SIZE; i++) {
            double x = random.nextGaussian();
            double z = random.nextGaussian();
            double u = random.nextGaussian() + 0.3 * x;
            double d = 0.5 * x - 0.2 * z + onTreatment * u + random.nextGaussian();
            out[0][i] = x;
            out[1][i] = z;
            out[2][i] = u;
            out[3][i] = d;
            out[4][i] = 1e3 + 2 * x + effect * d + onOutcome * u + random.nextGaussian();
        }
        return out;
    }

    private static Sample sample(double[][] rows) {
        return Sample.builder()
                .outcome("y", rows[4])
                .assignment("d", rows[3])
                .covariate("x", rows[0])
                .covariate("z", rows[1])
                .build();
    }

    /** The omitted-variable formula is an identity on the same rows, for the estimate and for its standard error. */
    @Test
    void predictsWhatTheFullRegressionFinds() {
        for (int key = 1; key <= 20; key++) {
            double effect = key % 3 == 0 ? 0.1 : 1.5;
            double[][] rows = rows(key, key % 2 == 0 ? 0.8 : -0.8, 1.7, effect);
            OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(sample(rows));
            LeastSquares full = LeastSquares.fit(
                    List.of("d", "x", "z", "u"), new double[][] {rows[3], rows[0], rows[1], rows[2]}, rows[4]);
            LeastSquares shorter =
                    LeastSquares.fit(List.of("d", "x", "z"), new double[][] {rows[3], rows[0], rows[1]}, rows[4]);
            assertThat(analysis.regression().value()).isCloseTo(shorter.coefficients()[1], within(1e-12));
            assertThat(analysis.regression().stdError())
                    .isCloseTo(shorter.standardErrors(Covariance.CLASSICAL)[1], within(1e-12));
            // The strength of U itself, by the difference of sums of squares with and without it.
            Sample with = sample(rows)
                    .with(
                            Role.COVARIATE,
                            new Column.Numeric("x", rows[0]),
                            new Column.Numeric("z", rows[1]),
                            new Column.Numeric("u", rows[2]));
            Strength strength = OmittedVariableAnalysis.of(with).observed(List.of("u"));
            double shift = full.coefficients()[1] - shorter.coefficients()[1];
            Direction direction =
                    shift < 0 == analysis.regression().value() > 0 ? Direction.TOWARDS_ZERO : Direction.AWAY_FROM_ZERO;
            AdjustedEstimate adjusted = analysis.regression().adjusted(strength, direction);
            assertThat(adjusted.value()).isCloseTo(full.coefficients()[1], within(1e-9));
            assertThat(adjusted.bias()).isCloseTo(Math.abs(shift), within(1e-9));
            assertThat(adjusted.stdError()).isCloseTo(full.standardErrors(Covariance.CLASSICAL)[1], within(1e-9));
            assertThat(adjusted.degreesOfFreedom()).isEqualTo(full.degreesOfFreedom());
        }
    }

    /** A variable as strong as the robustness value brings the estimate to 0, or just to the edge of significance. */
    @Test
    void robustnessValuesAreWhereTheEstimateFalls() {
        OmittedVariable regression = new OmittedVariable("d", -0.31, 0.06, 200);
        double rv = regression.robustnessValue(1);
        assertThat(regression.adjusted(new Strength(rv, rv)).value()).isCloseTo(0, within(1e-12));
        double half = regression.robustnessValue(0.5);
        assertThat(regression.adjusted(new Strength(half, half)).value()).isCloseTo(-0.155, within(1e-12));
        double twice = regression.robustnessValue(2);
        assertThat(regression.adjusted(new Strength(twice, twice)).value()).isCloseTo(0.31, within(1e-12));
        double significance = regression.robustnessValue(1, 0.05);
        AdjustedEstimate edge = regression.adjusted(new Strength(significance, significance));
        assertThat(edge.inference().pValue(0)).isCloseTo(0.05, within(1e-10));
        assertThat(regression.outcomeToZero(regression.partialR2())).isCloseTo(1, within(1e-12));
    }

    /** Where g > 1 / h, a variable that explains less of the outcome than of the treatment is the strongest. */
    @Test
    void theExtremeRobustnessValue() {
        OmittedVariable regression = OmittedVariable.ofStatistic(40, 10);
        double h = 2.2621571627409915 / 3;
        double g = 40 / Math.sqrt(10);
        assertThat(g).isGreaterThan(1 / h);
        assertThat(regression.robustnessValue(1, 0.05)).isCloseTo((g * g - h * h) / (1 + g * g), within(1e-12));
        assertThat(OmittedVariable.ofStatistic(3, 100).robustnessValue(0.5, 0.05))
                .isZero();
        assertThat(OmittedVariable.ofStatistic(0, 100).robustnessValue(1)).isZero();
    }

    /** [V] of math.md C6: lalonde OLS t 1.98167775216, df 604. */
    @Test
    void lalonde() {
        OmittedVariable regression = OmittedVariableAnalysis.of(Table.lalonde()).regression();
        assertThat(regression.statistic()).isCloseTo(1.98167775216, within(1e-10));
        assertThat(regression.degreesOfFreedom()).isEqualTo(604);
        assertThat(regression.robustnessValue(1)).isCloseTo(0.0774479631, within(1e-10));
        assertThat(regression.robustnessValue(1, 0.05)).isCloseTo(0.000656678689, within(1e-11));
    }

    /** A group of covariates, one of them categorical, and one level of it. */
    @Test
    void groupsAndLevels() {
        OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(Table.lalonde());
        Strength group = analysis.observed(List.of("race", "age"));
        Strength race = analysis.observed(List.of("race"));
        assertThat(group.treatment()).isGreaterThan(race.treatment());
        assertThat(analysis.observed(List.of("race_hispan")).treatment()).isLessThan(race.treatment());
        // Two times as strong as race, no variable can be.
        assertThatThrownBy(() -> analysis.benchmark(List.of("race"), 3))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("No variable can be 3.0 times as strong as race")
                .hasMessageContaining("smaller multiple");
        double most = analysis.largestMultiple(List.of("race"));
        analysis.benchmark(List.of("race"), most * (1 - 1e-9));
        assertThatThrownBy(() -> analysis.benchmark(List.of("race"), most * (1 + 1e-9)))
                .isInstanceOf(EstimationException.class);
    }

    /** A confounder that equals a covariate in strength, orthogonal to it: the bound with k = 1 holds and is reached. */
    @Test
    void theBoundIsReached() {
        Philox random = new Philox(5, 0, 0);
        int n = 200;
        double[] x = new double[n];
        double[] u = new double[n];
        double[] v = new double[n];
        double[] e = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            u[i] = random.nextGaussian();
            v[i] = random.nextGaussian();
            e[i] = random.nextGaussian();
        }
        double[][] q = orthonormal(x, u, v, e);
        double[] d = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            d[i] = q[0][i] + q[1][i] + 2 * q[2][i];
            y[i] = 0.4 * d[i] + q[0][i] + q[1][i] + 3 * q[3][i];
        }
        OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(Sample.builder()
                .outcome("y", y)
                .assignment("d", d)
                .covariate("x", q[0])
                .build());
        assertThat(analysis.benchmark(List.of("x"), 1).adjusted().value()).isCloseTo(0.4, within(1e-12));
    }

    private static double[][] orthonormal(double[]... columns) {
        for (int j = 0; j < columns.length; j++) {
            double mean = BiasBounds.mean(columns[j]);
            for (int i = 0; i < columns[j].length; i++) {
                columns[j][i] -= mean;
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    double c = Residuals.dot(columns[k], columns[j]);
                    for (int i = 0; i < columns[j].length; i++) {
                        columns[j][i] -= c * columns[k][i];
                    }
                }
            }
            double norm = Math.sqrt(Residuals.dot(columns[j], columns[j]));
            for (int i = 0; i < columns[j].length; i++) {
                columns[j][i] /= norm;
            }
        }
        return columns;
    }

    @Test
    void saysWhatIsWrong() {
        double[][] rows = rows(1, 1, 1, 1);
        Sample sample = sample(rows);
        OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(sample);
        assertThatThrownBy(() -> analysis.benchmark(List.of("xx"), 1))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.UNKNOWN_COLUMN))
                .hasMessageContaining("Did you mean 'x'?");
        assertThatThrownBy(() ->
                        OmittedVariableAnalysis.of(sample.with(Role.COVARIATE, new Column.Numeric("copy", rows[3]))))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_IDENTIFIED))
                .hasMessageContaining("'d'");
        assertThatThrownBy(() ->
                        OmittedVariableAnalysis.of(sample.with(Role.COVARIATE, new Column.Numeric("copy", rows[4]))))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONSTANT_OUTCOME));
        Sample twice =
                sample.with(Role.COVARIATE, new Column.Numeric("x", rows[0]), new Column.Numeric("again", rows[0]));
        assertThatThrownBy(() -> OmittedVariableAnalysis.of(twice).benchmark(List.of("x"), 1))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_IDENTIFIED))
                .hasMessageContaining("determine x");
        assertThatThrownBy(() -> OmittedVariableAnalysis.of(sample.rows(new int[] {0, 1, 2, 3, 4})))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.TOO_FEW_ROWS));
        assertThatThrownBy(() -> new Strength(1, 0.5)).hasMessageContaining("[0, 1)");
        assertThatThrownBy(() -> new Strength(Double.NaN, 0.5)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> analysis.regression().robustnessValue(0)).hasMessageContaining("q must be");
        assertThatThrownBy(() -> analysis.benchmark(List.of("x"), -1)).hasMessageContaining("k_D");
    }
}
