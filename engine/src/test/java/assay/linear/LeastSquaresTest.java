package assay.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Caution;
import assay.Column;
import assay.Covariates;
import assay.EstimationException;
import assay.Fit;
import assay.Mtcars;
import assay.Problem;
import assay.SharedData;
import assay.random.Philox;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeastSquaresTest {

    private static final List<Covariance> COVARIANCES = List.of(Covariance.values());

    private static LeastSquares mtcars() {
        return LeastSquares.fit(List.of("wt", "hp"), new double[][] {Mtcars.wt(), Mtcars.hp()}, Mtcars.mpg());
    }

    private static void close(double actual, double expected, double relative) {
        assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
    }

    // R 4.2.2, sandwich 3.0.2: m <- lm(mpg ~ wt + hp, mtcars); sqrt(diag(vcovHC(m, type)))
    @ParameterizedTest
    @CsvSource({
        "CLASSICAL, 1.598787538, 0.632733494377, 0.00902970967586",
        "HC0, 1.93891395642, 0.61992750529, 0.00664605790818",
        "HC1, 2.03673500191, 0.65120375481, 0.00698136125202",
        "HC2, 2.07760994351, 0.687765481736, 0.00782502939752",
        "HC3, 2.22980540344, 0.768519050358, 0.00938513790865"
    })
    void standardErrorsAgreeWithSandwich(Covariance covariance, double intercept, double wt, double hp) {
        double[] errors = mtcars().standardErrors(covariance);
        close(errors[0], intercept, 1e-9);
        close(errors[1], wt, 1e-9);
        close(errors[2], hp, 1e-9);
        double[][] matrix = mtcars().covariance(covariance);
        for (int j = 0; j < 3; j++) {
            close(Math.sqrt(matrix[j][j]), errors[j], 1e-12);
        }
    }

    @Test
    void coefficientsAgreeWithR() {
        LeastSquares fit = mtcars();
        close(fit.coefficients()[0], 37.2272701164, 1e-11);
        close(fit.coefficients()[1], -3.8778307424, 1e-11);
        close(fit.coefficients()[2], -0.0317729469822, 1e-11);
        close(fit.residualVariance(), 6.72578464626, 1e-11);
        close(fit.rSquared(), 0.826785451883, 1e-11);
        close(fit.covariance(Covariance.HC2)[1][2], -0.002404013703, 1e-9);
        assertThat(fit.degreesOfFreedom()).isEqualTo(29);
        assertThat(fit.terms()).containsExactly("(Intercept)", "wt", "hp");
    }

    // gold/petersen_ols_cluster.json: lm(y ~ x, PetersenCL), sandwich 3.0.2
    @Test
    void petersenAgreesWithSandwich() {
        Function<String, double[]> data = SharedData.csv("petersen_cl.csv");
        LeastSquares fit = LeastSquares.fit(List.of("x"), new double[][] {data.apply("x")}, data.apply("y"));
        close(fit.coefficients()[0], 0.0296797207345177, 1e-10);
        close(fit.coefficients()[1], 1.03483343946169, 1e-10);
        double[][] expected = {
            {0.0283593162656653, 0.0285832877912833},
            {0.0283549995296155, 0.0283894818676317},
            {0.0283606722313887, 0.0283951614679421},
            {0.028360638554378, 0.0284007877250243},
            {0.0283662798215313, 0.0284121012704348}
        };
        for (int c = 0; c < expected.length; c++) {
            Covariance covariance = COVARIANCES.get(c);
            double[] errors = fit.standardErrors(covariance);
            close(errors[0], expected[c][0], 1e-9);
            close(errors[1], expected[c][1], 1e-9);
        }
    }

    @Test
    void leveragesSumToTheNumberOfCoefficientsAndResidualsAreOrthogonal() {
        LeastSquares fit = mtcars();
        double sum = 0;
        double residual = 0;
        double weighted = 0;
        for (int i = 0; i < 32; i++) {
            sum += fit.leverages()[i];
            residual += fit.residuals()[i];
            weighted += fit.residuals()[i] * Mtcars.hp()[i];
        }
        assertThat(sum).isCloseTo(3, within(1e-13));
        assertThat(residual).isCloseTo(0, within(1e-12));
        assertThat(weighted).isCloseTo(0, within(1e-10));
    }

    @Test
    void influenceValuesGiveHc0() {
        LeastSquares fit = mtcars();
        for (int j = 0; j < 3; j++) {
            double sum = 0;
            double squares = 0;
            for (double v : fit.influence(j)) {
                sum += v;
                squares += v * v;
            }
            assertThat(sum).isCloseTo(0, within(1e-9));
            close(Math.sqrt(squares) / 32, fit.standardErrors(Covariance.HC0)[j], 1e-12);
        }
    }

    @Test
    void weightsReproduceTheCoefficients() {
        LeastSquares fit = mtcars();
        for (int j = 0; j < 3; j++) {
            close(Columns.dot(fit.weights(j), Mtcars.mpg()), fit.coefficients()[j], 1e-11);
        }
    }

    // A shift and a change of unit of a regressor change nothing but its own coefficient and the intercept.
    @ParameterizedTest
    @CsvSource({"1e9, 1, 1e-8", "1e6, 1, 1e-10", "0, 1e12, 1e-12", "0, 1e-12, 1e-12", "1e9, 1024, 1e-10"})
    void largeMeansAndUnitsLoseNoDigits(double shift, double unit, double tolerance) {
        double[] wt = Mtcars.wt();
        // Powers of two survive the shift exactly, so that nothing is lost before the fit.
        for (int i = 0; i < wt.length; i++) {
            wt[i] = Math.rint(wt[i] * 1024) / 1024;
        }
        LeastSquares plain = LeastSquares.fit(List.of("wt", "hp"), new double[][] {wt, Mtcars.hp()}, Mtcars.mpg());
        double[] moved = wt.clone();
        for (int i = 0; i < wt.length; i++) {
            moved[i] = shift + unit * wt[i];
        }
        LeastSquares fit = LeastSquares.fit(List.of("wt", "hp"), new double[][] {moved, Mtcars.hp()}, Mtcars.mpg());
        close(fit.coefficients()[1] * unit, plain.coefficients()[1], tolerance);
        close(fit.coefficients()[2], plain.coefficients()[2], tolerance);
        for (Covariance covariance : Covariance.values()) {
            close(fit.standardErrors(covariance)[2], plain.standardErrors(covariance)[2], tolerance);
        }
    }

    // The two ways of factorising agree where both are accurate, and the second keeps its digits where the first
    // does not: the coefficients of nearly collinear columns follow from those of the columns they were made of.
    @ParameterizedTest
    @ValueSource(doubles = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5})
    void nearlyCollinearColumnsKeepTheirDigits(double distance) {
        double[] wt = Mtcars.wt();
        double[] hp = Mtcars.hp();
        double[] near = new double[32];
        for (int i = 0; i < 32; i++) {
            near[i] = wt[i] + distance * hp[i] / 100;
        }
        LeastSquares fit = LeastSquares.fit(List.of("wt", "near"), new double[][] {wt, near}, Mtcars.mpg());
        double relative = 1e-14 / distance + 1e-13;
        close(fit.coefficients()[2] * distance / 100, -0.0317729469822, Math.max(1e-11, 10 * relative));
        close(fit.standardErrors(Covariance.HC2)[2] * distance / 100, 0.00782502939752, Math.max(1e-11, 10 * relative));
        assertThat(fit.residualVariance()).isCloseTo(6.72578464626, within(1e-10));
    }

    @Test
    void aliasedColumnsAreDroppedLeftToRight() {
        double[] sum = new double[32];
        double[] constant = new double[32];
        for (int i = 0; i < 32; i++) {
            sum[i] = Mtcars.wt()[i] - 2 * Mtcars.hp()[i] + 0.1;
            constant[i] = 0.1;
        }
        LeastSquares fit = LeastSquares.fit(
                List.of("constant", "wt", "hp", "sum", "again"),
                new double[][] {constant, Mtcars.wt(), Mtcars.hp(), sum, Mtcars.wt()},
                Mtcars.mpg());
        assertThat(fit.aliased()).containsExactly("constant", "sum", "again");
        assertThat(fit.terms()).containsExactly("(Intercept)", "wt", "hp");
        close(fit.coefficients()[2], -0.0317729469822, 1e-11);
        close(fit.standardErrors(Covariance.HC3)[1], 0.768519050358, 1e-9);
        assertThat(fit.summary(Covariance.HC2).cautions())
                .extracting(Caution::code)
                .containsExactly("aliased-columns");
        assertThat(fit.summary(Covariance.HC2).cautions().get(0).message()).contains("constant, sum, again");
    }

    @Test
    void aRowThatFitsItselfIsLeftOutOfTheVariance() {
        double[] only = new double[32];
        only[4] = 1;
        LeastSquares fit = LeastSquares.fit(List.of("wt", "only"), new double[][] {Mtcars.wt(), only}, Mtcars.mpg());
        double[] mpg = new double[31];
        double[] wt = new double[31];
        for (int i = 0, k = 0; i < 32; i++) {
            if (i != 4) {
                mpg[k] = Mtcars.mpg()[i];
                wt[k++] = Mtcars.wt()[i];
            }
        }
        LeastSquares without = LeastSquares.fit(List.of("wt"), new double[][] {wt}, mpg);
        assertThat(fit.leverages()[4]).isCloseTo(1, within(1e-12));
        for (Covariance covariance : List.of(Covariance.HC0, Covariance.HC2, Covariance.HC3)) {
            close(fit.standardErrors(covariance)[1], without.standardErrors(covariance)[1], 1e-10);
        }
        Fit summary = fit.summary(Covariance.HC2);
        assertThat(summary.cautions()).extracting(Caution::code).containsExactly("leverage-one");
        assertThat(summary.cautions().get(0).message()).contains("row 5");
    }

    @Test
    void summaryHasATermPerCoefficientWithTInference() {
        Fit fit = mtcars().summary(Covariance.CLASSICAL);
        assertThat(fit.terms()).hasSize(3);
        assertThat(fit.terms().get(2).inference().degreesOfFreedom()).isEqualTo(29);
        // R: summary(lm(mpg ~ wt + hp, mtcars))$coefficients["hp", "Pr(>|t|)"]
        assertThat(fit.terms().get(2).inference().pValue(0)).isCloseTo(0.001451229, within(1e-9));
        assertThat(fit.glance().variance()).startsWith("classical");
        assertThat(fit.influence()).isPresent();
    }

    @Test
    void categoricalCovariatesBecomeIndicators() {
        Covariates design = Covariates.of(List.of(
                new Column.Categorical("g", new int[] {0, 1, 2, 0, 1, 2, 0}, List.of("a", "b", "c")),
                new Column.Numeric("x", new double[] {1, 2, 3, 4, 5, 6, 8})));
        LeastSquares fit = LeastSquares.fit(design, new double[] {1, 3, 2, 5, 4, 6, 9});
        assertThat(fit.terms()).containsExactly("(Intercept)", "g_b", "g_c", "x");
    }

    @Test
    void impossibleFitsHaveAMessage() {
        double[] x = {1, 2, 3};
        assertThatThrownBy(() -> LeastSquares.fit(List.of("x", "z"), new double[][] {x, {1, 4, 1}}, x))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("3 rows cannot estimate 3 coefficients");
        assertThatThrownBy(() -> LeastSquares.fit(List.of("x"), new double[][] {x, x}, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 names for 2 columns");
        assertThatThrownBy(() -> LeastSquares.fit(List.of("x"), new double[][] {x}, new double[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'x' has 3 rows");
        assertThatThrownBy(() -> LeastSquares.fit(List.of("x"), new double[][] {x}, new double[] {2, 4, 6})
                        .summary(Covariance.HC2))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONSTANT_OUTCOME));
        assertThatThrownBy(() -> LeastSquares.fit(List.of("x"), new double[][] {x}, new double[] {0.1, 0.1, 0.1})
                        .summary(Covariance.HC2))
                .hasMessageContaining("constant");
        assertThatThrownBy(() -> LeastSquares.fit(List.of("x"), new double[][] {{1e200, -1e200, 3e200}}, x))
                .hasMessageContaining("overflow");
    }

    // Any number of columns and rows: the blocked loop against the definition.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 11})
    void crossProductsEqualTheDefinition(int p) {
        Philox random = new Philox(7, p, 0);
        for (int n : new int[] {1, 2, 3, 511, 512, 513, 1030}) {
            double[][] x = new double[p][n];
            for (double[] column : x) {
                random.normals(column);
            }
            double[][] products = Columns.crossProducts(x, n);
            for (int j = 0; j < p; j++) {
                for (int k = j; k < p; k++) {
                    double sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += x[j][i] * x[k][i];
                    }
                    assertThat(products[j][k]).isCloseTo(sum, within(1e-11));
                }
            }
        }
    }
}
