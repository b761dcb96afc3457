package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake gets one clear error on standard error, exit code 3, and nothing on standard output or in a file. */
class BadInputTest {

    private static final String ROLES = "--outcome y --assignment t";

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private static Run run(List<String> args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private Run estimate(String method, Path file, String options) {
        List<String> args = new ArrayList<>(List.of("estimate", method, file.toString()));
        args.addAll(List.of(options.split(" ", -1)));
        args.addAll(List.of("--out", folder.resolve("out").toString()));
        return run(args);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    static Stream<Arguments> mistakes() {
        String good = "y,t,x\n1,0,3\n2,1,4\n3,0,1\n5,1,2\n4,0,2\n6,1,9\n";
        return Stream.of(
                Arguments.of("empty", "", ROLES, "file-empty", ""),
                Arguments.of("header only", "y,t,x\n", ROLES, "file-empty", ""),
                Arguments.of("duplicate columns", "y,t,t\n1,0,1\n2,1,0\n", ROLES, "duplicate-column", "t (2 times)"),
                Arguments.of("no such outcome", good, "--outcome why --assignment t", "unknown-column", "'why'"),
                Arguments.of("near name", good, "--outcome y --assignment t --covariates xx", "unknown-column", "'x'"),
                Arguments.of("no outcome", good, "--assignment t", "missing-role", "--outcome"),
                Arguments.of("text outcome", "y,t\nyes,0\nno,1\nno,0\nyes,1\n", ROLES, "not-numeric", "'y'"),
                Arguments.of("small arm", "y,t\n1,0\n2,1\n3,0\n4,0\n", ROLES, "too-few-rows", "'1'"),
                Arguments.of("constant outcome", "y,t\n1,0\n1,1\n1,0\n1,1\n", ROLES, "constant-outcome", "'y'"),
                Arguments.of("infinite", "y,t\n1,0\nInf,1\n3,0\n4,1\n", ROLES, "not-finite", "row 2"),
                Arguments.of("missing", "y,t\n1,0\nNA,1\n3,0\n4,1\n", ROLES, "missing-values", "1 of 4"),
                Arguments.of(
                        "propensity",
                        "y,t,p\n1,0,0.5\n2,1,1\n3,0,0.5\n4,1,0.5\n",
                        ROLES + " --propensity p",
                        "propensity-range",
                        "row 2"),
                Arguments.of("one level", "y,t\n1,1\n2,1\n3,1\n4,1\n", ROLES, "one-level", "'t'"),
                Arguments.of("three arms", "y,t\n1,a\n2,b\n3,c\n4,a\n5,b\n6,c\n", ROLES, "too-many-levels", "'t'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeHasOneErrorAndNoOutput(String name, String content, String options, String code, String mention)
            throws IOException {
        Run run = estimate("difference-in-means", file("data.csv", content), options);
        assertThat(run.code).as(run.err).isEqualTo(Exit.DATA);
        assertThat(run.out).isEmpty();
        assertThat(run.err).startsWith("error: ").contains("[" + code + "]").contains(mention);
        assertThat(run.err.strip().lines()).hasSize(1);
        assertThat(run.err).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aMissingFileIsNamed() {
        Run run = estimate("lin", folder.resolve("nowhere.csv"), ROLES);
        assertThat(run.code).isEqualTo(Exit.DATA);
        assertThat(run.err).contains("nowhere.csv").contains("[file-missing]");
    }

    @Test
    void aPictureIsNotATable() throws IOException {
        Path picture = folder.resolve("picture.csv");
        Files.write(picture, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 0, 1, 2, 3});
        Run run = estimate("lin", picture, ROLES);
        assertThat(run.code).isEqualTo(Exit.DATA);
        assertThat(run.err).contains("[file-format]");
    }

    static Stream<String> dialects() {
        return Stream.of("bom", "semicolon", "tab", "gz");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void dialectsOfCsvGiveTheSameAnswer(String dialect) throws IOException {
        String good = "y,t,x\n1,0,3\n2,1,4\n3,0,1\n5,1,2\n4,0,2\n6,1,9\n";
        Path other = folder.resolve("other.csv");
        switch (dialect) {
            case "bom" -> Files.writeString(other, '\ufeff' + good);
            case "semicolon" -> Files.writeString(other, good.replace(',', ';'));
            case "tab" -> Files.writeString(other, good.replace(',', '\t'));
            default -> {
                other = folder.resolve("other.csv.gz");
                try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(other))) {
                    out.write(good.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        Run plain = estimate("difference-in-means", file("data.csv", good), ROLES + " --format csv");
        Run changed = estimate("difference-in-means", other, ROLES + " --format csv");
        assertThat(plain.code).as(plain.err).isZero();
        assertThat(changed.out).as(changed.err).isEqualTo(plain.out);
    }

    @Test
    void anUnknownMethodIsAUsageError() {
        Run run = estimate("linn", folder.resolve("x.csv"), ROLES);
        assertThat(run.code).isEqualTo(Exit.USAGE);
        assertThat(run.err).contains("'linn'").contains("difference-in-means");
    }

    @Test
    void aLevelOutsideTheUnitIntervalIsAUsageError() throws IOException {
        Path good = file("data.csv", "y,t\n1,0\n2,1\n3,0\n5,1\n");
        Run run = estimate("difference-in-means", good, ROLES + " --level 95");
        assertThat(run.code).isEqualTo(Exit.USAGE);
        assertThat(run.err).contains("--level must be in (0, 1)");
    }

    @Test
    void twoOfManyArmsCanBeCompared() throws IOException {
        String many = "y,t\n1,a\n2,b\n3,c\n4,a\n5,b\n7,c\n";
        Run named = estimate("difference-in-means", file("data.csv", many), ROLES + " --treated c --control a");
        assertThat(named.code).as(named.err).isZero();
        assertThat(named.out).contains("c - a").contains("rows: 4 (2 treated, 2 control");
        Run half = estimate("difference-in-means", file("data.csv", many), ROLES + " --treated c");
        assertThat(half.code).isEqualTo(Exit.USAGE);
        assertThat(half.err).contains("--treated needs --control");
        Run wrong = estimate("difference-in-means", file("data.csv", many), ROLES + " --treated x --control a");
        assertThat(wrong.code).isEqualTo(Exit.DATA);
    }

    @Test
    void aDesignThatTheMethodWouldIgnoreIsRefused() throws IOException {
        Path good = file("data.csv", "y,t,g\n1,0,1\n2,1,1\n3,0,2\n5,1,2\n");
        Run run = estimate("difference-in-means", good, ROLES + " --cluster g");
        assertThat(run.code).isEqualTo(Exit.USAGE);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("does not use --cluster");
    }

    @Test
    void everyFormatHoldsTheSameRows() throws IOException {
        Path good = file("data.csv", "y,t,x\n1,0,3\n2,1,4\n3,0,1\n5,1,2\n4,0,2\n6,1,9\n");
        for (String format : List.of("table", "csv", "json", "md")) {
            Run run = estimate("difference-in-means", good, ROLES + " --format " + format);
            assertThat(run.code).as(run.err).isZero();
            assertThat(run.out)
                    .contains("difference-in-means")
                    .contains("conf_low")
                    .contains("1 - 0");
            String extension = format.equals("table") ? "txt" : format;
            assertThat(folder.resolve("out").resolve("estimate-difference-in-means." + extension))
                    .hasContent(run.out);
        }
    }
}
