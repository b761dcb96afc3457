package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

class BalanceCommandTest {

    private static final String LALONDE =
            "balance lalonde --assignment treat --covariates age,educ,race,married,nodegree,re74,re75";

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
    void overlapThenBalanceThenTheEffect() throws IOException {
        Run run = run(LALONDE + " --outcome re78 --method entropy-balancing --plot DIR/love.svg");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out)
                .contains("overlap: propensities from 0.009080 to 0.8532")
                .contains("429 controls worth 98.5")
                .contains("largest standardised difference: 1.8768 before, 0 after")
                .contains("race_black", "race_white")
                .contains("effect (average treatment effect on the treated): 1273.26");
        assertThat(run.out.indexOf("overlap:")).isLessThan(run.out.indexOf("race_black"));
        assertThat(run.err).contains("[poor-overlap]", "written:");
        assertThat(Files.readString(folder.resolve("love.svg")))
                .startsWith("<svg")
                .contains("<title>Balance before and after entropy-balancing</title>")
                .contains("race_black");
        assertThat(folder.toFile().list()).containsExactly("love.svg");
    }

    @Test
    void everyMethodBalancesWithoutAnOutcome() {
        for (String method : List.of(
                "matching",
                "propensity-matching",
                "greedy-pairs",
                "subclassification",
                "entropy-balancing",
                "ipw",
                "overlap-weights",
                "trimmed-aipw")) {
            Run run = run(LALONDE + " --format json --method " + method);
            assertThat(run.code).as(run.err).isZero();
            JsonObject json = JsonParser.parseString(run.out).getAsJsonObject();
            assertThat(json.get("schema").getAsString()).isEqualTo("assay/balance/1");
            assertThat(json.getAsJsonArray("balance")).hasSize(9);
            assertThat(json.get("largest_smd_before").getAsDouble()).isCloseTo(1.876774580538, within(1e-9));
            assertThat(json.get("largest_smd_after").getAsDouble()).isLessThan(1.1);
            assertThat(json.has("effect")).isFalse();
        }
        assertThat(run(LALONDE + " --format csv").out).startsWith("covariate,mean_treated_before,mean_control_before,");
    }

    @Test
    void whatCannotBeComparedIsRefused() throws IOException {
        List<String> lines = new ArrayList<>(List.of("t,x,y"));
        for (int i = 0; i < 60; i++) {
            lines.add(String.format(Locale.ROOT, "%d,%d,%d", i < 30 ? 0 : 1, i, i % 7));
        }
        Files.write(folder.resolve("apart.csv"), lines);
        String apart = "balance DIR/apart.csv --assignment t --covariates x";
        refused(3, apart, "separates the arms of 't'", "[no-overlap]");
        refused(3, apart + " --method entropy-balancing", "[no-overlap]");
        refused(
                3,
                "balance world:confounded-treatment --assignment t --covariates x0,x1 --method matching --caliper 1e-12",
                "within the caliper of 1.0E-12",
                "[no-overlap]");
        refused(3, "balance lalonde --assignment treat", "covariate", "[missing-role]");
        refused(3, LALONDE + " --method matching --exact rase", "Did you mean 'race'?", "[unknown-column]");
        refused(2, LALONDE + " --method entropy-balncing", "entropy-balancing");
        refused(2, LALONDE + " --caliper 0.1", "--caliper is an option of matching");
        refused(2, LALONDE + " --method ipw --estimand ato", "att, atc or ate");
        refused(2, LALONDE + " --plot DIR/love.png", "ends in .svg");
        refused(2, LALONDE + " --level 95", "--level must be in (0, 1)");
        refused(2, LALONDE + " --method greedy-pairs --estimand ate", "everyone can be matched only with replacement");
    }
}
