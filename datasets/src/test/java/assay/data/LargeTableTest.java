package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.EstimationException;
import assay.Missing;
import assay.data.LargeTable.Counted;
import assay.random.Philox;
import assay.streamed.ArmSums;
import assay.streamed.TwoArmStatistics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeTableTest {

    private static final int N = 20_000;
    private static final LargeTable.Resources FEW = new LargeTable.Resources(2, 128);
    private static final List<String> NUMBERS = List.of("y", "x");

    private final Path folder;
    private final double[][] rows = new double[3][N];

    LargeTableTest(@TempDir Path folder) {
        this.folder = folder;
        Philox random = new Philox(3, 0, 0);
        for (int i = 0; i < N; i++) {
            rows[0][i] = random.nextDouble() < .7 ? 1 : 0;
            rows[1][i] = random.nextDouble() < .1 ? 1 : 0;
            // Half of the rows share their covariate with others.
            rows[2][i] = random.nextDouble() < .5 ? Math.rint(100 * random.nextDouble()) : random.nextGaussian();
        }
    }

    private Path written(String name) throws IOException {
        Map<String, LargeTableWriter.Type> columns = new LinkedHashMap<>();
        columns.put("arm", LargeTableWriter.Type.WHOLE);
        columns.put("y", LargeTableWriter.Type.WHOLE);
        columns.put("x", LargeTableWriter.Type.NUMBER);
        Path file = folder.resolve(name);
        try (LargeTableWriter writer = new LargeTableWriter(file, columns)) {
            writer.append(N, rows);
            assertThat(file).as("before the end").doesNotExist();
            writer.finish("a label");
        }
        return file;
    }

    private static LargeTable open(Path file) {
        return LargeTable.open(file, "arm", NUMBERS, Missing.FAIL, FEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.parquet", "t.csv", "t.csv.gz"})
    void rowsAreThoseThatWereWritten(String name) throws IOException {
        LargeTable table = open(written(name));
        assertThat(table.label()).isEqualTo(name.endsWith("parquet") ? "a label" : "");
        double[][] read = new double[3][N];
        int[] at = {0};
        table.rows("0", "1").forEach(NUMBERS, (n, arm, block) -> {
            System.arraycopy(arm, 0, read[0], at[0], n);
            System.arraycopy(block[0], 0, read[1], at[0], n);
            System.arraycopy(block[1], 0, read[2], at[0], n);
            at[0] += n;
        });
        assertThat(at[0]).isEqualTo(N);
        assertThat(read).isDeepEqualTo(rows);
    }

    @Test
    void countsAreThoseOfTheRowsAndThreadsDoNotMatter() throws IOException {
        Path file = written("t.parquet");
        Counted counted = open(file).count(List.of("y"));
        assertThat(counted.exact()).isTrue();
        assertThat(counted.levels()).containsExactly("0", "1");
        long treated = (long) Arrays.stream(rows[0]).sum();
        assertThat(counted.rows()).containsExactly(N - treated, treated);
        ArmSums sums = new ArmSums(NUMBERS);
        sums.add(N, rows[0], new double[][] {rows[1], rows[2]});
        TwoArmStatistics exact = counted.compare("0", "1").statistics();
        double expected = sums.statistics().difference("y").stdError();
        assertThat(exact.difference("y").stdError()).isCloseTo(expected, within(1e-12 * expected));
        LargeTable alone = LargeTable.open(file, "arm", NUMBERS, Missing.FAIL, new LargeTable.Resources(1, 128));
        assertThat(alone.count(List.of("y")).rows()).isEqualTo(counted.rows());
        assertThat(open(file).count(List.of("x")).exact()).isFalse();
    }

    @Test
    void rowsThatRepeatAreCounted() throws IOException {
        ArmSums sums = new ArmSums(NUMBERS);
        sums.add(N, rows[0], new double[][] {rows[1], rows[2]});
        TwoArmStatistics arms = sums.statistics();
        Repetition repetition = open(written("t.parquet")).repetition("0", "1", List.of("x"), List.of("y"), arms);
        Map<Double, Double> influence = new java.util.HashMap<>();
        for (int i = 0; i < N; i++) {
            boolean treated = rows[0][i] == 1;
            double own = treated
                    ? (rows[1][i] - arms.treated().mean(0)) / arms.treated().rows()
                    : -(rows[1][i] - arms.control().mean(0)) / arms.control().rows();
            influence.merge(rows[2][i], own, Double::sum);
        }
        double g = influence.size();
        assertThat(repetition.vectors()).isEqualTo(influence.size());
        double expected = Math.sqrt(
                influence.values().stream().mapToDouble(v -> v * v).sum() * g / (g - 1) * (N - 1.0) / (N - 2.0));
        assertThat(repetition.stdErrors().get(0)).isCloseTo(expected, within(1e-9 * expected));
    }

    private Path text(String content) throws IOException {
        return Files.writeString(folder.resolve("bad.csv"), content);
    }

    private AbstractThrowableAssert<?, ?> reading(Path file) {
        return assertThatThrownBy(() -> {
            LargeTable table = open(file);
            table.count(List.of("y"));
            table.rows("0", "1").forEach(NUMBERS, (n, arm, block) -> {});
        });
    }

    private static String lines(int count) {
        return "0,1,0.5\n1,0,0.25\n".repeat(count / 2);
    }

    @Test
    void badRowsAreNamed() throws IOException {
        reading(text("arm,y,x\n" + lines(30_000) + "0,1,oops\n" + lines(10)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 30002: 'oops' in column 'x' is not a number");
        reading(text("arm,y,x\n" + lines(30_000) + "0,1\n" + lines(10)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("line 30002: 2 fields where the header has 3");
        reading(text("arm,y,x\n" + lines(30_000) + "0,1,\n" + lines(10)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Column 'x' has missing values, the first in row 30001 of the two arms")
                .hasMessageContaining("--missing drop");
        reading(text("arm,y,x\n" + lines(30_000) + ",1,2\n" + lines(10)))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("Column 'arm' has missing values");
        reading(text("arm,y,x\n" + lines(100) + "0,1,inf\n"))
                .isInstanceOf(EstimationException.class)
                .hasMessageContaining("infinite");
        reading(text("arm,yy,x\n" + lines(100)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("There is no column 'y'")
                .hasMessageContaining("yy");
        reading(folder.resolve("none.csv")).isInstanceOf(DataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.parquet", "t.csv.gz"})
    void aFileThatIsCutShortIsRefused(String name) throws IOException {
        Path file = written(name);
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {whole.length / 2, whole.length - 20, whole.length - 4}) {
            Files.write(file, Arrays.copyOf(whole, length));
            reading(file)
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("cut short");
        }
    }

    @Test
    void nothingIsLeftOfAFileThatWasNotFinished() throws IOException {
        Path file = folder.resolve("t.parquet");
        try (LargeTableWriter writer = new LargeTableWriter(file, Map.of("y", LargeTableWriter.Type.NUMBER))) {
            writer.append(3, new double[][] {{1, 2, 3}});
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThatThrownBy(() -> new LargeTableWriter(folder.resolve("t.txt"), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(".parquet, .csv.gz or .csv");
    }

    @Test
    void whatAKilledProcessLeftGoes() throws IOException {
        Path orphan = Files.createDirectories(folder.resolve("assay-scan-999999999999-0"));
        Files.writeString(orphan.resolve("duckdb_temp_storage-0.tmp"), "x", StandardCharsets.UTF_8);
        Path alive = Files.createDirectories(
                folder.resolve("assay-scan-" + ProcessHandle.current().pid() + "-77"));
        Spill.deleteOrphans(folder);
        assertThat(orphan).doesNotExist();
        assertThat(alive).exists();
    }

    @Test
    void aSampleIsDrawnByItsKey() throws IOException {
        Path file = written("t.parquet");
        var drawn = SampledFile.read(file, 1000, 1);
        assertThat(drawn.rowCount()).isEqualTo(1000);
        assertThat(drawn.print(1000)).isEqualTo(SampledFile.read(file, 1000, 1).print(1000));
        assertThat(drawn.print(1000))
                .isNotEqualTo(SampledFile.read(file, 1000, 2).print(1000));
        // A share of 0.7 within five standard errors: one false alarm in two million.
        assertThat(drawn.numberColumn("arm").mean()).isCloseTo(.7, within(5 * Math.sqrt(.21 / 1000)));
        assertThat(SampledFile.rows(file)).isEqualTo(N);
    }
}
