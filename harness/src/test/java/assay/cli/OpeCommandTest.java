package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import assay.policy.TreePolicy;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeCommandTest {

    private static final String WORLD =
            "ope world:logged-actions --outcome y --action action --propensity p0,p1,p2 --covariates x1,x2";

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private Run run(String line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(
                line.replace("DIR", folder.toString()).split(" ", -1), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private void refused(int code, String line, String... said) {
        Run run = run(line);
        assertThat(run.code).as(run.err).isEqualTo(code);
        assertThat(run.err).contains(said).doesNotContain("Exception");
        assertThat(run.out).isEmpty();
    }

    @Test
    void allScoresStandInATableAfterTheOverlap() {
        Run run = run(WORLD + " --bound 0,1");
        assertThat(run.code).as(run.err).isEqualTo(0);
        assertThat(run.out)
                .contains("target: uniform", "overlap: effective sample size", "support: every action")
                .contains("In plain words: under the target (uniform)", "off-policy-dr");
        assertThat(run.out
                        .lines()
                        .filter(line -> line.matches("(dr|sndr|mrdr|switch-dr|dros|ips|snips|dm|betting|logged) .*")))
                .hasSize(10);
        assertThat(run.out.indexOf("overlap:")).isLessThan(run.out.indexOf("\ndr "));
        assertThat(run(WORLD + " --bound 0,1").out).isEqualTo(run.out);
    }

    @Test
    void otherFormatsHoldTheSameNumbers() {
        Run json = run(WORLD + " --score dr,ips --target always:1 --format json");
        JsonObject root = JsonParser.parseString(json.out).getAsJsonObject();
        Run csv = run(WORLD + " --score dr,ips --target always:1 --format csv");
        List<String> lines = csv.out.lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith("score,estimand,estimate,std_error,conf_low,conf_high,conf_level,n");
        double value = root.getAsJsonArray("values")
                .get(0)
                .getAsJsonObject()
                .get("estimate")
                .getAsDouble();
        assertThat(Double.parseDouble(lines.get(1).split(",", -1)[2])).isEqualTo(value);
        // The truth is 0.4 + 0.15 with an error of some 0.03; five errors.
        assertThat(value).isCloseTo(0.55, within(0.15));
        assertThat(run(WORLD + " --format md").out)
                .startsWith("# Value of a policy")
                .contains("| dr |");
    }

    @Test
    void targetsOfFilesAndColumns() throws IOException {
        List<String> lines = new ArrayList<>(List.of("r,a,p,x,ta,tb,slot"));
        for (int i = 0; i < 400; i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d,%s,%.2f,%d,0.25,0.75,%s",
                    i % 3 == 0 ? 1 : 0,
                    i % 4 == 0 ? "a" : "b",
                    i % 4 == 0 ? .25 : .75,
                    i % 7,
                    i % 8 < 4 ? "top" : "low"));
        }
        Files.write(folder.resolve("log.csv"), lines);
        String log = "ope DIR/log.csv --outcome r --action a --propensity p --covariates x";
        Run columns = run(log + " --target columns:ta,tb --score ips --format csv");
        assertThat(columns.code).as(columns.err).isEqualTo(0);
        double mean = lines.stream()
                .skip(1)
                .mapToDouble(line -> line.charAt(0) - '0')
                .average()
                .orElseThrow();
        assertThat(Double.parseDouble(columns.out.lines().toList().get(1).split(",", -1)[2]))
                .isCloseTo(mean, within(1e-12));
        Files.write(
                folder.resolve("t.csv"),
                List.of("a,slot,probability", "a,top,0.25", "b,top,0.75", "a,low,0.25", "b,low,0.75"));
        Run table = run(log + " --stratum slot --target table:DIR/t.csv --score ips --format csv");
        assertThat(table.out).as(table.err).isEqualTo(columns.out);
        Files.writeString(
                folder.resolve("policy.json"),
                TreePolicy.constant(List.of("x"), List.of("b", "a"), 0).toJson());
        Run tree = run(log + " --target policy:DIR/policy.json --score ips,snips --format csv");
        Run always = run(log + " --target always:b --score ips,snips --format csv");
        assertThat(tree.out).as(tree.err).isEqualTo(always.out);

        Files.writeString(
                folder.resolve("other.json"),
                TreePolicy.constant(List.of("age"), List.of("a", "b"), 0).toJson());
        refused(3, log + " --target policy:DIR/other.json", "'age'", "[unknown-column]");
        Files.writeString(
                folder.resolve("never.json"),
                TreePolicy.constant(List.of("x"), List.of("a", "c"), 1).toJson());
        refused(3, log + " --target policy:DIR/never.json", "'c'", "[no-overlap]");
        refused(3, log + " --target always:c", "'c'", "[unknown-level]");
        refused(2, log + " --target columns:ta", "2 actions");
        refused(3, log + " --target columns:ta,x", "row", "[propensity-range]");
        refused(3, log + " --target columns:ta,tc", "'tc'");
        refused(2, log + " --target best", "--target takes");
        refused(2, log + " --score drr", "Did you mean dr?");
        refused(2, log + " --bound 1,0", "--bound");
        refused(3, log.replace("--propensity p", "--propensity x"), "[propensity-range]", "row 1");
        // One row in four was logged with a; a fortieth of the rows is too few.
        Files.write(folder.resolve("few.csv"), lines.subList(0, 41));
        refused(3, log.replace("log.csv", "few.csv") + " --target always:a", "effective sample", "[no-overlap]");
    }

    @Test
    void theOpenBanditSampleIsReadAsItIs() {
        String given = System.getenv("ASSAY_DATA");
        Path file = Path.of(given == null ? "none" : given).resolve("obd_bts_men.csv.gz");
        assumeTrue(Files.exists(file), "skipped: set ASSAY_DATA to the folder of obd_bts_men.csv.gz");
        Run run =
                run("ope " + file + " --outcome click --action item_id --propensity propensity_score --stratum position"
                        + " --score ips,snips --format csv");
        assertThat(run.code).as(run.err).isEqualTo(0);
        // zr-obp 0.5.5 prints these: gold/ope.json, obd_bts_men_eval_uniform.
        assertThat(Double.parseDouble(run.out.lines().toList().get(1).split(",", -1)[2]))
                .isCloseTo(0.00300862632725648, within(1e-12));
        assertThat(Double.parseDouble(run.out.lines().toList().get(2).split(",", -1)[2]))
                .isCloseTo(0.00318942316227739, within(1e-12));
    }
}
