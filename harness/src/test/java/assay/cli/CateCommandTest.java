package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.random.Philox;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CateCommandTest {

    private static final int ROWS = 600;
    private static final String ROLES = "--outcome y --assignment t --covariates x,city --trees 100 --threads 1";

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    /** Rows of id, y, t, x, city; the effect is 4 where x is above 0. */
    private List<String> lines = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Philox random = new Philox(3, 0, 0);
        lines = new ArrayList<>(List.of("id,y,t,x,city"));
        for (int i = 0; i < ROWS; i++) {
            double x = random.nextGaussian();
            int t = random.nextDouble() < 0.5 ? 1 : 0;
            String city = List.of("bonn", "linz", "wien").get(i % 3);
            double y = x + t * (x > 0 ? 4 : 0) + (city.equals("wien") ? 1 : 0) + random.nextGaussian();
            lines.add(String.format(Locale.ROOT, "u%d,%.4f,%d,%.4f,%s", i, y, t, x, city));
        }
        Files.write(folder.resolve("trial.csv"), lines);
    }

    private Run run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                line.replace("DIR", folder.toString()).split(" ", -1), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    /** Prose without its line ends. */
    private static String flowing(Run run) {
        return run.out.replace('\n', ' ');
    }

    private void refused(int code, String line, String... said) throws IOException {
        Run run = run(line);
        assertThat(run.code).as(run.err).isEqualTo(code);
        assertThat(run.err).contains(said).doesNotContain("Exception");
        assertThat(run.err.lines().filter(text -> text.startsWith("error: "))).hasSizeLessThanOrEqualTo(1);
        assertThat(run.out).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("out", "saved.forest")
                    .allMatch(name -> !name.contains(".part"));
        }
    }

    /** A copy of the trial with one column written anew. */
    private void rewrite(String name, int column, java.util.function.IntFunction<String> value) throws IOException {
        List<String> changed = new ArrayList<>(List.of(lines.get(0)));
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            cells[column] = value.apply(i);
            changed.add(String.join(",", cells));
        }
        Files.write(folder.resolve(name), changed);
    }

    @Test
    void aStudyIsPrintedWrittenAndSaved() throws IOException {
        Run run =
                run("cate DIR/trial.csv " + ROLES + " --unit id --segment city --out DIR/out --save DIR/saved.forest");
        assertThat(run.code).as(run.err).isZero();
        assertThat(flowing(run))
                .contains("Average effects", "Do effects differ?", "group 5 (highest)", "mean_highest")
                .contains("Effects in segments", "wien", "What the predictions lean on")
                .contains("The effect differs between units (p < 0.001)")
                .contains("and has higher x (")
                .contains(
                        "certificate of causal-forest: ",
                        "Segments that the predictions find",
                        "x <= ",
                        "rows are interior",
                        "certificates of the parts",
                        "cate-calibration ");
        assertThat(run.err).contains("written: ", "saved.forest", "[few-trees]");
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "average.csv",
                            "calibration.csv",
                            "rate.csv",
                            "groups.csv",
                            "clan.csv",
                            "found.csv",
                            "segments.csv",
                            "importance.csv",
                            "uplift.csv",
                            "effects.csv",
                            "summary.md");
        }
        List<String> effects = Files.readAllLines(folder.resolve("out/effects.csv"));
        assertThat(effects).hasSize(ROWS + 1);
        assertThat(effects.get(0)).isEqualTo("id,effect,std_error,conf_low,conf_high,conf_level,interior");
        assertThat(effects.get(1)).startsWith("u0,").matches(".*,(yes|no)");
        assertThat(Files.readString(folder.resolve("out/summary.md"))).startsWith("# Who responds");
    }

    @Test
    void resultsDoNotDependOnThreadsAndAreTidy() {
        Run one = run("cate DIR/trial.csv " + ROLES + " --format csv");
        Run two = run("cate DIR/trial.csv " + ROLES.replace("--threads 1", "--threads 2") + " --format csv");
        assertThat(one.code).as(one.err).isZero();
        assertThat(one.out).isEqualTo(two.out).startsWith("part,term,n,estimate,std_error,p_value");
        assertThat(one.err).contains("In plain words");
        Run json = run("cate DIR/trial.csv " + ROLES + " --format json");
        JsonObject root = JsonParser.parseString(json.out).getAsJsonObject();
        assertThat(root.get("schema").getAsString()).isEqualTo("assay/cate/1");
        assertThat(root.get("groups").getAsJsonArray()).hasSize(5);
        assertThat(root.get("seed").getAsLong()).isOne();
    }

    @ParameterizedTest
    @EnumSource(CateLearner.class)
    void everyLearnerFindsWhoResponds(CateLearner learner) {
        String roles = learner == CateLearner.CAUSAL_FOREST ? ROLES : ROLES.replace("--trees 100", "");
        Run run = run(("cate DIR/trial.csv --learner " + learner + " " + roles).replace("  ", " "));
        assertThat(run.code).as(run.err).isZero();
        assertThat(flowing(run))
                .contains("learner: " + learner, "and has higher x (")
                .contains(learner == CateLearner.CAUSAL_FOREST ? "rows are interior" : "come without intervals");
    }

    @Test
    void newUnitsArePredictedByNameWhateverTheOrderOfColumns() throws IOException {
        Run fit = run("cate DIR/trial.csv " + ROLES + " --save DIR/saved.forest");
        assertThat(fit.code).as(fit.err).isZero();
        Files.writeString(
                folder.resolve("new.csv"), "city,other,x,name\nwien,1,1.5,anna\nbonn,2,-1.2,bert\nlinz,3,99,cora\n");
        Run run = run("cate predict DIR/saved.forest DIR/new.csv --unit name --format csv --out DIR/predicted");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).startsWith("name,effect,std_error,conf_low,conf_high,conf_level,interior\nanna,");
        List<String> rows = run.out.lines().toList();
        double high = Double.parseDouble(rows.get(1).split(",", -1)[1]);
        double low = Double.parseDouble(rows.get(2).split(",", -1)[1]);
        assertThat(high).isGreaterThan(low + 1);
        assertThat(rows.get(3)).as("far outside the data of the fit").endsWith(",no");
        assertThat(run.err).contains("effect of t (1 - 0) on y", "600 rows, seed 1", "of 3 units");
        assertThat(Files.readString(folder.resolve("predicted/predict.csv"))).isEqualTo(run.out);
        assertThat(run("cate predict DIR/saved.forest DIR/new.csv").out).contains("row", "interior");
    }

    @Test
    void newUnitsThatTheForestDoesNotKnowAreRefused() throws IOException {
        assertThat(run("cate DIR/trial.csv " + ROLES + " --save DIR/kept.forest").code)
                .isZero();
        String[][] cases = {
            {"city,x\nwien,1\nparis,2\n", "[unknown-level]", "'city' is 'paris' in row 2"},
            {"town,x\nwien,1\n", "[unknown-column]", "'city'"},
            {"city,x\nwien,much\nbonn,1\n", "[not-numeric]", "'x' holds text ('much' in row 1)"},
            {"city,x\nwien,1\nbonn,\n", "[missing-values]", "'x' has no value in row 2"},
            {"city,x\nwien,Infinity\nbonn,1\n", "[not-", "'x'"}
        };
        for (String[] one : cases) {
            Files.writeString(folder.resolve("new.csv"), one[0]);
            refused(Exit.DATA, "cate predict DIR/kept.forest DIR/new.csv --out DIR/out", one[1], one[2]);
        }
        refused(Exit.DATA, "cate predict DIR/kept.forest DIR/trial.csv --unit nobody --out DIR/out", "'nobody'");
    }

    @Test
    void filesThatAreNoForestsAreRefused() throws IOException {
        assertThat(run("cate DIR/trial.csv " + ROLES + " --save DIR/kept.forest").code)
                .isZero();
        byte[] bytes = Files.readAllBytes(folder.resolve("kept.forest"));
        Path other = folder.resolve("other.forest");
        String predict = "cate predict DIR/other.forest DIR/trial.csv --out DIR/out";
        Files.write(other, Arrays.copyOf(bytes, bytes.length / 2));
        refused(Exit.DATA, predict, "is cut off", "[forest-file]");
        byte[] newer = bytes.clone();
        ByteBuffer.wrap(newer).putInt(8, 2);
        CRC32 crc = new CRC32();
        crc.update(newer, 0, 20);
        ByteBuffer.wrap(newer).putInt(20, (int) crc.getValue());
        Files.write(other, newer);
        refused(Exit.DATA, predict, "of format version 2, and this version of Assay reads version 1");
        bytes[bytes.length / 2] ^= 1;
        Files.write(other, bytes);
        refused(Exit.DATA, predict, "is damaged");
        refused(Exit.DATA, "cate predict DIR/trial.csv DIR/trial.csv --out DIR/out", "is not a forest");
        refused(Exit.USAGE, "cate predict DIR/nothing DIR/trial.csv --out DIR/out", "cannot be read");
    }

    @Test
    void dataThatCannotBeStudiedAreRefused() throws IOException {
        String more = ROLES + " --out DIR/out --save DIR/saved.forest";
        Files.write(folder.resolve("five.csv"), lines.subList(0, 6));
        refused(Exit.DATA, "cate DIR/five.csv " + more, "[too-few-rows]", "5 rows");
        rewrite("one.csv", 2, i -> "1");
        refused(Exit.DATA, "cate DIR/one.csv " + more, "[one-level]", "'t'");
        rewrite("flat.csv", 1, i -> "7");
        refused(Exit.DATA, "cate DIR/flat.csv " + more, "[constant-outcome]");
        rewrite("same.csv", 3, i -> "2");
        refused(
                Exit.DATA,
                "cate DIR/same.csv " + more.replace("x,city", "x"),
                "[unsuitable-method]",
                "No covariate varies");
        rewrite("alone.csv", 4, i -> "bonn");
        refused(Exit.DATA, "cate DIR/alone.csv " + more.replace("x,city", "city"), "No covariate varies");
        rewrite("gap.csv", 3, i -> i % 7 == 0 ? "" : Integer.toString(i % 11));
        refused(Exit.DATA, "cate DIR/gap.csv " + more, "[missing-values]", "'x'");
        refused(Exit.DATA, "cate DIR/trial.csv " + more.replace("x,city", "x,nowhere"), "[unknown-column]");
        refused(Exit.DATA, "cate DIR/trial.csv " + more + " --segment nowhere", "[unknown-column]", "'nowhere'");
        refused(Exit.DATA, "cate DIR/trial.csv " + more + " --segment id", "[too-many-levels]", "600");
        refused(
                Exit.DATA,
                "cate DIR/trial.csv --outcome y --assignment t --trees 100 --threads 1 --out DIR/out",
                "[missing-role]");
    }

    @Test
    void armsThatCovariatesTellApartAreRefused() throws IOException {
        rewrite("apart.csv", 2, i -> Double.parseDouble(lines.get(i).split(",", -1)[3]) > 0 ? "1" : "0");
        refused(
                Exit.DATA,
                "cate DIR/apart.csv " + ROLES + " --out DIR/out --save DIR/saved.forest",
                "[no-overlap]",
                "Restrict the data");
    }

    @Test
    void tiesAndConstantFeaturesAreNoHindrance() throws IOException {
        rewrite("ties.csv", 3, i -> lines.get(i).split(",", -1)[3].startsWith("-") ? "0" : "1");
        Run ties = run("cate DIR/ties.csv " + ROLES);
        assertThat(ties.code).as(ties.err).isZero();
        assertThat(flowing(ties)).contains("The effect differs between units");
        rewrite("flat.csv", 4, i -> "bonn");
        Run flat = run("cate DIR/flat.csv " + ROLES + " --save DIR/kept.forest");
        assertThat(flat.code).as(flat.err).isZero();
        Files.writeString(folder.resolve("new.csv"), "x,city\n1,bonn\n");
        assertThat(run("cate predict DIR/kept.forest DIR/new.csv").code).isZero();
        Files.writeString(folder.resolve("new.csv"), "x,city\n1,wien\n");
        assertThat(run("cate predict DIR/kept.forest DIR/new.csv").err).contains("[unknown-level]");
    }

    @Test
    void fewRowsAreStudiedButNotJudged() throws IOException {
        Files.write(folder.resolve("few.csv"), lines.subList(0, 61));
        Run run = run("cate DIR/few.csv " + ROLES);
        assertThat(run.code).as(run.err).isZero();
        assertThat(flowing(run)).contains("not judged: ", "Whether effects differ could not be judged");
    }

    @Test
    void forestsKeepMissingValuesAndOthersSayWhyNot() throws IOException {
        rewrite("gap.csv", 3, i -> i % 7 == 0 ? "" : lines.get(i).split(",", -1)[3]);
        Run kept = run("cate DIR/gap.csv " + ROLES + " --missing keep --save DIR/kept.forest");
        assertThat(kept.code).as(kept.err).isZero();
        assertThat(kept.out).contains("rows: 600 (");
        assertThat(kept.err).as("groups are described by who has no value, too").contains("x_missing");
        Files.writeString(folder.resolve("new.csv"), "x,city\n,bonn\n1.5,wien\n");
        Run predicted = run("cate predict DIR/kept.forest DIR/new.csv --format csv");
        assertThat(predicted.code).as(predicted.err).isZero();
        assertThat(predicted.out.lines()).hasSize(3);
        Files.writeString(folder.resolve("new.csv"), "x,city\n1,\n1.5,wien\n");
        assertThat(run("cate predict DIR/kept.forest DIR/new.csv").err).contains("[missing-values]", "'city'");
        rewrite("cities.csv", 4, i -> i % 7 == 0 ? "" : lines.get(i).split(",", -1)[4]);
        assertThat(run("cate DIR/cities.csv " + ROLES + " --missing keep").code).isZero();
        rewrite("outcomes.csv", 1, i -> i % 7 == 0 ? "" : "1." + i);
        refused(
                Exit.DATA,
                "cate DIR/outcomes.csv " + ROLES + " --missing keep --out DIR/out",
                "[missing-values]",
                "'y'");
        Run dropped = run("cate DIR/gap.csv " + ROLES + " --missing drop");
        assertThat(dropped.out).contains("85 dropped");
        refused(
                Exit.USAGE,
                "cate DIR/gap.csv --learner dr --missing keep --out DIR/out " + ROLES.replace(" --trees 100", ""),
                "dr computes with every value",
                "--missing impute");
        refused(
                Exit.USAGE,
                "estimate difference-in-means DIR/gap.csv --outcome y --assignment t --missing keep --out DIR/out",
                "Only assay cate");
    }

    @Test
    void questionsThatMakeNoSenseAreUsageErrors() throws IOException {
        refused(Exit.USAGE, "cate", "Name the table");
        refused(Exit.USAGE, "cate DIR/trial.csv --learner wizard " + ROLES, "wizard", "causal-forest");
        refused(
                Exit.USAGE,
                "cate DIR/trial.csv --learner dr --trees 9 " + ROLES.replace(" --trees 100", ""),
                "--trees");
        refused(
                Exit.USAGE,
                "cate DIR/trial.csv --learner dr --save DIR/saved.forest " + ROLES.replace(" --trees 100", ""),
                "--save");
        refused(Exit.USAGE, "cate DIR/trial.csv --groups 1 " + ROLES, "--groups");
        refused(Exit.USAGE, "cate DIR/trial.csv --level 95 " + ROLES, "--level");
        refused(Exit.USAGE, "cate DIR/trial.csv --save DIR --out DIR/out " + ROLES, "names a folder");
        refused(Exit.USAGE, "cate DIR/trial.csv --missing impute --save DIR/saved.forest " + ROLES, "--missing keep");
        refused(Exit.USAGE, "cate DIR/trial.csv --stratum city --out DIR/out " + ROLES, "does not use --stratum");
    }
}
