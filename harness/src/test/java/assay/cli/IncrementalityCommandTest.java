package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncrementalityCommandTest {

    private static final String ROLES = " --outcome converted --assignment assigned --treatment exposed";
    private static final String WORLD = "incrementality world:ad-exposure:size=4000" + ROLES;
    private static final String WEAK = "incrementality"
            + " world:ad-exposure:size=1000,effect=0.3,intercept=0,activity=20,reach=0,targeting=20,leak=0.97,log=none"
            + ROLES;
    private static final String FILE = "incrementality DIR/ad.csv --outcome y --assignment z --treatment d";

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

    private JsonObject json(String line) {
        Run run = run(line + " --format json");
        assertThat(run.code).as(run.err).isEqualTo(0);
        return JsonParser.parseString(run.out).getAsJsonObject();
    }

    private static JsonObject effect(JsonObject report, String name, String interval) {
        JsonArray effects = report.getAsJsonArray("effects");
        for (int i = 0; i < effects.size(); i++) {
            JsonObject row = effects.get(i).getAsJsonObject();
            if (row.get("effect").getAsString().equals(name)
                    && row.get("interval").getAsString().startsWith(interval)) {
                return row;
            }
        }
        throw new AssertionError("no " + name + " by " + interval);
    }

    /** Rows y, z, d from counts of the eight kinds. */
    private void file(String head, String... kinds) throws IOException {
        StringBuilder csv = new StringBuilder(head).append('\n');
        for (String kind : kinds) {
            String[] parts = kind.split("x", -1);
            csv.append((parts[1] + "\n").repeat(Integer.parseInt(parts[0])));
        }
        Files.writeString(folder.resolve("ad.csv"), csv);
    }

    @Test
    void wholeReportOfACampaign() {
        Run run = run(WORLD + " --ghost-ads would_show --value revenue --cost cost --compliance one-sided");
        assertThat(run.code).as(run.err).isEqualTo(0);
        assertThat(run.out)
                .contains("compliance: one-sided", "Fieller", "Anderson-Rubin", "ghost-ads", "ate lower bound")
                .contains("attribution", "exposed-minus-unexposed", "times the effect of the experiment")
                .contains("iroas", "cost-per-incremental-converted", "Lewis and Rao", "cace-delta", "In plain words:");
        assertThat(run(WORLD + " --format md").out).startsWith("# Incrementality");
        for (String table : IncrementalityReport.TABLES) {
            assertThat(run(WORLD + " --value revenue --cost cost --format csv --table " + table)
                            .out
                            .lines()
                            .count())
                    .isGreaterThan(1);
        }
    }

    /** Counts stand for the rows they count: all numbers are the same. */
    @Test
    void countsAreAsGoodAsRows() throws IOException {
        file("y,z,d", "60x1,1,1", "140x0,1,1", "40x1,1,0", "260x0,1,0", "70x1,0,0", "430x0,0,0");
        JsonObject rows = json(FILE);
        JsonObject counts = json("incrementality --counts 500,100,200,60,500,70,0,0");
        // ITT 0.2 - 0.14, take-up 0.4.
        for (String[] name : new String[][] {
            {"itt", "Welch"}, {"cace", "delta"}, {"cace", "Fieller"}, {"cace", "Anderson"}, {"lift", "delta"}
        }) {
            for (String field : new String[] {"estimate", "conf_low", "conf_high", "p_value"}) {
                assertThat(effect(counts, name[0], name[1]).get(field).getAsDouble())
                        .isCloseTo(effect(rows, name[0], name[1]).get(field).getAsDouble(), within(1e-12));
            }
        }
        assertThat(effect(rows, "cace", "delta").get("estimate").getAsDouble()).isCloseTo(0.15, within(1e-14));
        JsonArray foils = counts.getAsJsonArray("foils");
        assertThat(foils.get(1).getAsJsonObject().get("ratio_to_certified").getAsDouble())
                .isCloseTo(2, within(1e-12));
        assertThat(foils.get(2).getAsJsonObject().get("value").getAsDouble())
                .isCloseTo(0.3 - 110.0 / 800, within(1e-12));
        assertThat(effect(rows, "cace", "Fieller").get("conf_low").getAsDouble())
                .isCloseTo(effect(rows, "cace", "Anderson").get("conf_low").getAsDouble(), within(1e-12));
    }

    /** The public counts of the Criteo table, of which it is not known how many had both. */
    @Test
    void publishedCountsOfFourteenMillion() {
        JsonObject report = json("incrementality --counts 11882655,36711,428212,?,2096937,4063,0,0");
        assertThat(effect(report, "itt", "Welch").get("estimate").getAsDouble())
                .isCloseTo(0.00115187305213163, within(1e-15));
        assertThat(effect(report, "cace", "delta").get("estimate").getAsDouble())
                .isCloseTo(0.0319638638858256, within(1e-14));
        assertThat(report.has("anderson_rubin_set")).isFalse();
    }

    @Test
    void weakComplianceIsSaid() {
        Run run = run(WEAK);
        assertThat(run.code).as(run.err).isEqualTo(0);
        assertThat(run.err).contains("weak-instrument", "Anderson-Rubin");
        assertThat(run.out).contains("two-sided");
        refused(3, WEAK + " --compliance one-sided", "'exposed'", "of the control arm", "[unsuitable-method]");
    }

    @Test
    void badRowsAreRefused() throws IOException {
        file("y,z,d", "10x1,1,1", "10x0,1,0", "10x1,0,0", "12x0,0,1");
        refused(3, FILE + " --compliance one-sided", "12 units", "[unsuitable-method]");
        file("y,z,d", "10x1,1,0", "10x0,1,0", "10x1,0,0", "12x0,0,0");
        refused(3, FILE, "no unit was exposed", "[no-first-stage]");
        file("y,z,d", "10x1,1,1", "10x1,1,0", "10x1,0,0");
        refused(3, FILE, "'y'", "[constant-outcome]");
        file("y,z,d", "10x1,1,1", "10x0,1,0");
        refused(3, FILE, "'z'", "[one-level]");
        file("y,z,d", "10x1,1,1", "10x0,1,0", "10x1,0,0", "1x,0,0", "9x0,0,0");
        refused(3, FILE, "'y'", "[missing-values]");
        assertThat(run(FILE + " --missing drop").out).contains("units: 39; 1 dropped");
        file("y,z,d", "10x1,1,3", "10x0,1,0", "10x1,0,0", "9x0,0,0");
        refused(3, FILE, "'d'", "row 1", "0 or 1");
    }

    @Test
    void swappedColumnsAreNoticed() throws IOException {
        file("y,z,d", "60x1,1,1", "140x0,1,1", "40x1,1,0", "260x0,1,0", "70x1,0,0", "430x0,0,0");
        String swapped = "incrementality DIR/ad.csv --outcome y --assignment d --treatment z";
        assertThat(run(swapped).err).contains("[swapped-columns]");
        refused(3, swapped + " --compliance one-sided", "swapped?");
        assertThat(run("incrementality DIR/ad.csv --outcome d --assignment z --treatment y").err)
                .contains("[swapped-columns]");
        assertThat(run(FILE + " --control 1").err).contains("[exposure-falls]");
    }

    @Test
    void aCostThatBoughtNothingIsRefusedInsideTheReport() throws IOException {
        file("y,z,d,c", "50x1,1,1,2", "50x0,1,1,2", "50x1,1,0,0", "50x0,1,0,0", "101x1,0,0,0", "99x0,0,0,0");
        Run run = run(FILE + " --cost c");
        assertThat(run.code).as(run.err).isEqualTo(0);
        assertThat(run.out).contains("refused, see below", "is refused:", "[zero-denominator]");
    }

    @Test
    void optionsThatDoNotFitAreSaid() {
        refused(2, "incrementality", "--counts");
        refused(2, "incrementality world:ad-exposure --outcome converted --assignment assigned", "--treatment");
        refused(2, WORLD + " --value revenue", "--cost");
        refused(2, WORLD + " --cost exposed", "named twice");
        refused(2, WORLD + " --compliance both-sided", "two-sided");
        refused(2, WORLD + " --table effect", "Did you mean effects?");
        refused(2, WORLD + " --margin 0", "--margin");
        refused(2, "incrementality --counts 1,2,3", "eight numbers");
        refused(2, "incrementality --counts 10,2,a,1,10,1,0,0", "'a'");
        refused(2, "incrementality --counts 10,20,3,1,10,1,0,0", "20");
        refused(2, WORLD + " --counts 10,2,3,1,10,1,0,0", "in place of rows");
        refused(3, "incrementality --counts 10,2,3,1,10,1,3,0", "[no-first-stage]");
        refused(3, WORLD.replace("--treatment exposed", "--treatment shown"), "no column 'shown'");
    }
}
