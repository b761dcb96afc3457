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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans from the command line. */
class PowerCommandTest {

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {

        JsonObject row() {
            JsonArray rows = JsonParser.parseString(out).getAsJsonArray();
            return rows.get(0).getAsJsonObject();
        }
    }

    private static Run power(String options) {
        List<String> args = new ArrayList<>(List.of("power"));
        args.addAll(Arrays.asList(options.split(" ", -1)));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "means --sd 1 --mde 0.05 | 12562",
                "means --sd 1 --mde 0.05 --one-sided | 9894",
                "proportions --baseline 0.05 --relative-mde 0.1 | 62462",
                "proportions --baseline 0.05 --mde 0.005 --method pooled | 62468",
                "proportions --baseline 0.2 --relative-mde 0.05 --method baseline | 50234",
                "proportions --baseline 0.4 --relative-mde 0.05 --method baseline --guardrails 2 | 28750",
                "means --sd 1 --mde 0.1 --triggered 0.5 --power 0.9 | 16814",
                "ratio --moments 1,5,1,4,1 --mde 0.02 | 2388"
            })
    void sizes(String options, long n) {
        Run run = power(options.strip() + " --format json");
        assertThat(run.code()).as(run.err()).isEqualTo(Exit.OK);
        assertThat(run.row().get("n").getAsLong()).isEqualTo(n);
        assertThat(run.row().get("power").getAsDouble()).isGreaterThanOrEqualTo(0.8);
        assertThat(run.err()).contains("formula: ");
    }

    @Test
    void whateverIsLeftOutIsSolvedFor() {
        JsonObject effect = power("means --sd 1 --n 100 --format json").row();
        assertThat(effect.get("solved_for").getAsString()).isEqualTo("effect");
        assertThat(effect.get("effect").getAsDouble()).isCloseTo(0.565882935078874, within(1e-8));
        JsonObject power = power("means --sd 1 --n 40 --mde 1 --format json").row();
        assertThat(power.get("solved_for").getAsString()).isEqualTo("power");
        assertThat(power.get("power").getAsDouble()).isCloseTo(0.868952801692498, within(1e-8));
        JsonObject days = power("means --sd 1 --mde 0.05 --traffic 7000/week --enrolled 0.5 --format json")
                .row();
        assertThat(days.get("days").getAsLong()).isEqualTo(26);
        assertThat(days.get("weeks").getAsLong()).isEqualTo(4);
    }

    @Test
    void whatAddsToAComparison() {
        long plain =
                power("means --sd 1 --mde 0.1 --format json").row().get("n").getAsLong();
        assertThat(n("--compliance 0.7") / (double) plain).isCloseTo(1 / 0.49, within(0.01));
        assertThat(n("--cuped-r 0.6") / (double) plain).isCloseTo(0.64, within(0.01));
        assertThat(n("--always-valid") / (double) plain).isCloseTo(1.91, within(0.01));
        assertThat(n("--looks 5") / (double) plain).isCloseTo(1.0247, within(0.002));
        assertThat(n("--non-inferiority-margin 0.1")).isLessThan((long) (0.3 * plain));
        assertThat(power("means --sd 1 --mde 0.1 --cuped-r 0.6 --unadjusted").err())
                .contains("[reduction-not-used]");
        assertThat(power("means --sd 1 --mde 0.1 --arms 4 --correction dunnett --format json")
                        .row()
                        .get("n")
                        .getAsLong())
                .isGreaterThan(2 * plain);
    }

    private static long n(String options) {
        return power("means --sd 1 --mde 0.1 --format json " + options)
                .row()
                .get("n")
                .getAsLong();
    }

    /** Where the formula does not hold the plan says so, and simulates; the simulated power has an error of 0.008. */
    @Test
    void fewClustersAreSimulated() {
        Run run = power("clusters --size 30 --icc 0.05 --mde 0.6 --format json");
        assertThat(run.err()).contains("[few-planned-clusters]");
        assertThat(run.row().get("simulated_power").getAsDouble())
                .isCloseTo(run.row().get("power").getAsDouble(), within(0.04));
        assertThat(power("means --sd 1 --skew 8 --mde 0.4 --format json").err()).contains("[skewed-outcome]");
    }

    @Test
    void momentsComeFromData() throws IOException {
        StringBuilder csv = new StringBuilder("y,x,g\n");
        for (int i = 0; i < 200; i++) {
            csv.append(i % 10 + 0.1 * (i % 7))
                    .append(',')
                    .append(i % 10)
                    .append(',')
                    .append(i % 20)
                    .append('\n');
        }
        Path file = folder.resolve("past.csv");
        Files.writeString(file, csv);
        Run plain = power("means --from " + file + " --outcome y --relative-mde 0.1 --format json");
        Run adjusted = power("means --from " + file + " --outcome y --covariates x --relative-mde 0.1 --format json");
        assertThat(plain.err()).contains("from the data: n = 200");
        assertThat(adjusted.err()).contains("R^2 of the covariates = 0.99");
        assertThat(adjusted.row().get("n").getAsLong())
                .isLessThan(plain.row().get("n").getAsLong() / 10);
        assertThat(power("clusters --from " + file + " --outcome y --cluster g --mde 2 --format json")
                        .err())
                .contains("20 clusters of 10.00 units");
    }

    @Test
    void simulationSolvesForTheSize() {
        Run at = power("simulate iid difference-in-means --set sd=1 --effect 0.5 --n 126 --margin 0.02 --format json");
        assertThat(at.code()).as(at.err()).isEqualTo(Exit.OK);
        // The formula says 0.795; the error of 1,537 samples is 0.010.
        assertThat(at.row().get("power").getAsDouble()).isCloseTo(0.795, within(0.05));
    }

    @Test
    void selectionAndRollout() {
        JsonArray rows = JsonParser.parseString(
                        power("design-analysis --estimate 3 --se 1 --effect 1 --prior-sd 1 --format json")
                                .out())
                .getAsJsonArray();
        assertThat(rows).hasSize(7);
        JsonObject roll = power("test-and-roll --population 200000 --prior-sd 0.05 --sd 0.4 --format json")
                .row();
        assertThat(roll.get("test_first").getAsLong()).isBetween(1741L, 1742L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "means --sd 1 | takes two of size, effect and power",
                "means --mde 1 | needs the standard deviation",
                "means --sd 1 --mde 1 --n 10 --power 0.8 | nothing is left to solve for",
                "means --sd 1 --relative-mde 0.1 | relative to a mean",
                "means --sd 1 --mde 1 --looks 3 --always-valid | one at a time",
                "means --sd 1 --mde 1 --traffic many | --traffic is such as",
                "clusters --mde 1 | needs --size and --icc",
                "ratio --mde 1 | needs --from",
                "design-analysis --estimate 1 --se 1 | not significant"
            })
    void mistakesAreExplained(String options, String message) {
        Run run = power(options.strip());
        assertThat(run.code()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains(message.strip()).doesNotContain("Exception");
    }
}
