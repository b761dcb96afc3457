package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A/A tests and local certificates from the command line. Seeds are those of the commands, so that every verdict is
 * fixed; with another seed a wrong one has probability at most 0.02.
 */
class LocalCommandTest {

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    /** Arms a, b and c in turn, a yes-or-no outcome and a numeric one, a hole in row 7 of one column. */
    private Path table(int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        List<String> lines = new ArrayList<>(List.of("y,bought,gap,arm,flag"));
        for (int i = 0; i < rows; i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%.6f,%s,%s,%s,%s",
                    random.nextDouble() + random.nextDouble(),
                    i % 3 == 0 ? "1" : "0",
                    i == 7 ? "" : Integer.toString(i % 5),
                    List.of("a", "b", "c").get(i / 2 % 3),
                    i % 2 == 0 ? "true" : "false"));
        }
        return Files.write(folder.resolve("table.csv"), lines);
    }

    private String[] on(Path table, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "certify", "difference-in-means", "--on", table.toString(), "--outcome", "y", "--assignment", "flag"));
        all.addAll(List.of("--tier", "D", "--out", folder.resolve("out").toString()));
        all.addAll(List.of(more));
        return all.toArray(new String[0]);
    }

    private Path certificate() {
        return folder.resolve("out").resolve("difference-in-means-on-table.json");
    }

    @Test
    void shufflesBooleansAndThreeArms() throws IOException {
        String table = table(240).toString();
        Run flags = run("aa", table, "--outcome", "y,bought", "--assignment", "flag", "--tests", "300");
        assertThat(flags.code()).as(flags.err()).isIn(Exit.OK, Exit.INCONCLUSIVE);
        assertThat(flags.out()).contains("bought").contains("true - false");
        assertThat(flags.err()).contains("aa 1/1");
        Run arms = run("aa", table, "--outcome", "y", "--assignment", "arm", "--control", "b", "--tests", "100");
        assertThat(arms.out()).contains("a - b").contains("c - b");
    }

    @Test
    void tellsMistakes() throws IOException {
        String table = table(60).toString();
        assertThat(run("aa", table, "--outcome", "gap", "--assignment", "flag").code())
                .isEqualTo(Exit.DATA);
        assertThat(run("aa", table, "--outcome", "gap", "--assignment", "flag", "--missing", "drop", "--tests", "100")
                        .out())
                .contains("59");
        Run nowhere = run("aa", table, "--outcome", "nothing", "--assignment", "flag");
        assertThat(nowhere.code()).isEqualTo(Exit.DATA);
        assertThat(nowhere.err()).contains("nothing");
        assertThat(run("certify", "--on", table, "--outcome", "y", "--assignment", "flag")
                        .code())
                .isEqualTo(Exit.USAGE);
    }

    /** Without a pair of arms each treated arm is compared with the first, and has a certificate of its own. */
    @Test
    void eachOfThreeArmsHasItsOwnCertificate() throws IOException {
        String out = folder.resolve("out").toString();
        List<String> args = new ArrayList<>(List.of("certify", "difference-in-means", "--on"));
        args.addAll(List.of(table(240).toString(), "--outcome", "y", "--assignment", "arm", "--tier", "D"));
        args.addAll(List.of("--out", out));
        Run run = run(args.toArray(new String[0]));
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(Exit.OK);
        assertThat(run.err()).contains("arm: b").contains("arm: c").doesNotContain("arm: a");
        assertThat(folder.resolve("out/difference-in-means-on-table-b.json")).exists();
        assertThat(folder.resolve("out/difference-in-means-on-table-c.json")).exists();
        Run verified = run("verify", "--from", out);
        assertThat(verified.code()).as(verified.out() + verified.err()).isEqualTo(Exit.OK);
    }

    @Test
    void twoOfThreeTextArmsAreCertifiedByName() throws IOException {
        Path table = table(240);
        List<String> args = new ArrayList<>(List.of("certify", "difference-in-means", "--on", table.toString()));
        args.addAll(List.of("--outcome", "y", "--assignment", "arm", "--control", "b", "--treated", "c"));
        args.addAll(List.of("--tier", "D", "--out", folder.resolve("out").toString()));
        Run run = run(args.toArray(new String[0]));
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(Exit.OK);
        assertThat(run.err()).contains("'b'").contains("'c'").contains("1/5 none");
        Run verified = run("verify", certificate().toString());
        assertThat(verified.code()).as(verified.out() + verified.err()).isEqualTo(Exit.OK);
    }

    @Test
    void computesAgainWhatIsStored() throws IOException {
        Path table = table(240);
        assertThat(run(on(table)).code()).isEqualTo(Exit.OK);
        assertThat(folder.resolve("out/.running/difference-in-means-on-table")).doesNotExist();
        Run verified = run("verify", "--from", folder.resolve("out").toString());
        assertThat(verified.code()).as(verified.out() + verified.err()).isEqualTo(Exit.OK);
        assertThat(verified.out()).contains("replicates_recomputed").doesNotContain("STALE");
        String[] estimate = {
            "estimate", "difference-in-means", table.toString(), "--outcome", "y", "--assignment", "flag", "--local", ""
        };
        estimate[estimate.length - 1] = certificate().toString();
        assertThat(run(estimate).out()).contains("local certificate: CERTIFIED on this very table");
        String stored = Files.readString(certificate());
        // One more interval that covers, in every checkpoint alike, or another seed: no check of the file alone sees
        // it.
        tampered(stored.replaceFirst("\"seed\": 1\\n", "\"seed\": 2\n"));
        tampered(stored.replaceFirst("\"sd\": [0-9.eE-]+", "\"sd\": 0.125"));
        tampered(stored.replaceFirst("\"failures\": 0", "\"failures\": 1"));
        Files.writeString(certificate(), stored);
        Path moved = Files.move(table, folder.resolve("moved.csv"));
        assertThat(run("verify", certificate().toString()).code()).isEqualTo(Exit.DATA);
        assertThat(run("verify", certificate().toString(), "--data", moved.toString())
                        .code())
                .isEqualTo(Exit.OK);
        Files.writeString(moved, Files.readString(moved).replace("true,4", "true,3"));
        assertThat(run("verify", certificate().toString(), "--data", moved.toString())
                        .code())
                .as("columns without a role do not matter")
                .isEqualTo(Exit.OK);
        Files.writeString(moved, Files.readString(moved).replaceFirst("\\n[01]\\.", "\n3."));
        Run changed = run("verify", certificate().toString(), "--data", moved.toString());
        assertThat(changed.code()).isEqualTo(Exit.DATA);
        assertThat(changed.err()).contains("not the one that was certified");
        estimate[2] = moved.toString();
        assertThat(run(estimate).out()).contains("another table");
    }

    private void tampered(String text) throws IOException {
        assertThat(text).isNotEqualTo(Files.readString(certificate()));
        Files.writeString(certificate(), text);
        Run run = run("verify", certificate().toString());
        assertThat(run.code()).as(run.out() + run.err()).isIn(Exit.REFUTED, Exit.STALE);
    }

    @Test
    void hillstromShufflesEveryMetricAndArm() {
        String data = System.getenv("ASSAY_DATA");
        assumeTrue(data != null && Files.exists(Path.of(data, "hillstrom.csv.gz")), "needs hillstrom.csv.gz");
        Path file = Path.of(data == null ? "" : data, "hillstrom.csv.gz");
        Run run = run(
                "aa",
                file.toString(),
                "--outcome",
                "visit,spend",
                "--assignment",
                "segment",
                "--control",
                "No E-Mail",
                "--tests",
                "100");
        assertThat(run.code()).as(run.err()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(run.out()).contains("Mens E-Mail - No E-Mail").contains("Womens E-Mail - No E-Mail");
    }
}
