package assay.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.WeightType;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed, merged, streamed and in-memory rows give the same fit. */
class LosslessTest {

    /** Columns of a random design with ties; every second seed has instruments, the weights rotate. */
    private static final class Design {

        private final LinearSpec spec;
        private final double[][] columns;
        private final double[] weights;
        private final Optional<WeightType> type;
        private final int[] clusters;

        Design(LinearSpec spec, double[][] columns, double[] weights, Optional<WeightType> type, int[] clusters) {
            this.spec = spec;
            this.columns = columns;
            this.weights = weights;
            this.type = type;
            this.clusters = clusters;
        }

        static Design of(int seed) {
            RandomGenerator random = new Philox(seed, 0, 0);
            boolean iv = seed % 2 == 1;
            int n = 300 + random.nextInt(200);
            int g = 12 + random.nextInt(10);
            LinearSpec spec = iv
                    ? new LinearSpec(List.of("y", "v"), List.of("a", "b"), List.of("t"), List.of("z", "s"))
                    : LinearSpec.ols(List.of("y", "v"), List.of("a", "b", "t"));
            double[][] columns = new double[spec.columns().size()][n];
            double[] weights = new double[n];
            int[] clusters = new int[n];
            double[] effects = new double[g];
            for (int c = 0; c < g; c++) {
                effects[c] = random.nextGaussian();
            }
            Optional<WeightType> type = switch (seed % 4) {
                case 1 -> Optional.of(WeightType.FREQUENCY);
                case 2 -> Optional.of(WeightType.PROBABILITY);
                case 3 -> Optional.of(WeightType.ANALYTIC);
                default -> Optional.empty();
            };
            for (int i = 0; i < n; i++) {
                int c = Math.min(g - 1, (int) (g * random.nextDouble() * random.nextDouble()));
                double a = random.nextInt(3);
                double b = 1000 + random.nextInt(4) / 10.0;
                double z = random.nextInt(2);
                double s = random.nextInt(3) - 1;
                double t = random.nextDouble() < 0.2 + 0.5 * z + 0.1 * s ? 1 : 0;
                double y = 5e4 + 3 * t + a - b + effects[c] + random.nextGaussian() * (1 + a);
                double v = t + 2 * a + random.nextGaussian() + 0.3 * effects[c];
                double[] row = iv ? new double[] {y, v, a, b, t, z, s} : new double[] {y, v, a, b, t};
                for (int j = 0; j < row.length; j++) {
                    columns[j][i] = row[j];
                }
                weights[i] = seed % 4 == 1 ? random.nextInt(4) : 0.25 * random.nextInt(9);
                clusters[i] = c;
            }
            return new Design(spec, columns, weights, type, clusters);
        }

        ArrayRows rows(int from, int to, boolean clustered) {
            double[][] part = new double[columns.length][];
            for (int j = 0; j < part.length; j++) {
                part[j] = Arrays.copyOfRange(columns[j], from, to);
            }
            ArrayRows rows = ArrayRows.of(spec, part);
            if (type.isPresent()) {
                rows = rows.weighted(Arrays.copyOfRange(weights, from, to), type.orElseThrow());
            }
            return clustered ? rows.clustered(Arrays.copyOfRange(clusters, from, to)) : rows;
        }

        int n() {
            return columns[0].length;
        }
    }

    static void same(LinearFit actual, LinearFit expected, List<? extends VarianceEstimator> estimators) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.clusters()).isEqualTo(expected.clusters());
        assertThat(actual.terms()).isEqualTo(expected.terms());
        int k = expected.rank();
        double[][] scale = expected.jointCovariance(Covariance.CLASSICAL);
        for (int o = 0; o < expected.outcomes().size(); o++) {
            for (int j = 0; j < k; j++) {
                double b = expected.coefficients(o)[j];
                // A coefficient near 0 has no digits of its own beside its standard error.
                double size = Math.abs(b) + Math.sqrt(scale[o * k + j][o * k + j]);
                assertThat(actual.coefficients(o)[j]).isCloseTo(b, within(1e-12 * size));
            }
        }
        for (VarianceEstimator v : estimators) {
            close(v.label(), actual.jointCovariance(v), expected.jointCovariance(v));
            for (int o = 0; o < expected.outcomes().size(); o++) {
                close(v.label(), actual.covariance(o, v), expected.covariance(o, v));
            }
            double[] contrast = new double[k];
            contrast[1] = 1;
            contrast[k - 1] = -0.5;
            double df = expected.degreesOfFreedom(contrast, v);
            assertThat(actual.degreesOfFreedom(contrast, v)).isCloseTo(df, within(1e-11 * df));
        }
    }

    private static void close(String label, double[][] actual, double[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                double size = Math.sqrt(expected[i][i] * expected[j][j]);
                assertThat(actual[i][j])
                        .as("%s at %d, %d", label, i, j)
                        .isCloseTo(expected[i][j], within(1e-12 * size));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void compressionLosesNothing(int seed) {
        Design design = Design.of(seed);
        int n = design.n();
        List<VarianceEstimator> all = new ArrayList<>(List.of(Covariance.values()));
        LinearFit plain = LinearModel.fit(design.rows(0, n, false));
        Compressed groups = Compressed.of(design.rows(0, n, false));
        assertThat(groups.groups()).isLessThan(n);
        assertThat(groups.rows()).isEqualTo(plain.rows());
        same(LinearModel.fit(groups), plain, all);
        Compressed merged = Compressed.of(design.rows(0, n / 3, false))
                .merge(Compressed.of(design.rows(n / 3, n / 2, false)))
                .merge(Compressed.of(design.rows(n / 2, n, false)));
        assertThat(merged.groups()).isEqualTo(groups.groups());
        same(LinearModel.fit(merged), plain, all);
        all.addAll(List.of(ClusterCovariance.values()));
        LinearFit clustered = LinearModel.fit(design.rows(0, n, true));
        same(LinearModel.fit(Compressed.of(design.rows(0, n, true))), clustered, all);
        Compressed shards =
                Compressed.of(design.rows(0, n / 2, true)).merge(Compressed.of(design.rows(n / 2, n, true)));
        same(LinearModel.fit(shards), clustered, all);
        List<VarianceEstimator> byCluster = new ArrayList<>(List.of(ClusterCovariance.values()));
        byCluster.add(Covariance.CLASSICAL);
        same(LinearModel.fit(ClusterMoments.of(design.rows(0, n, true))), clustered, byCluster);
        ClusterMoments moments =
                ClusterMoments.of(design.rows(0, n / 4, true)).merge(ClusterMoments.of(design.rows(n / 4, n, true)));
        same(LinearModel.fit(moments), clustered, byCluster);
    }

    @Test
    void frequencyWeightsAreRepeatedRows() {
        Design design = Design.of(5);
        double[] weights = design.weights;
        int n = design.n();
        int total = (int) Arrays.stream(weights).sum();
        double[][] expanded = new double[design.columns.length][total];
        int[] clusters = new int[total];
        int at = 0;
        for (int i = 0; i < n; i++) {
            for (int r = 0; r < weights[i]; r++) {
                for (int j = 0; j < expanded.length; j++) {
                    expanded[j][at] = design.columns[j][i];
                }
                clusters[at++] = design.clusters[i];
            }
        }
        List<VarianceEstimator> all = new ArrayList<>(List.of(Covariance.values()));
        all.addAll(List.of(ClusterCovariance.values()));
        same(
                LinearModel.fit(design.rows(0, n, true)),
                LinearModel.fit(ArrayRows.of(design.spec, expanded).clustered(clusters)),
                all);
    }

    @Test
    void blocksOfAnySizeAreTheSameRows() {
        Design design = Design.of(2);
        ArrayRows whole = design.rows(0, design.n(), true);
        RowSource stream = new RowSource() {
            @Override
            public LinearSpec spec() {
                return whole.spec();
            }

            @Override
            public int clusters() {
                return whole.clusters();
            }

            @Override
            public Optional<WeightType> weightType() {
                return whole.weightType();
            }

            @Override
            public void forEach(Visitor visitor) {
                for (int from = 0; from < design.n(); from += 37) {
                    ArrayRows part = design.rows(from, Math.min(design.n(), from + 37), true);
                    part.forEach(visitor);
                }
            }
        };
        List<VarianceEstimator> all = new ArrayList<>(List.of(Covariance.values()));
        all.addAll(List.of(ClusterCovariance.values()));
        same(LinearModel.fit(stream), LinearModel.fit(whole), all);
    }
}
