package assay.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Least squares against the Householder QR of another library, on designs from benign to badly scaled. */
class EjmlAgreementTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void coefficientsAgreeWithAnotherLibrary(int seed) {
        Philox random = new Philox(seed, 0, 0);
        int n = 60 + 40 * seed;
        int k = 1 + seed;
        double[][] x = new double[k][n];
        List<String> names = new ArrayList<>();
        DMatrixRMaj design = new DMatrixRMaj(n, k + 1);
        DMatrixRMaj response = new DMatrixRMaj(n, 1);
        double[] y = new double[n];
        for (int j = 0; j < k; j++) {
            random.normals(x[j]);
            names.add("x" + j);
        }
        for (int i = 0; i < n; i++) {
            design.set(i, 0, 1);
            for (int j = 0; j < k; j++) {
                // Correlated columns in units that differ by powers of ten.
                x[j][i] = (x[j][i] + 0.8 * x[0][i]) * Math.pow(10, j);
                design.set(i, j + 1, x[j][i]);
                y[i] += x[j][i] * Math.pow(10, -j);
            }
            y[i] += 5 + random.nextGaussian();
            response.set(i, 0, y[i]);
        }
        LinearSolverDense<DMatrixRMaj> qr = LinearSolverFactory_DDRM.leastSquares(n, k + 1);
        assertThat(qr.setA(design)).isTrue();
        DMatrixRMaj expected = new DMatrixRMaj(k + 1, 1);
        qr.solve(response, expected);
        double[] actual = LeastSquares.fit(names, x, y).coefficients();
        for (int j = 0; j <= k; j++) {
            assertThat(actual[j]).isCloseTo(expected.get(j), within(1e-9 * Math.abs(expected.get(j)) + 1e-12));
        }
    }
}
