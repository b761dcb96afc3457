package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoCommandTest {

    private static final String ROLES = " --outcome sales --unit region --time day";
    private static final String WORLD = "geo analyze world:geo-panel" + ROLES;
    private static final String FILE = " DIR/sales.csv" + ROLES;

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

    private static Path data(String name) {
        String directory = System.getenv("ASSAY_DATA");
        Path root = Path.of(System.getenv().getOrDefault("ASSAY_ROOT", "."));
        Path file = (directory != null ? Path.of(directory) : root.resolve("../shared/data")).resolve(name);
        assumeTrue(Files.exists(file), "needs " + name + "; say where it is with ASSAY_DATA");
        return file;
    }

    /** Six regions by twelve days, the first line being of region a on day 1. */
    private void table(String without, String more) throws IOException {
        StringBuilder csv = new StringBuilder("region,day,sales\n");
        for (int i = 0; i < 6; i++) {
            for (int t = 1; t <= 12; t++) {
                String line = String.format(
                        Locale.ROOT, "%s,%d,%d%n", (char) ('a' + i), t, 100 * (i + 1) + (7 * i + 3 * t * t) % 11);
                csv.append(line.startsWith(without) ? "" : line);
            }
        }
        Files.writeString(folder.resolve("sales.csv"), csv + more);
    }

    /** GeoLift's walkthrough, to the digits that it prints. */
    @Test
    void walkthroughOfGeoLift() {
        Run run = run("geo analyze " + data("geolift_test.csv")
                + " --outcome Y --unit location --time date --treated chicago,portland --from 2021-04-01 --cost 2000"
                + " --format json");
        assertThat(run.code).as(run.err).isEqualTo(0);
        JsonObject json = JsonParser.parseString(run.out).getAsJsonObject();
        JsonObject glance = json.getAsJsonObject("glance");
        assertThat(json.getAsJsonArray("terms")
                        .get(0)
                        .getAsJsonObject()
                        .get("estimate")
                        .getAsDouble())
                .isCloseTo(155.556, within(5e-4));
        assertThat(glance.get("lift").getAsDouble()).isCloseTo(0.054, within(5e-4));
        assertThat(glance.get("incremental").getAsDouble()).isCloseTo(4667, within(0.5));
        assertThat(glance.get("scaled_imbalance").getAsDouble()).isCloseTo(0.1636, within(5e-5));
        assertThat(json.getAsJsonArray("periods")).hasSize(15);
        JsonObject returns = json.getAsJsonArray("measures").get(3).getAsJsonObject();
        assertThat(returns.get("measure").getAsString()).isEqualTo("iroas");
        assertThat(returns.get("estimate").getAsDouble()).isCloseTo(4667 / 2000.0, within(1e-3));
    }

    /** An effect that comes and goes fits no constant: the interval is about the average, and no narrower for that. */
    @Test
    void anEffectThatComesAndGoesIsNotSure() {
        String line = "geo analyze " + data("geolift_test.csv")
                + " --outcome Y --unit location --time date --treated chicago,portland --from 2021-04-01 --level 0.9"
                + " --format json --augmentation ";
        for (String model : new String[] {"none", "ridge-min", "ridge-one-se"}) {
            JsonObject json = JsonParser.parseString(run(line + model).out).getAsJsonObject();
            JsonObject term = json.getAsJsonArray("terms").get(0).getAsJsonObject();
            double estimate = term.get("estimate").getAsDouble();
            assertThat(term.get("conf_low").getAsDouble()).isLessThan(estimate - 50);
            assertThat(term.get("conf_high").getAsDouble()).isGreaterThan(estimate + 50);
            assertThat(json.has("p_value_any_period")).isTrue();
        }
    }

    @Test
    void everyMethodAndTable() {
        for (String method : new String[] {"asc", "tbr"}) {
            for (String table : GeoReport.TABLES) {
                Run run = run(WORLD + " --assignment campaign --cost 3 --cost-se 0.2 --format csv --method " + method
                        + " --table " + table);
                assertThat(run.code).as(run.err).isEqualTo(0);
                assertThat(run.err).contains("In plain words:", "A unit of cost brought");
            }
            Run text = run(WORLD + " --assignment campaign --method " + method);
            assertThat(text.out).contains("effects by period", "p-value of no effect", "certificates");
        }
    }

    @Test
    void plans() {
        String world = " world:geo-panel:size=12" + ROLES;
        Run power = run("geo power" + world + " --treated 1,2 --duration 5 --windows 3 --effects 0.5 --format csv");
        assertThat(power.code).as(power.err).isEqualTo(0);
        assertThat(power.out.lines()).hasSize(3).last().asString().startsWith("0.5,1");
        Run select =
                run("geo select" + world + " --size 1,2 --duration 5 --windows 2 --effects 0.5 --most 4 --format csv");
        assertThat(select.code).as(select.err).isEqualTo(0);
        assertThat(select.out.lines()).hasSize(5);
        Run held = run(
                "geo select" + world + " --size 2 --duration 5 --windows 2 --effects 0.5 --include 7 --max-share 0.3"
                        + " --cost-per-unit 2 --budget 1000 --format csv");
        assertThat(held.code).as(held.err).isEqualTo(0);
        assertThat(held.out.lines().findFirst().orElseThrow()).endsWith("share_of_total,investment");
        assertThat(held.out.lines().skip(1)).allMatch(line -> line.matches("\\d+,\"(7, .*|.*, 7)\".*"));
        refused(2, "geo select" + world + " --size 2 --duration 5 --budget 3", "--cost-per-unit");
        refused(2, "geo select" + world + " --size 2 --duration 5 --max-share 0", "--max-share");
        Run pairs = run("geo pairs" + world + " --duration 5 --exclude 3 --format csv");
        assertThat(pairs.code).as(pairs.err).isEqualTo(0);
        assertThat(pairs.out.lines()).hasSize(6);
        assertThat(pairs.err).contains("without a partner", "smallest effect with power 0.8");
    }

    /** Tests of the true curve, 100 (1 - exp(-x / 5)), bring back a return that demand has bent. */
    @Test
    void liftTestsCorrectACurve() throws IOException {
        StringBuilder weeks = new StringBuilder("spend,sales\n");
        for (int t = 0; t < 60; t++) {
            double spend = 1 + t % 10;
            double sales = 50 + 100 * (1 - Math.exp(-spend / 5)) + 6 * spend + (t * 7 % 5 - 2);
            weeks.append(String.format(Locale.ROOT, "%.1f,%.6f%n", spend, sales));
        }
        Files.writeString(folder.resolve("weeks.csv"), weeks);
        StringBuilder tests = new StringBuilder("spend,change,response,std_error\n");
        for (int x = 1; x <= 9; x += 2) {
            double response = 100 * (Math.exp(-x / 5.0) - Math.exp(-(x + 2) / 5.0));
            tests.append(String.format(Locale.ROOT, "%d,2,%.6f,0.05%n", x, response));
        }
        Files.writeString(folder.resolve("tests.csv"), tests);
        Run run = run(
                "geo calibrate DIR/weeks.csv --spend spend --outcome sales --lift-tests DIR/tests.csv --format csv");
        assertThat(run.code).as(run.err).isEqualTo(0);
        double truth = 100 * (1 - Math.exp(-5.5 / 5)) / 5.5;
        assertThat(figure(run, "series alone,average return")).isGreaterThan(truth + 3);
        assertThat(figure(run, "with lift tests,average return")).isCloseTo(truth, within(0.5));
        refused(
                2,
                "geo calibrate DIR/weeks.csv --spend spend --outcome sales --lift-tests DIR/tests.csv --inflate 0",
                "inflate");
        refused(
                3,
                "geo calibrate DIR/weeks.csv --spend spend --outcome sales --lift-tests DIR/weeks.csv",
                "no column 'change'");
    }

    private static double figure(Run run, String row) {
        String line = run.out.lines().filter(l -> l.startsWith(row)).findFirst().orElseThrow();
        return Double.parseDouble(line.substring(row.length() + 1).split(",", -1)[0]);
    }

    @Test
    void brokenTables() throws IOException {
        table("b,5,", "");
        refused(3, "geo analyze" + FILE + " --treated a --from 10", "'b'", "has no row", "5");
        table("-", "c,3,7\n");
        refused(3, "geo analyze" + FILE + " --treated a --from 10", "'c'", "has two rows", "3");
        table("-", "");
        refused(3, "geo analyze" + FILE + " --treated atlantis --from 10", "no region 'atlantis'");
        refused(3, "geo analyze" + FILE + " --treated a,b,c,d,e,f --from 10", "Every region is in the test");
        refused(3, "geo analyze" + FILE + " --treated a,b,c,d,e --from 10", "All regions but one");
        refused(3, "geo analyze" + FILE + " --treated a --from 4", "3 periods before");
        refused(2, "geo analyze" + FILE + " --treated a --from 13", "no period 13");
        refused(2, "geo analyze" + FILE + " --treated a,a --from 10", "regions");
        refused(2, "geo analyze" + FILE + " --from 10", "--treated");
        refused(2, "geo analyze" + FILE + " --treated a --from 10 --method did", "asc, tbr");
        refused(2, "geo analyze" + FILE + " --treated a --from 10 --cost 0", "--cost");
        refused(3, "geo power" + FILE + " --treated a --duration 9", "periods before");
        refused(2, "geo select" + FILE + " --size 5 --duration 2", "cannot be chosen");
        refused(3, "geo pairs" + FILE + " --duration 6", "longer than the test");
        Files.writeString(
                folder.resolve("sales.csv"),
                Files.readString(folder.resolve("sales.csv")).replaceAll(",\\d+\n", ",5\n"));
        refused(3, "geo analyze" + FILE + " --treated a --from 10", "No control ever changes its 'sales'");
        assertThat(run("geo").code).isEqualTo(2);
    }

    /** Where nothing was sold there is no lift, and the effect is given all the same. */
    @Test
    void nothingSoldNoLift() throws IOException {
        StringBuilder csv = new StringBuilder("region,day,sales\n");
        for (int i = 0; i < 5; i++) {
            for (int t = 1; t <= 12; t++) {
                csv.append(String.format(
                        Locale.ROOT, "%s,%d,%d%n", (char) ('a' + i), t, i == 0 ? 0 : (i * t * t) % 7 - 3));
            }
        }
        Files.writeString(folder.resolve("sales.csv"), csv);
        Run run = run("geo analyze" + FILE + " --treated a --from 10 --unit-effects none");
        assertThat(run.code).as(run.err).isEqualTo(0);
    }
}
