package assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.Missing;
import assay.experiment.EffectGrid;
import assay.experiment.GridEffects;
import assay.multiplicity.PValueAdjustment;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The 660 effects of {@code gen_multiplicity.py}: 20 outcomes, 3 treated arms, overall and in 10 segments. */
class MultiplicityTaskTest {

    private static final EffectGrid GRID =
            new EffectGrid("arm", "0", Optional.of("seg"), numbered("y", 20), numbered("x", 5), Missing.FAIL);

    private final Path folder;

    MultiplicityTaskTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    @Test
    void agreesWithNumPy() throws Exception {
        // gold/multiplicity_task_n100000.json: numpy 1.24.2, gen_multiplicity.py --n 100000 --reference
        Path shared = shared();
        JsonArray gold = JsonParser.parseString(
                        Files.readString(shared.resolveSibling("gold").resolve("multiplicity_task_n100000.json")))
                .getAsJsonObject()
                .getAsJsonArray("effects");
        Path csv = generate(shared.resolve("gen_multiplicity.py"));
        Path parquet = folder.resolve("m.parquet");
        try (DuckDb duck = DuckDb.ordered()) {
            duck.execute("COPY (FROM read_csv(" + DuckDb.literal(csv.toString()) + ")) TO "
                    + DuckDb.literal(parquet.toString()) + " (FORMAT parquet)");
        }
        GridEffects effects = GRID.estimate(FileSource.open(parquet));
        assertAgrees(effects, gold);
        assertThat(GRID.estimate(FileSource.open(csv))).isEqualTo(effects);
    }

    private static void assertAgrees(GridEffects effects, JsonArray gold) {
        assertThat(effects.rows()).isEqualTo(100_000);
        assertThat(effects.refusals()).isEmpty();
        assertThat(effects.differences()).hasSize(gold.size()).hasSize(660);
        assertFamily(effects.differences(), gold, "dim");
        assertFamily(effects.adjusted(), gold, "adj");
    }

    private static void assertFamily(List<GridEffects.Effect> family, JsonArray gold, String name) {
        double[] holm = GridEffects.adjustedPValues(family, PValueAdjustment.HOLM);
        double[] bh = GridEffects.adjustedPValues(family, PValueAdjustment.BENJAMINI_HOCHBERG);
        double[] by = GridEffects.adjustedPValues(family, PValueAdjustment.BENJAMINI_YEKUTIELI);
        for (int i = 0; i < family.size(); i++) {
            GridEffects.Effect effect = family.get(i);
            JsonObject expected = gold.get(i).getAsJsonObject();
            GridEffects.Cell cell = effect.cell();
            assertThat(cell.outcome()).isEqualTo(expected.get("outcome").getAsString());
            assertThat(cell.arm()).isEqualTo(expected.get("arm").getAsString());
            int segment = expected.get("seg").getAsInt();
            assertThat(cell.segment()).isEqualTo(segment < 0 ? Optional.empty() : Optional.of("" + segment));
            assertThat(cell.treated()).isEqualTo(expected.get("n1").getAsLong());
            assertThat(cell.control()).isEqualTo(expected.get("n0").getAsLong());
            double error = expected.get(name + "_se").getAsDouble();
            assertThat(effect.estimate().value())
                    .as("%s, %s", name, cell)
                    .isCloseTo(expected.get(name).getAsDouble(), within(1e-11 * error));
            assertThat(effect.estimate().stdError()).isCloseTo(error, within(1e-11 * error));
            assertClose(effect.pValue(), expected.get(name + "_p").getAsDouble());
            assertClose(holm[i], expected.get(name + "_holm").getAsDouble());
            assertClose(bh[i], expected.get(name + "_BH").getAsDouble());
            assertClose(by[i], expected.get(name + "_BY").getAsDouble());
        }
    }

    private static void assertClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-10 * expected));
    }

    private static Path shared() {
        String given = System.getenv("ASSAY_DATA");
        String root = System.getenv("ASSAY_ROOT");
        Path data = given != null ? Path.of(given) : Path.of(root == null ? "." : root, "../shared/data");
        assumeTrue(
                Files.exists(data.resolve("gen_multiplicity.py")),
                () -> "skipped: gen_multiplicity.py is not in " + data + "; set ASSAY_DATA");
        return data;
    }

    private Path generate(Path script) throws IOException, InterruptedException {
        Path csv = folder.resolve("m.csv");
        try {
            Process python = new ProcessBuilder("python3", script.toString(), "--n", "100000", "--out", csv.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            assumeTrue(
                    python.waitFor(2, TimeUnit.MINUTES) && python.exitValue() == 0,
                    "skipped: python3 with numpy is needed to make the data");
        } catch (IOException e) {
            assumeTrue(false, "skipped: python3 is needed to make the data");
        }
        return csv;
    }

    /** 400,000 rows of 27 columns are 86 MB of doubles; the heap of this process is 40 MB, most of it for the JVM itself. */
    @Test
    void memoryDoesNotGrowWithRows() throws Exception {
        Path parquet = folder.resolve("wide.parquet");
        List<String> columns = new ArrayList<>(List.of("hash(i) % 4 AS arm", "hash(i + 1) % 10 AS seg"));
        for (int j = 1; j <= 25; j++) {
            columns.add("hash(i, " + j + ") / 1.8e19 AS " + (j <= 20 ? "y" + j : "x" + (j - 20)));
        }
        try (DuckDb duck = DuckDb.parallel()) {
            duck.execute("COPY (SELECT " + String.join(", ", columns) + " FROM range(400000) r(i)) TO "
                    + DuckDb.literal(parquet.toString()) + " (FORMAT parquet)");
        }
        Path log = folder.resolve("log");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx40m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InLittleMemory.class.getName(),
                        parquet.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(log)).contains("400000 rows, 660 and 660 effects");
    }

    /** What runs in a process of its own. */
    static final class InLittleMemory {

        private InLittleMemory() {}

        public static void main(String[] args) {
            GridEffects effects = GRID.estimate(FileSource.open(Path.of(args[0])));
            System.out.println(
                    effects.rows() + " rows, " + effects.differences().size() + " and "
                            + effects.adjusted().size() + " effects");
        }
    }
}
