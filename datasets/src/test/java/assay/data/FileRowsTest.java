package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Clusters;
import assay.Column;
import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.WeightType;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.linear.VarianceEstimator;
import assay.random.Philox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

class FileRowsTest {

    private static final LinearSpec OLS = LinearSpec.ols(List.of("y", "v"), List.of("t", "x"));
    private static final LinearSpec TWO_STAGES = new LinearSpec(List.of("y"), List.of("x"), List.of("d"), List.of("t"));

    private final Path folder;

    FileRowsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path rows(int n) throws IOException {
        Philox random = new Philox(11, 0, 0);
        StringBuilder text = new StringBuilder("y,v,t,x,d,w,g,name\n");
        for (int i = 0; i < n; i++) {
            int g = (int) (40 * random.nextDouble());
            double t = g % 2;
            double x = random.nextGaussian() + 1000;
            double d = random.nextDouble() < .2 + .5 * t ? 1 : 0;
            text.append(x + d + .1 * (g % 5) + random.nextGaussian()).append(',');
            text.append(random.nextGaussian())
                    .append(',')
                    .append(t)
                    .append(',')
                    .append(x)
                    .append(',');
            text.append(d)
                    .append(',')
                    .append(1 + random.nextDouble())
                    .append(',')
                    .append(g - 20)
                    .append(',');
            text.append('c').append(g).append('\n');
        }
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    @Test
    void aFitFromTheFileIsThatFromMemory() throws IOException {
        Path file = rows(9000);
        Table table = TableFiles.read(file);
        FileSource source = FileSource.open(file);
        for (LinearSpec spec : List.of(OLS, TWO_STAGES)) {
            double[][] columns = spec.columns().stream()
                    .map(c -> table.numberColumn(c).asDoubleArray())
                    .toArray(double[][]::new);
            ArrayRows memory = ArrayRows.of(spec, columns);
            FileRows streamed = FileRows.of(source, spec);
            assertSame(LinearModel.fit(streamed), LinearModel.fit(memory), Covariance.HC2);
            int[] of = clusters(table);
            assertSame(
                    LinearModel.fit(streamed.clustered("g")),
                    LinearModel.fit(memory.clustered(of)),
                    ClusterCovariance.CR1);
            assertSame(
                    LinearModel.fit(streamed.clustered("name")),
                    LinearModel.fit(memory.clustered(of)),
                    ClusterCovariance.CR1);
            double[] w = table.doubleColumn("w").asDoubleArray();
            assertSame(
                    LinearModel.fit(streamed.weighted("w", WeightType.PROBABILITY)),
                    LinearModel.fit(memory.weighted(w, WeightType.PROBABILITY)),
                    Covariance.HC1);
        }
    }

    private static int[] clusters(Table table) {
        Sample sample = Sample.builder()
                .add(
                        Role.CLUSTER,
                        new Column.Numeric("g", table.numberColumn("g").asDoubleArray()))
                .build();
        return Clusters.of(sample).of();
    }

    private static void assertSame(LinearFit actual, LinearFit expected, VarianceEstimator variance) {
        assertThat(actual.rows()).isEqualTo(expected.rows());
        assertThat(actual.clusters()).isEqualTo(expected.clusters());
        for (int outcome = 0; outcome < expected.outcomes().size(); outcome++) {
            double[][] v = expected.covariance(outcome, variance);
            double[][] mine = actual.covariance(outcome, variance);
            for (int j = 0; j < v.length; j++) {
                double error = Math.sqrt(v[j][j]);
                assertThat(actual.coefficients(outcome)[j])
                        .isCloseTo(expected.coefficients(outcome)[j], within(1e-9 * error));
                assertThat(Math.sqrt(mine[j][j])).isCloseTo(error, within(1e-9 * error));
            }
        }
    }

    @Test
    void missingValuesAreRefusedOrTheirRowsLeftOut() throws IOException {
        Path file = Files.writeString(
                folder.resolve("m.csv"), "y,x,g\n1,2,a\n2,,a\n3,1,\n4,7,b\n5,6,c\n7,3,c\n6,NaN,b\n8,9,a\n9,1,b\n");
        FileSource source = FileSource.open(file);
        LinearSpec spec = LinearSpec.ols(List.of("y"), List.of("x"));
        assertThatThrownBy(() -> LinearModel.fit(FileRows.of(source, spec)))
                .isInstanceOfSatisfying(
                        EstimationException.class, e -> assertThat(e.problem()).isEqualTo(Problem.MISSING_VALUES))
                .hasMessageContaining("'x'")
                .hasMessageContaining("row 2");
        FileRows rows = FileRows.of(source, spec).missing(Missing.DROP);
        assertThat(LinearModel.fit(rows).rows()).isEqualTo(7);
        LinearFit clustered = LinearModel.fit(rows.clustered("g"));
        assertThat(clustered.rows()).isEqualTo(6);
        assertThat(clustered.clusters()).isEqualTo(3);
        assertThatThrownBy(() -> FileRows.of(source, LinearSpec.ols(List.of("y"), List.of("g"))))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("'g'");
    }
}
