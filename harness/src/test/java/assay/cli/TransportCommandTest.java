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
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportCommandTest {

    private static final String ROLES = " --outcome sales --assignment arm --covariates age,region";

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

    /** Two hundred units here and eighty there; south gains 3 and north 1, and there are more of the south there. */
    @BeforeEach
    void files() throws IOException {
        StringBuilder trial = new StringBuilder("arm,age,region,sales\n");
        StringBuilder both = new StringBuilder("place,arm,age,region,sales\n");
        for (int i = 0; i < 200; i++) {
            boolean south = i % 4 == 0;
            boolean treated = i / 4 % 2 == 1;
            double y = 10 + Math.sin(i) + (treated ? south ? 3 : 1 : 0);
            String row = String.format(
                    Locale.ROOT, "%s,%d,%s,%.6f%n", treated ? "new" : "old", i % 31, south ? "south" : "north", y);
            trial.append(row);
            both.append("trial,").append(row);
        }
        StringBuilder target = new StringBuilder("region,age\n");
        for (int i = 0; i < 80; i++) {
            String region = i % 4 == 0 ? "north" : "south";
            target.append(region).append(',').append(1 + i % 29).append('\n');
            both.append("target,,")
                    .append(1 + i % 29)
                    .append(',')
                    .append(region)
                    .append(",\n");
        }
        Files.writeString(folder.resolve("trial.csv"), trial.toString().replace("\r\n", "\n"));
        Files.writeString(folder.resolve("target.csv"), target);
        Files.writeString(folder.resolve("both.csv"), both.toString().replace("\r\n", "\n"));
    }

    @Test
    void theEffectIsCarriedToAnotherFile() throws IOException {
        Run run = run("transport DIR/trial.csv --target DIR/target.csv" + ROLES + " --plot DIR/love.svg --out DIR/o");
        assertThat(run.code).as(run.err).isEqualTo(0);
        assertThat(run.out)
                .contains(
                        "rows: 200 of the experiment, 80 of the target",
                        "transport-aipw",
                        "transport-weighting",
                        "transport-entropy",
                        "transport-outcome",
                        "lin (experiment)",
                        "In plain words: in the target the effect is",
                        "What moves it most is 'region_south'");
        assertThat(Files.readString(folder.resolve("love.svg")))
                .startsWith("<svg")
                .contains("region_south");
        assertThat(Files.readString(folder.resolve("o/transport-modifiers.csv")))
                .startsWith("covariate,experiment_mean,target_mean,smd,smd_weighted,slope");
    }

    /** Three quarters are of the south there: .75 of its effect and .25 of the north's, whatever their ages. */
    @Test
    void cellsAreProjected() {
        JsonObject json = JsonParser.parseString(
                        run("transport DIR/trial.csv --target DIR/target.csv --outcome sales --assignment arm"
                                        + " --covariates region --format json --level 0.9")
                                .out)
                .getAsJsonObject();
        assertThat(json.get("method").getAsString()).isEqualTo("projection");
        JsonArray cells = json.getAsJsonArray("cells");
        assertThat(cells).hasSize(2);
        double sum = 0;
        for (int c = 0; c < 2; c++) {
            JsonObject cell = cells.get(c).getAsJsonObject();
            sum += cell.get("target_share").getAsDouble() * cell.get("effect").getAsDouble();
        }
        JsonObject effect = json.getAsJsonArray("effects").get(0).getAsJsonObject();
        assertThat(effect.get("estimate").getAsDouble())
                .isCloseTo(sum, within(1e-12))
                .isCloseTo(-2.5, within(0.5));
        assertThat(effect.get("conf_level").getAsDouble()).isEqualTo(0.9);
        assertThat(effect.get("term").getAsString()).isEqualTo("old - new");
    }

    /** The same populations in one file, in which the target has neither arm nor outcome. */
    @Test
    void bothPopulationsMayBeInOneFile() {
        String one = run("transport DIR/both.csv --stratum place" + ROLES + " --format csv").out;
        assertThat(one)
                .isEqualTo(run("transport DIR/trial.csv --target DIR/target.csv" + ROLES + " --format csv").out)
                .startsWith(
                        "method,estimand,term,estimate,std_error,statistic,df,p_value,conf_low,conf_high,conf_level,n\n"
                                + "transport-aipw,target-ate,");
        assertThat(run("transport DIR/both.csv --stratum place" + ROLES + " --control old --method projection").err)
                .contains("error:");
        Run control = run("transport DIR/both.csv --stratum place" + ROLES + " --control old");
        assertThat(control.out).contains("new - old");
    }

    @Test
    void badInputIsToldByColumnAndLevel() throws IOException {
        String base = "transport DIR/trial.csv --target DIR/t.csv" + ROLES;
        Path t = folder.resolve("t.csv");
        Files.writeString(t, "region,ages\nsouth,3\nnorth,4\n");
        refused(3, base, "has no column 'age'", "Did you mean 'ages'?", "[unknown-column]");
        Files.writeString(t, "region,age\nsouth,3\nwest,4\nnorth,9\n");
        refused(3, base, "1 row of level 'west' of covariate 'region'", "[no-overlap]");
        Files.writeString(t, "region,age\nsouth,3\n");
        refused(3, base, "t.csv has 1 row", "[too-few-rows]");
        Files.writeString(t, "region,age\nsouth,young\nnorth,old\n");
        refused(3, base, "'age' holds numbers in the experiment and text in the target", "[not-numeric]");
        Files.writeString(t, "region,age\nsouth,300\nnorth,400\n");
        refused(3, base, "100.0% of the target rows", "'age' outside [0", "[no-overlap]");
        Files.writeString(t, "region,age\nsouth,\nnorth,4\n");
        refused(3, base, "missing");
        refused(2, "transport DIR/trial.csv" + ROLES, "--target FILE", "--stratum COLUMN");
        refused(2, "transport DIR/both.csv --stratum place --target DIR/t.csv" + ROLES, "give one of them");
        refused(2, base + " --method magic", "--method is one of", "'magic'");
        refused(2, base + " --level 1.2", "--level");
        refused(2, base + " --missing impute", "--missing drop");
        refused(2, base + " --plot love.png", "ends in .svg");
        refused(3, "transport DIR/both.csv --stratum nowhere" + ROLES, "no column 'nowhere'");
        refused(3, "transport DIR/both.csv --stratum region" + ROLES, "'region' does not say in row 1");
    }

    @Test
    void projectionsSayWhatToDoAboutTheirShares() {
        String base = "analyze DIR/trial.csv --outcome sales --assignment arm ";
        refused(2, base + "--project region='south'=3 --project region='north'=1", "sum to 4.0, not 1", "--normalise");
        Run normalised = run(base + "--project region='south'=3 --project region='north'=1 --normalise --format csv");
        Run shares = run(base + "--project region='south'=0.75 --project region='north'=0.25 --format csv");
        assertThat(normalised.out).isEqualTo(shares.out).contains("target-ate");
        Run believed =
                run(base + "--project region='south'=0.75 --project region='north'=0.25 --believed 9 --format csv");
        Run counted =
                run(base + "--project region='south'=0.75 --project region='north'=0.25 --counted 10 --format csv");
        assertThat(believed.out).isEqualTo(counted.out).isNotEqualTo(shares.out);
        refused(
                2,
                base + "--project region='south'=0.75 --project region='north'=0.25 --believed 9 --counted 10",
                "give one of them");
        refused(2, base + "--project region='south'=-1 --project region='north'=2", "cannot be below 0");
        refused(2, base + "--project region='south'=0.5 --project region='south'=0.5", "once for each");
        refused(2, base + "--believed 9", "--believed is for the shares");
        refused(3, base + "--project age>3=0.5 --project age>5=0.5", "have rows in common", "[not-a-partition]");
        refused(3, base + "--project age>90=0.5 --project age<=90=0.5", "No row meets", "[empty-segment]");
        Run at = run(base + "--covariates age --at age=10 --format csv");
        assertThat(at.out).as(at.err).contains("target-ate", "target");
        refused(3, base + "--covariates age --at age=100", "mean of 100.0 in 'age'", "[no-overlap]");
        refused(2, base + "--covariates age --at age", "a covariate, = and its mean");
    }
}
