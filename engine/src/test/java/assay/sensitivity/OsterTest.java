package assay.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Role;
import assay.Sample;
import assay.linear.LeastSquares;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OsterTest {

    /**
     * With an observed and an unobserved cause that are uncorrelated in the rows, the delta of the rows and the R-squared of the
     * regression with both, a root of the cubic is the coefficient of the regression with both: an identity.
     */
    @Test
    void theCubicHoldsTheFullRegression() {
        for (int key = 1; key <= 20; key++) {
            Philox random = new Philox(key, 0, 0);
            int n = 150;
            double[] w1 = new double[n];
            double[] w2 = new double[n];
            double[] d = new double[n];
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                w1[i] = random.nextGaussian();
                w2[i] = random.nextGaussian();
            }
            // Uncorrelated in the rows, as the derivation assumes.
            double[] one =
                    LeastSquares.fit(List.of("w"), new double[][] {w1}, w2).residuals();
            for (int i = 0; i < n; i++) {
                d[i] = 0.6 * w1[i] + (0.2 + 0.05 * key) * one[i] + random.nextGaussian();
                y[i] = (key % 2 == 0 ? 1 : -0.3) * d[i] + 1.2 * w1[i] + 0.9 * one[i] + random.nextGaussian();
            }
            LeastSquares full = LeastSquares.fit(List.of("d", "w1", "w2"), new double[][] {d, w1, one}, y);
            double[] b = full.coefficients();
            double[] index1 = scaled(w1, b[2]);
            double[] index2 = scaled(one, b[3]);
            double delta = covariance(index2, d)
                    / covariance(index2, index2)
                    / (covariance(index1, d) / covariance(index1, index1));
            Sample sample = Sample.builder()
                    .outcome("y", y)
                    .assignment("d", d)
                    .covariate("w1", w1)
                    .build();
            Oster oster = Oster.of(OmittedVariableAnalysis.of(sample));
            List<Double> roots = oster.exact(delta, full.rSquared());
            assertThat(roots).anySatisfy(root -> assertThat(root).isCloseTo(b[1], within(1e-8)));
            // And back: the delta that makes the effect what it is.
            assertThat(oster.delta(b[1], full.rSquared())).isCloseTo(delta, within(1e-7));
        }
    }

    private static double[] scaled(double[] values, double by) {
        return Arrays.stream(values).map(v -> v * by).toArray();
    }

    private static double covariance(double[] x, double[] y) {
        double mx = BiasBounds.mean(x);
        double my = BiasBounds.mean(y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - mx) * (y[i] - my);
        }
        return sum / x.length;
    }

    /** The delta for an effect of 0 has 0 among the solutions of its cubic. */
    @Test
    void deltaAndCubicAgree() {
        Oster oster = new Oster(1.5, 0.1, 1.1, 0.3, 4, 1, 0.8);
        double rMax = oster.usualMaximum();
        assertThat(rMax).isCloseTo(0.39, within(1e-15));
        double delta = oster.delta(0, rMax);
        assertThat(oster.exact(delta, rMax)).anySatisfy(root -> assertThat(root).isCloseTo(0, within(1e-10)));
        // By hand: 1.1 - (1.5 - 1.1) (0.39 - 0.3) / (0.3 - 0.1).
        assertThat(oster.approximate(1, rMax)).isCloseTo(0.92, within(1e-12));
        assertThat(oster.exact(0, rMax)).anySatisfy(root -> assertThat(root).isCloseTo(1.1, within(1e-10)));
        assertThat(new Oster(1, 0.5, 1, 0.9, 1, 1, 1).usualMaximum()).isEqualTo(1);
        assertThatThrownBy(() -> oster.exact(1, 0.2)).hasMessageContaining("which the regression has already");
        assertThatThrownBy(() -> new Oster(1.5, 0.1, 1.1, 0.1, 4, 1, 0.8).approximate(1, 0.5))
                .hasMessageContaining("do not raise");
    }

    @Test
    void needsCovariates() {
        Sample sample = Table.lalonde().with(Role.COVARIATE);
        assertThatThrownBy(() -> Oster.of(OmittedVariableAnalysis.of(sample)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("covariate");
    }
}
