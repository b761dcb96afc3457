package assay.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.HypothesisTest;
import assay.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

class RerandomisationTest {

    private static final int N = 40;

    private static List<double[]> covariates(int key) {
        double[] a = new double[N];
        double[] b = new double[N];
        Philox random = new Philox(91, key, 0);
        random.normals(a);
        random.normals(b);
        Arrays.setAll(b, i -> 10 + 3 * a[i] + b[i]);
        return List.of(a, b);
    }

    /** The distance by its definition, with an inverse of Commons Math; the threshold from tables, R: qchisq(.05, 2). */
    @Test
    void theDistanceIsThatOfMahalanobis() {
        List<double[]> x = covariates(0);
        Rerandomisation.Lots lots = new Rerandomisation("trial", 0.05, 0.5).draw(x);
        double[] t = lots.treatment();
        assertThat(Arrays.stream(t).sum()).isEqualTo(20);
        RealMatrix data = MatrixUtils.createRealMatrix(N, 2);
        data.setColumn(0, x.get(0));
        data.setColumn(1, x.get(1));
        RealMatrix inverse = new LUDecomposition(new Covariance(data).getCovarianceMatrix())
                .getSolver()
                .getInverse();
        double[] d = new double[2];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < 2; j++) {
                d[j] += (t[i] == 1 ? 1 : -1) * x.get(j)[i] / 20;
            }
        }
        RealVector difference = MatrixUtils.createRealVector(d);
        double distance = 10 * difference.dotProduct(inverse.operate(difference));
        assertThat(lots.distance()).isCloseTo(distance, within(1e-12)).isLessThanOrEqualTo(lots.threshold());
        assertThat(lots.threshold()).isCloseTo(0.1025865887751011, within(1e-9));
        assertThat(new Rerandomisation("trial", 0.05, 0.5).draw(x).treatment()).isEqualTo(t);
        assertThat(new Rerandomisation("other", 0.05, 0.5).draw(x).treatment()).isNotEqualTo(t);
    }

    @Test
    void whoAcceptsAllDrawsOnce() {
        Rerandomisation.Lots lots = new Rerandomisation("trial", 1, 0.25).draw(covariates(1));
        assertThat(lots.draws()).isOne();
        assertThat(lots.threshold()).isInfinite();
        assertThat(Arrays.stream(lots.treatment()).sum()).isEqualTo(10);
    }

    /**
     * 200 trials under the sharp null hypothesis: p at most 0.1 in 20 of them; 41 or more has probability 5e-6. A t test on the
     * same trials hardly ever rejects, as the outcome follows the covariate that was balanced.
     */
    @Test
    void theTestDrawsByTheSameRule() {
        int rejected = 0;
        int usual = 0;
        for (int r = 0; r < 200; r++) {
            List<double[]> x = covariates(r);
            double[] y = new double[N];
            new Philox(92, r, 0).normals(y);
            double[] balanced = x.get(0);
            Arrays.setAll(y, i -> 0.5 * y[i] + 2 * balanced[i]);
            Rerandomisation design = new Rerandomisation("trial-" + r, 0.1, 0.5);
            double[] t = design.draw(x).treatment();
            HypothesisTest test = design.test(y, t, x, 99);
            rejected += test.pValue() <= 0.1 ? 1 : 0;
            usual += Math.abs(test.statistic()) > 1.686 * standardError(y, t) ? 1 : 0;
            assertThat(test.cautions()).extracting(c -> c.code()).containsExactly("rerandomised");
        }
        assertThat(rejected).isBetween(5, 40);
        assertThat(usual).isLessThan(5);
    }

    private static double standardError(double[] y, double[] t) {
        double[] sums = new double[2];
        for (int i = 0; i < N; i++) {
            sums[(int) t[i]] += y[i] / 20;
        }
        double squares = 0;
        for (int i = 0; i < N; i++) {
            squares += (y[i] - sums[(int) t[i]]) * (y[i] - sums[(int) t[i]]);
        }
        return Math.sqrt(squares / 38 / 10);
    }

    @Test
    void refusesWhatCannotBeBalanced() {
        Rerandomisation design = new Rerandomisation("trial", 0.01, 0.5);
        double[] constant = new double[N];
        assertThatThrownBy(() -> design.draw(List.of(constant))).hasMessageContaining("does not vary");
        double[] a = covariates(0).get(0);
        double[] twice = Arrays.stream(a).map(v -> 2 * v + 1).toArray();
        assertThatThrownBy(() -> design.draw(List.of(a, twice))).hasMessageContaining("follows from the others");
        assertThatThrownBy(() -> design.draw(List.of())).hasMessageContaining("covariates");
        assertThatThrownBy(() -> design.draw(List.of(new double[] {1, 2, 3, 4}, new double[3])))
                .hasMessageContaining("3 units");
        assertThatThrownBy(() -> design.draw(List.of(new double[] {1, 2}))).hasMessageContaining("too few");
        // Of six lots of four, none is balanced: 8 is on one side alone.
        assertThatThrownBy(() -> design.draw(List.of(new double[] {0, 0.1, 0.3, 8})))
                .hasMessageContaining("larger share");
        assertThatThrownBy(() -> new Rerandomisation("t", 0, 0.5)).hasMessageContaining("accept");
        assertThatThrownBy(() -> design.test(new double[3], new double[N], List.of(a), 99))
                .hasMessageContaining("outcomes 3");
    }
}
