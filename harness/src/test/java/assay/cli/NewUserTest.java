package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table as R and Python write it, and what somebody types who knows neither Java nor Assay. */
class NewUserTest {

    @TempDir
    Path folder;

    private Path file = Path.of("");

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    @BeforeEach
    void write() throws IOException {
        StringBuilder csv = new StringBuilder("user,joined,spend before,variant,converted,bought,revenue\n");
        for (int i = 0; i < 240; i++) {
            boolean treated = (i * 7919) % 13 < 6;
            boolean converted = (i * 31) % 10 < (treated ? 5 : 4);
            csv.append(String.format(
                    Locale.ROOT,
                    "u%d,2026-0%d-11,%s,%s,%s,%d,%d%n",
                    i,
                    1 + i % 9,
                    i % 60 == 7 ? "NA" : Integer.toString((i * 17) % 41),
                    treated ? "new" : "control",
                    converted ? "TRUE" : "FALSE",
                    converted ? 1 : 0,
                    converted ? 10 + i % 7 : 0));
        }
        file = folder.resolve("my shop.csv");
        Files.writeString(file, csv);
    }

    @Test
    void aTableIsDescribed() {
        Run run = run("describe", file.toString());
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out)
                .contains("240 rows, 7 columns", "true/false", "control (", "--outcome COLUMN")
                .containsPattern("spend before +number +4 +")
                .contains("'" + file + "'");
        assertThat(run("describe", "jobs").out).contains("899 rows");
    }

    /** Parquet holds them as numbers, too. */
    @Test
    void trueIsOneAndFalseIsZeroWhereNumbersAreNeeded() {
        for (String command : List.of("estimate difference-in-means", "analyze")) {
            Run words = outcome(command, "converted");
            Run digits = outcome(command, "bought");
            assertThat(words.code).as(words.err).isZero();
            assertThat(words.out.replace("converted", "bought").replaceAll(" +", " "))
                    .isEqualTo(digits.out.replaceAll(" +", " "));
        }
        // Arms keep their names.
        Run arms = run(
                "estimate",
                "difference-in-means",
                file.toString(),
                "--outcome",
                "revenue",
                "--assignment",
                "converted",
                "--control",
                "FALSE");
        assertThat(arms.code).as(arms.err).isZero();
        assertThat(arms.out).contains("TRUE - FALSE");
    }

    private Run outcome(String command, String column) {
        String line = command + " FILE --outcome " + column + " --assignment variant --format csv";
        String[] words = line.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("FILE") ? file.toString() : words[i];
        }
        return run(words);
    }

    @Test
    void whatWasMeantIsGuessedWhereALineCannotBeRead() {
        Run blanks = run(
                "estimate",
                "lin",
                "jobs",
                "--outcome",
                "depress2",
                "--assignment",
                "treat",
                "--covariates",
                "spend",
                "before");
        assertThat(blanks.code).isEqualTo(Exit.USAGE);
        assertThat(blanks.err).contains("stands in quotes", "See: assay estimate --help");
        assertThat(blanks.err.lines().count()).isLessThan(6);
        Run method = run("estimate", file.toString(), "--outcome", "revenue");
        assertThat(method.code).isEqualTo(Exit.USAGE);
        assertThat(method.err).contains("is a file", "stands before the file", "difference-in-means '" + file + "'");
    }

    /** Outside the certified region the line that certifies on these very data is printed, and it works as it stands. */
    @Test
    void theNextLineIsPrinted() {
        Run estimate = run(
                "estimate",
                "difference-in-means",
                file.toString(),
                "--outcome",
                "revenue",
                "--assignment",
                "variant",
                "--control",
                "control");
        assertThat(estimate.code).as(estimate.err).isZero();
        if (estimate.out.contains("outside")) {
            assertThat(estimate.err)
                    .contains("to certify it on these data: ./assay certify difference-in-means --on '" + file
                            + "' --outcome revenue --assignment variant --control control");
        } else {
            assertThat(estimate.err).doesNotContain("to certify it");
        }
    }

    /** Data sets that ship are tables like any other wherever a file may stand. */
    @Test
    void whatShipsNeedsNoFetching() {
        Run report =
                run("analyze", "jobs", "--report", "--outcome", "depress2", "--assignment", "treat", "--train", "0");
        assertThat(report.code).as(report.err).isZero();
        Run certify = run(
                "certify",
                "difference-in-means",
                "--on",
                "jobs",
                "--outcome",
                "depress2",
                "--assignment",
                "treat",
                "--out",
                folder.toString());
        assertThat(certify.code).as(certify.err).isZero();
        assertThat(certify.out).contains("difference-in-means", "verdict: ");
    }
}
