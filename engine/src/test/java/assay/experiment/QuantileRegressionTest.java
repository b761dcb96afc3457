package assay.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Mtcars;
import assay.Problem;
import assay.random.Philox;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileRegressionTest {

    // R 4.2.2, quantreg: rq(mpg ~ wt + hp, tau = c(.25, .5, .75), data = mtcars).
    @ParameterizedTest
    @CsvSource({
        "0.25, 33.9097560975610, -3.8109756097561, -0.0243902439024",
        "0.5, 36.6260137609474, -3.6056983113440, -0.0355907201287",
        "0.75, 38.4391398716156, -4.1483928237466, -0.0257593357936"
    })
    void agreesWithQuantreg(double probability, double intercept, double weight, double power) {
        double[] fit = QuantileRegression.fit(new double[][] {Mtcars.wt(), Mtcars.hp()}, Mtcars.mpg(), probability);
        assertThat(fit[0]).isCloseTo(intercept, within(1e-8));
        assertThat(fit[1]).isCloseTo(weight, within(1e-8));
        assertThat(fit[2]).isCloseTo(power, within(1e-8));
    }

    /** No vertex of a small problem has a smaller loss. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.8})
    void noVertexIsBetter(double probability) {
        int n = 25;
        double[] x = new double[n];
        double[] y = new double[n];
        new Philox(5, 0, 0).normals(x);
        new Philox(5, 0, 1).normals(y);
        double[] fit = QuantileRegression.fit(new double[][] {x}, y, probability);
        double least = loss(x, y, fit[0], fit[1], probability);
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < a; b++) {
                double slope = (y[a] - y[b]) / (x[a] - x[b]);
                assertThat(loss(x, y, y[a] - slope * x[a], slope, probability)).isGreaterThanOrEqualTo(least - 1e-12);
            }
        }
    }

    private static double loss(double[] x, double[] y, double intercept, double slope, double probability) {
        double loss = 0;
        for (int i = 0; i < y.length; i++) {
            double r = y[i] - intercept - slope * x[i];
            loss += r * (r < 0 ? probability - 1 : probability);
        }
        return loss;
    }

    /** Without regressors it is a sample quantile, and with the arm the difference of two. */
    @Test
    void withoutRegressorsItIsAQuantile() {
        double[] y = new double[101];
        Arrays.setAll(y, i -> (i * 37) % 101);
        assertThat(QuantileRegression.fit(new double[0][], y, 0.5)[0]).isEqualTo(50);
        double[] arm = new double[202];
        double[] both = new double[202];
        Arrays.setAll(arm, i -> i < 101 ? 0 : 1);
        Arrays.setAll(both, i -> i < 101 ? y[i] : 3 * y[i - 101]);
        assertThat(QuantileRegression.fit(new double[][] {arm}, both, 0.5)[1]).isCloseTo(100, within(1e-10));
    }

    @Test
    void tiesEndTheSearchAndDependentColumnsAreRefused() {
        double[] y = new double[60];
        Arrays.setAll(y, i -> i % 3);
        double[] x = new double[60];
        Arrays.setAll(x, i -> i % 4);
        assertThat(QuantileRegression.fit(new double[][] {x}, y, 0.5))
                .containsExactly(new double[] {1, 0}, within(1e-12));
        double[] twice = Arrays.stream(x).map(v -> 2 * v).toArray();
        assertThatThrownBy(() -> QuantileRegression.fit(new double[][] {x, twice}, y, 0.5))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NOT_IDENTIFIED));
    }
}
