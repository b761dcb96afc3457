package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReportTest {

    private static final int N = 40_000;
    private static final String ROLES =
            "--outcome visit,conversion --assignment treatment --treatment exposure --covariates f0,f1,f2,f3,f8 --shares 0:15,1:85"
                    + " --train 12000";

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private Path simulated(String name) {
        Path file = folder.resolve(name);
        Run run = run("data", "simulate", "criteo", "--rows", Integer.toString(N), "--out", file.toString());
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out.strip()).isEqualTo(file.toString());
        return file;
    }

    private static Run report(Path file, String more) {
        List<String> args = new ArrayList<>(List.of("analyze", file.toString(), "--report"));
        args.addAll(List.of((ROLES + more).split(" ", -1)));
        return run(args.toArray(new String[0]));
    }

    private static JsonObject json(Path file, String more) {
        Run run = report(file, more + " --format json");
        assertThat(run.code).as(run.err).isZero();
        return JsonParser.parseString(run.out).getAsJsonObject();
    }

    private static JsonObject row(JsonObject tree, String outcome, String term) {
        for (JsonElement one : tree.getAsJsonArray("rows")) {
            JsonObject row = one.getAsJsonObject();
            if (row.get("outcome").getAsString().equals(outcome)
                    && row.get("term").getAsString().equals(term)) {
                return row;
            }
        }
        throw new AssertionError("no row " + outcome + ", " + term + " in " + tree);
    }

    private static long scaled(long count) {
        return (long) ((double) count * N / 13_979_592);
    }

    @Test
    void effectsAreThoseOfTheCounts() {
        JsonObject tree = json(simulated("criteo-simulated.parquet"), "");
        assertThat(tree.get("simulated").getAsBoolean()).isTrue();
        long n1 = scaled(11_882_655);
        long n0 = N - n1;
        assertThat(tree.get("treated_rows").getAsLong()).isEqualTo(n1);
        double p1 = scaled(576_824) / (double) n1;
        double p0 = scaled(80_105) / (double) n0;
        JsonObject effect = row(tree, "visit", "effect");
        assertThat(effect.get("estimate").getAsDouble()).isCloseTo(p1 - p0, within(1e-12 * (p1 - p0)));
        double error = Math.sqrt(p1 * (1 - p1) / (n1 - 1) + p0 * (1 - p0) / (n0 - 1));
        assertThat(effect.get("std_error").getAsDouble()).isCloseTo(error, within(1e-12 * error));
        double share = scaled(428_212) / (double) n1;
        JsonObject compliers = row(tree, "visit", "effect, delta method");
        assertThat(compliers.get("estimate").getAsDouble()).isCloseTo((p1 - p0) / share, within(1e-12));
        JsonObject adjusted = row(tree, "visit", "effect, adjusted");
        // Covariates are balanced by design: adjustment moves the effect by less than two standard errors.
        assertThat(adjusted.get("estimate").getAsDouble()).isCloseTo(p1 - p0, within(2 * error));
        assertThat(row(tree, "conversion", "QINI").get("n").getAsLong()).isBetween(N / 2 - 600L, N / 2 + 600L);
        assertThat(tree.getAsJsonArray("cautions").toString()).contains("simulated-data");
    }

    @Test
    void fileKindsAndThreadsDoNotMatter() {
        JsonObject parquet = json(simulated("a-simulated.parquet"), " --threads 1");
        for (String name : List.of("a-simulated.csv.gz", "a-simulated.csv")) {
            JsonObject text = json(simulated(name), " --threads 3");
            assertThat(text.getAsJsonArray("rows")).as(name).isEqualTo(parquet.getAsJsonArray("rows"));
        }
    }

    @Test
    void simulatedIsSaidWhereverAnythingIsSaid() throws IOException {
        Path file = simulated("t-simulated.parquet");
        Path renamed = Files.move(file, folder.resolve("real.parquet"));
        Run run = report(renamed, "");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).contains("(simulated)", "[simulated-data]", "none about the world");
        assertThat(run.out.lines().filter(line -> line.contains("(simulated): ")))
                .hasSize(5);
        Run refused = run("data", "simulate", "criteo", "--rows", "20000", "--out", folder + "/criteo.csv.gz");
        assertThat(refused.code).isEqualTo(Exit.USAGE);
        assertThat(refused.err).contains("must say so");
        assertThat(folder.resolve("criteo.csv.gz")).doesNotExist();
    }

    @Test
    void wrongSharesAreRefuted() {
        Path file = simulated("t-simulated.parquet");
        List<String> args = new ArrayList<>(List.of("analyze", file.toString(), "--report", "--train", "0"));
        args.addAll(Arrays.asList("--outcome", "visit", "--assignment", "treatment", "--shares", "0:0.5,1:0.5"));
        Run run = run(args.toArray(new String[0]));
        assertThat(run.code).isEqualTo(Exit.REFUTED);
        assertThat(run.out).contains("[sample-ratio-mismatch]");
    }

    /** A forest that sees hardly a row makes no order; the other sections do not hang on it. */
    @Test
    void whatCannotBeRankedIsSaidAndTheRestStands() {
        Path file = simulated("t-simulated.parquet");
        Run run = run(("analyze " + file + " --report --outcome visit --assignment treatment --covariates f0,f1,f2"
                        + " --shares 0:15,1:85 --train 120")
                .split(" ", -1));
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).contains("[no-ranking]", "effect, adjusted").doesNotContain("AUTOC");
    }

    @Test
    void damagedFilesAreDataThatAreRejected() throws IOException {
        Path parquet = simulated("t-simulated.parquet");
        byte[] whole = Files.readAllBytes(parquet);
        Files.write(parquet, Arrays.copyOf(whole, whole.length / 2));
        Run run = report(parquet, "");
        assertThat(run.code).isEqualTo(Exit.DATA);
        assertThat(run.err).contains("cut short").doesNotContain("Exception");
        Path gzip = simulated("t-simulated.csv.gz");
        whole = Files.readAllBytes(gzip);
        Files.write(gzip, Arrays.copyOf(whole, whole.length / 2));
        run = report(gzip, "");
        assertThat(run.code).isEqualTo(Exit.DATA);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("cut short");
    }

    @Test
    void theReportIsWrittenWholeOrNotAtAll() throws IOException {
        Path file = simulated("t-simulated.parquet");
        Path out = folder.resolve("report");
        Run run = report(file, " --format json --out " + out);
        assertThat(run.code).as(run.err).isZero();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(Path::toString).filter(name -> name.endsWith(".tmp") || name.endsWith(".part")))
                    .isEmpty();
        }
    }

    @Test
    void theBenchPrintsTheRatio() {
        Run run = run("bench", "criteo", "--rows", "20000", "--repeats", "1", "--format", "json");
        assertThat(run.code).as(run.err).isZero();
        JsonObject counts =
                JsonParser.parseString(run.out).getAsJsonArray().get(0).getAsJsonObject();
        assertThat(counts.get("ratio").getAsDouble()).isPositive();
        assertThat(counts.get("rows").getAsLong()).isEqualTo(20_000);
        assertThat(JsonParser.parseString(run.out).getAsJsonArray()).hasSize(2);
    }
}
