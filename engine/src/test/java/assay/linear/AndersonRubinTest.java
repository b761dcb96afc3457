package assay.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Interval;
import assay.random.Philox;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A set of Anderson and Rubin is what its tests do not reject, whatever its shape. */
class AndersonRubinTest {

    private static final int N = 240;

    /** A first stage of given strength, an effect of 1, and a direct effect of the second instrument. */
    private static ArrayRows rows(int seed, double strength, double direct, int instruments) {
        double[][] draws = new double[6][N];
        for (int s = 0; s < draws.length; s++) {
            new Philox(7, seed, s).normals(draws[s]);
        }
        double[] x = draws[0];
        double[] t = new double[N];
        double[] y = new double[N];
        for (int i = 0; i < N; i++) {
            t[i] = strength * (draws[1][i] + draws[2][i]) + x[i] + draws[3][i];
            y[i] = t[i] + direct * draws[2][i] - x[i] + (1 + Math.abs(x[i])) * (draws[3][i] + draws[4][i]);
        }
        List<String> z = List.of("z1", "z2").subList(0, instruments);
        LinearSpec spec = new LinearSpec(List.of("y"), List.of("x"), List.of("t"), z);
        ArrayRows rows = instruments == 1
                ? ArrayRows.of(spec, y, x, t, draws[1])
                : ArrayRows.of(spec, y, x, t, draws[1], draws[2]);
        return rows.clustered(IntStream.range(0, N).map(i -> i / 6).toArray());
    }

    private static void agree(LinearFit fit, VarianceEstimator v, ConfidenceSet set) {
        for (int i = -400; i <= 400; i++) {
            double b = i < -200 || i > 200 ? Math.copySign(Math.exp((Math.abs(i) - 200) / 20.0), i) * 10 : i / 20.0;
            double p = AndersonRubin.pValue(fit, 0, v, b);
            if (Math.abs(p - 0.05) > 1e-9) {
                assertThat(set.contains(b)).as("%s at %s: p = %s", set, b, p).isEqualTo(p > 0.05);
            }
        }
        for (Interval piece : set.pieces()) {
            for (double end : new double[] {piece.lower(), piece.upper()}) {
                if (Double.isFinite(end)) {
                    assertThat(AndersonRubin.pValue(fit, 0, v, end)).isCloseTo(0.05, within(1e-7));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 0, 1, INTERVAL",
        "2, 0.5, 0, 2, INTERVAL",
        "3, 0.5, 3, 2, EMPTY",
        "4, 0.001, 0, 1, WHOLE_LINE",
        "5, 0.001, 0, 2, WHOLE_LINE",
        "6, 0.001, 1, 2, COMPLEMENT"
    })
    void everyShape(int seed, double strength, double direct, int instruments, ConfidenceSet.Shape shape) {
        LinearFit fit = LinearModel.fit(rows(seed, strength, direct, instruments));
        for (VarianceEstimator v :
                List.of(Covariance.CLASSICAL, Covariance.HC1, Covariance.HC2, ClusterCovariance.CR1S)) {
            ConfidenceSet set = AndersonRubin.set(fit, 0, v, 0.95);
            agree(fit, v, set);
            if (v == Covariance.CLASSICAL) {
                assertThat(set.shape()).isEqualTo(shape);
            }
        }
    }

    // With one instrument the statistic is the square of the t of the reduced form of Y - b T.
    @Test
    void oneInstrumentIsTheReducedForm() {
        ArrayRows rows = rows(1, 0.5, 0, 1);
        LinearFit fit = LinearModel.fit(rows);
        double[][] c = rows.columns();
        double[] shifted =
                IntStream.range(0, N).mapToDouble(i -> c[0][i] - 0.7 * c[2][i]).toArray();
        LinearFit reduced =
                LinearModel.fit(ArrayRows.of(LinearSpec.ols(List.of("r"), List.of("x", "z")), shifted, c[1], c[3]));
        for (Covariance v : Covariance.values()) {
            double t = reduced.coefficients(0)[2] / Math.sqrt(reduced.covariance(0, v)[2][2]);
            assertThat(AndersonRubin.test(fit, 0, v, 0.7).statistic()).isCloseTo(t * t, within(1e-9 * t * t));
        }
    }

    @Test
    void sets() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(new ConfidenceSet(0.9, List.of(new Interval(-inf, 1))).shape())
                .isEqualTo(ConfidenceSet.Shape.COMPLEMENT);
        ConfidenceSet union = new ConfidenceSet(0.9, List.of(new Interval(0, 1), new Interval(2, 3)));
        assertThat(union.shape()).isEqualTo(ConfidenceSet.Shape.UNION);
        assertThat(union.contains(1.5)).isFalse();
        assertThat(union.contains(3)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfidenceSet(0.9, List.of(new Interval(0, 2), new Interval(1, 3))));
        LinearFit ols = LinearModel.fit(ArrayRows.of(LinearSpec.ols(List.of("mpg"), List.of("wt")), Cars.MPG, Cars.WT));
        assertThatExceptionOfType(EstimationException.class)
                .isThrownBy(() -> AndersonRubin.set(ols, 0, Covariance.HC2, 0.95))
                .withMessageContaining("one endogenous column");
        assertThatExceptionOfType(EstimationException.class).isThrownBy(() -> Overidentification.sargan(ols, 0));
        assertThatExceptionOfType(EstimationException.class).isThrownBy(() -> Overidentification.wuHausman(ols, 0));
    }
}
