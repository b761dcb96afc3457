package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.certificate.CellRole;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.harness.Catalog;
import assay.harness.RunningFolder;
import assay.notebook.ClassPath;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certifier from the command line: killed and resumed, refused while another runs, with a budget of its own. */
class CertifyCommandTest {

    private static final String[] LIN = {"certify", "lin", "--budget", "300"};

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private static String[] into(Path out, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--out", out.toString()));
        return all.toArray(new String[0]);
    }

    private static String withoutClock(Path certificate) throws IOException {
        return Files.readString(certificate).replaceAll("\"(started|wall_seconds|cpu_seconds)\": [^\\n]*", "");
    }

    private static Process start(Path out, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, ClassPath.current()),
                "assay.cli.Main"));
        command.addAll(List.of(into(out, LIN)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Bytes in journals. */
    private static long kept(Path out) {
        try (Stream<Path> files = Files.walk(out.resolve(".running"))) {
            return files.filter(f -> f.toString().endsWith(".journal"))
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void killedAtRandomMomentsItEndsAsIfItHadNotBeen() throws IOException, InterruptedException {
        Path straight = folder.resolve("straight");
        Path killed = folder.resolve("killed");
        assertThat(run(into(straight, LIN)).code()).isEqualTo(Exit.INCONCLUSIVE);
        SplittableRandom random = new SplittableRandom(1);
        long before = 0;
        for (int kill = 1; kill <= 3; kill++) {
            // Some way into the run, at a moment that falls anywhere between, or within, two writes.
            long until = before + (long) (random.nextDouble() * 30_000);
            Process process = start(killed, folder.resolve("log-" + kill));
            while (process.isAlive() && kept(killed) <= until) {
                Thread.onSpinWait();
            }
            assertThat(process.isAlive()).as("killed before its end").isTrue();
            process.destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(killed.resolve("lin.json")).doesNotExist();
            assertThat(kept(killed)).isGreaterThanOrEqualTo(before);
            before = kept(killed);
        }
        assertThat(before).isPositive();
        Run last = run(into(killed, LIN));
        assertThat(last.err()).contains("lin: goes on from the run that was stopped");
        assertThat(withoutClock(killed.resolve("lin.json"))).isEqualTo(withoutClock(straight.resolve("lin.json")));
        assertThat(new CertificateFiles(killed).book()).hasSize(1);
        assertThat(killed.resolve(".running").resolve("lin")).doesNotExist();
    }

    @Test
    void theBudgetIsRecordedAndNeverShrinks() {
        Run first = run(into(folder, "certify", "ipw", "--budget", "150"));
        assertThat(first.err()).contains("ipw 1/12 ", "after 200 replicates").doesNotContain("\r");
        assertThat(first.out()).contains("cpu_seconds", "wall_seconds", "jobs");
        Certificate certificate = new CertificateFiles(folder).read("ipw").orElseThrow();
        assertThat(certificate.budget()).isEqualTo(200);
        assertThat(first.code()).isEqualTo(AaCommand.code(certificate.verdict()));
        Run smaller = run(into(folder, "certify", "ipw", "--budget", "100"));
        assertThat(smaller.code()).isEqualTo(Exit.USAGE);
        assertThat(smaller.err())
                .contains("rests on a budget of 200 replicates")
                .contains("drop evidence");
    }

    /** A command over several methods that was stopped does not do again what it had finished. */
    @Test
    void methodsThatAreDoneAreNotDoneAgain() throws IOException {
        run(into(folder, "certify", "ipw", "--budget", "100"));
        String text = Files.readString(folder.resolve("ipw.json"));
        try (RunningFolder running = RunningFolder.open(folder)) {
            running.finish(new CertificateFiles(folder).read("ipw").orElseThrow());
        }
        Run again = run(into(folder, "certify", "ipw", "--budget", "100"));
        assertThat(again.err()).contains("ipw: was done before the run was stopped");
        assertThat(Files.readString(folder.resolve("ipw.json"))).isEqualTo(text);
        assertThat(folder.resolve(".running")).isDirectoryNotContaining("glob:**finished");
    }

    @Test
    void aFolderIsHeldByOneRun() {
        try (RunningFolder held = RunningFolder.open(folder)) {
            assertThat(held.holds("ipw")).isFalse();
            Run run = run(into(folder, "certify", "ipw", "--budget", "100"));
            assertThat(run.code()).isEqualTo(Exit.USAGE);
            assertThat(run.err()).startsWith("error: Another run is certifying into ");
        }
    }

    @Test
    void contradictionsAreUsageErrors() {
        assertThat(run(into(folder, "certify", "--all", "lin")).code()).isEqualTo(Exit.USAGE);
        assertThat(run(into(folder, "certify", "lin", "--budget", "0")).code()).isEqualTo(Exit.USAGE);
        assertThat(run(into(folder, "certify", "magic")).code()).isEqualTo(Exit.USAGE);
        assertThat(run(into(folder, "certify", "--candidate", "Mine.java")).err())
                .contains("--like");
        assertThat(folder).isEmptyDirectory();
    }

    private static final String HEAD = """
            import assay.*;
            import assay.experiment.DifferenceInMeans;
            import java.util.Set;
            import java.util.random.RandomGenerator;
            """;

    private static final String BODY = """
                public Estimand target() { return Estimand.ATE; }
                public Set<Role> needs() { return Set.of(Role.OUTCOME, Role.ASSIGNMENT); }
                public Fit estimate(Sample sample, RandomGenerator random) {
                    ESTIMATE
                }
            }
            """;

    private static final String HONEST = "return new DifferenceInMeans().estimate(sample, random);";

    private static String source(String declaration, String estimate) {
        return HEAD + "public " + declaration + " implements Estimator<Fit> {\n" + BODY.replace("ESTIMATE", estimate);
    }

    private Run candidate(String text, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("MyEstimator.java"), text);
        List<String> args = new ArrayList<>(List.of("certify", "--candidate", file.toString()));
        args.addAll(List.of("--like", "difference-in-means", "--budget", "100"));
        args.addAll(List.of(more));
        return run(into(folder.resolve("out"), args.toArray(new String[0])));
    }

    private Certificate written() {
        return new CertificateFiles(folder.resolve("out")).read("my-estimator").orElseThrow();
    }

    @Test
    void theBatchThatSpendsTheBudgetIsWeighed() {
        // Swapped arms are refuted by the first batch, which is the last one here.
        run(into(folder, "certify", "difference-in-means", "--budget", "100"));
        Certificate certificate =
                new CertificateFiles(folder).read("difference-in-means").orElseThrow();
        assertThat(certificate.cells().get(0).controls())
                .filteredOn(control -> control.name().equals("swapped-arms"))
                .allMatch(control -> control.verdict() == Verdict.REFUTED)
                .hasSize(1);
        Run verified = run("verify", "--from", folder.toString());
        assertThat(verified.code()).as(verified.out()).isEqualTo(Exit.OK);
    }

    @Test
    void aCandidateThatIsNoFunctionOfItsSampleIsRejected() throws IOException {
        Run changes = candidate(source("record MyEstimator()", "sample.outcome()[0] = 0; " + HONEST));
        assertThat(changes.code()).isEqualTo(Exit.DATA);
        assertThat(changes.err()).contains("It changes the sample that it is given");
        Run remembers = candidate(source(
                "class MyEstimator",
                "sample = sample.with(Role.OUTCOME, new Column.Numeric(\"y\", java.util.Arrays.stream(sample.outcome())"
                        + ".map(y -> y + y * 1e-3 * COUNT.getAndIncrement()).toArray())); "
                        + HONEST
                        + " } static final java.util.concurrent.atomic.AtomicInteger COUNT = "
                        + "new java.util.concurrent.atomic.AtomicInteger(); static void unused() {"));
        assertThat(remembers.code()).isEqualTo(Exit.DATA);
        assertThat(remembers.err()).contains("It answers differently when it is asked twice");
        assertThat(folder.resolve("out/my-estimator.json")).doesNotExist();
    }

    @Test
    void aCandidateIsHeldToWhatAMethodIsHeldTo() throws IOException {
        Run run = candidate(source("record MyEstimator()", HONEST));
        assertThat(run.err()).contains("my-estimator, held to what difference-in-means is held to: ");
        Certificate mine = written();
        assertThat(mine.cells())
                .hasSize((int) Catalog.find("difference-in-means").orElseThrow().cells().stream()
                        .filter(cell -> cell.role() == CellRole.HOME)
                        .count())
                .allMatch(cell -> cell.home() && cell.controls().size() >= 4);
        assertThat(mine.realTable()).isPresent();
        assertThat(run.out()).contains("my-estimator", "cpu_seconds");
        assertThat(folder.resolve("out/book.json")).doesNotExist();
        // Worlds draw the same for everybody: the same estimator scores the same under another name.
        run(into(folder.resolve("own"), "certify", "difference-in-means", "--budget", "100"));
        Certificate own = new CertificateFiles(folder.resolve("own"))
                .read("difference-in-means")
                .orElseThrow();
        assertThat(mine.cells().get(0).claims()).isEqualTo(own.cells().get(0).claims());

        String digest = mine.provenance().codeDigest();
        candidate(source("record MyEstimator()", "/* as before */ " + HONEST));
        assertThat(written().provenance().codeDigest()).isEqualTo(digest);
        candidate(source("class MyEstimator", HONEST));
        assertThat(written().provenance().codeDigest()).isNotEqualTo(digest);
    }

    @Test
    void whatBreaksDownScoresNothing() throws IOException {
        for (String broken : List.of(
                "int[] none = {}; throw new IllegalStateException(\"\" + none[5]);",
                "return null;",
                "return estimate(sample, random);",
                "while (true) { java.util.concurrent.locks.LockSupport.parkNanos(1L << 40); }")) {
            Run run = candidate(source("class MyEstimator", broken), "--timeout", "0.5");
            assertThat(run.code()).as(broken).isEqualTo(Exit.REFUTED);
            assertThat(run.err()).contains("warning: my-estimator broke down in iid-n-500, replicate ");
            Certificate certificate = written();
            assertThat(certificate.verdict()).isIn(Verdict.REFUTED, Verdict.VOID);
            assertThat(certificate.cells().get(0).failures()).isEqualTo(100);
            assertThat(certificate.cells().get(0).claims()).allMatch(claim -> claim.successes() == 0);
        }
    }

    @Test
    void whatIsNoCandidateIsRejected() throws IOException {
        assertRejected(candidate(HEAD + "public record MyEstimator() {\n  int x = ;\n}"), "does not compile", "line ");
        assertRejected(candidate("public class MyEstimator {}"), "is no estimator");
        assertRejected(candidate("public class Other {}"), "does not compile");
        assertRejected(candidate("class Other {}"), "declares no class MyEstimator");
        assertRejected(candidate(source("record MyEstimator(int folds)", HONEST)), "no public constructor");
        assertRejected(
                candidate(source("class MyEstimator", HONEST)
                        .replace("Estimator<Fit> {", "Estimator<Fit> { public MyEstimator() { int x = 1 / 0; }")),
                "The constructor of MyEstimator throws java.lang.ArithmeticException");
        assertRejected(candidate(source("class MyEstimator", HONEST).replace("Estimand.ATE", "Estimand.ATT")), "ATT");
        assertRejected(
                run(into(folder.resolve("out"), "certify", "--candidate", "no.such.Thing", "--like", "lin")),
                "There is no class no.such.Thing");
        assertRejected(
                run(into(folder.resolve("out"), "certify", "--candidate", "Nowhere.java", "--like", "lin")),
                "There is no file Nowhere.java");
        assertThat(folder.resolve("out"))
                .satisfiesAnyOf(
                        out -> assertThat(out).doesNotExist(),
                        out -> assertThat(out).isDirectoryNotContaining("glob:**.json"));
    }

    private static void assertRejected(Run run, String... mentions) {
        assertThat(run.code()).as(run.err()).isEqualTo(Exit.DATA);
        assertThat(run.err()).startsWith("error: ").contains(mentions).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aCandidateStaysOutOfTheCatalogue() throws IOException {
        Path file = Files.writeString(folder.resolve("MyEstimator.java"), source("record MyEstimator()", HONEST));
        Run run = run(into(
                Home.certificates(), "certify", "--candidate", file.toString(), "--like", "lin", "--budget", "100"));
        assertThat(run.code()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains("write its certificate elsewhere");
    }
}
