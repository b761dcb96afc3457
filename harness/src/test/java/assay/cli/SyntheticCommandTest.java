package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticCommandTest {

    private static final String ROLES = " --outcome y --unit unit --time time --assignment treated";
    private static final String MANY = "synthetic world:factor-panel" + ROLES;
    private static final String ONE = "synthetic world:factor-panel:size=24,treated=1" + ROLES;

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
    void oneTreatedUnitGetsPlacebosAndRanks() throws IOException {
        Run run = run(ONE + " --plot DIR/gap.svg");
        assertThat(run.code).as(run.err).isEqualTo(0);
        assertThat(run.out)
                .contains(
                        "placebo: each of 23 controls",
                        "weights of controls",
                        "weights of periods before",
                        "gaps by period")
                .contains("placebos in space", "In plain words:", "of 24 by the size of the effect", "Placebo in time");
        assertThat(run.err).contains("one-treated-unit", "written: ");
        assertThat(Files.readString(folder.resolve("gap.svg")))
                .startsWith("<svg")
                .contains("polyline");
        assertThat(run(ONE).out).isEqualTo(run.out);
        refused(3, ONE + " --se jackknife", "One unit is treated", "--se placebo", "[unsuitable-method]");
    }

    @Test
    void severalGetTheJackknifeAndAllOfItIsJson() {
        Run run = run(MANY + " --format json --level 0.9");
        assertThat(run.code).as(run.err).isEqualTo(0);
        JsonObject json = JsonParser.parseString(run.out).getAsJsonObject();
        assertThat(json.get("variance").getAsString()).contains("jackknife");
        assertThat(json.getAsJsonArray("unit_weights")).hasSize(30);
        assertThat(json.getAsJsonArray("time_weights")).hasSize(15);
        assertThat(json.getAsJsonArray("gaps")).hasSize(20);
        assertThat(json.getAsJsonArray("terms")
                        .get(0)
                        .getAsJsonObject()
                        .get("conf_level")
                        .getAsDouble())
                .isEqualTo(0.9);
        double p = json.getAsJsonObject("placebo_test").get("p_value").getAsDouble();
        assertThat(p).isBetween(1.0 / 200, 1.0);
    }

    @Test
    void everyMethodAndTableIsPrinted() {
        for (String method : new String[] {"sdid", "sc", "did", "sc-intercept", "sc-ridge"}) {
            for (String table : SyntheticReport.TABLES) {
                Run run = run(ONE + " --format csv --method " + method + " --table " + table);
                assertThat(run.code).as(run.err).isEqualTo(0);
                assertThat(run.out.lines().count()).isGreaterThan(1);
            }
        }
    }

    @Test
    void whatItDoesNotTakeIsSaid() {
        refused(2, MANY + " --method sdi", "Did you mean sdid?");
        refused(2, MANY + " --se none", "auto, placebo, jackknife, bootstrap");
        refused(2, MANY + " --placebo-time 99", "no period 99", "from 1 to 20");
        refused(3, MANY + " --placebo-time 18", "A placebo in time", "before the treatment does, in period 16");
        refused(3, MANY.replace("--unit unit", "--unit treated"), "two rows for period 1", "[unbalanced-panel]");
        refused(3, MANY.replace("--outcome y", "--outcome z"), "no column 'z'", "[unknown-column]");
    }

    @Test
    void datesAndGapsInAFile() throws IOException {
        StringBuilder csv = new StringBuilder("city,day,sales,on\n");
        for (int i = 0; i < 6; i++) {
            for (int t = 1; t <= 9; t++) {
                csv.append("city").append(i).append(",2021-04-0").append(t).append(',');
                csv.append(10 * i + (i % 3) * t + (t * 7 + i * 5) % 4 + (i == 5 && t > 7 ? 20 : 0));
                csv.append(',').append(i == 5 && t > 7 ? "yes" : "no").append('\n');
            }
        }
        Path file = folder.resolve("cities.csv");
        Files.writeString(file, csv);
        String line = "synthetic DIR/cities.csv --outcome sales --unit city --time day --assignment on";
        Run run = run(line);
        assertThat(run.code).as(run.err).isEqualTo(0);
        assertThat(run.out).contains("city5 treated from 2021-04-08 on (7 periods before, 2 after)");
        assertThat(run.err).contains("few-controls");
        Files.writeString(file, csv.toString().replaceFirst("city2,2021-04-03.*\n", ""));
        refused(3, line, "Unit 'city2'", "no row for period 2021-04-03");
    }
}
