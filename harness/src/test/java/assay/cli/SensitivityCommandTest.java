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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensitivityCommandTest {

    private static final String LALONDE =
            "sensitivity lalonde --outcome re78 --treatment treat --covariates age,educ,race,married,nodegree,re74,re75";

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
        assertThat(run.code).as(run.err).isZero();
        return JsonParser.parseString(run.out).getAsJsonObject();
    }

    /** math.md C6: lalonde's robustness values. */
    @Test
    void saysWhatWouldOverturnTheEstimate() throws IOException {
        Run run = run(LALONDE + " --benchmark re75,age+educ --k 1,2 --plot DIR/plot.svg");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out)
                .contains("robustness value: 0.077448 (q = 1); of significance: 0.000657")
                .contains("A hidden confounder that explains at least 7.7 % of the residual variance")
                .contains("2x re75", "1x age, educ", "certificates")
                .contains("E-value", "Oster");
        assertThat(Files.readString(folder.resolve("plot.svg")))
                .startsWith("<svg")
                .contains("2x re75", "</svg>");
        JsonObject root = json(LALONDE + " --strength 0.05,0.1");
        assertThat(root.get("robustness_value").getAsDouble()).isCloseTo(0.0774479631, within(1e-10));
        assertThat(root.get("robustness_value_alpha").getAsDouble()).isCloseTo(0.000656678689, within(1e-11));
        assertThat(run(LALONDE + " --format csv").out).startsWith("confounder,r2_treatment,r2_outcome,bias,estimate");
    }

    @Test
    void refutersAndPlantedConfounders() {
        JsonObject root =
                json(LALONDE + " --negative-control re75 --refute 20 --plant 0.1,0.2 --budget 400 --threads 1");
        assertThat(root.getAsJsonArray("refuters")).hasSize(4);
        JsonObject hidden = root.getAsJsonArray("planted").get(1).getAsJsonObject();
        assertThat(hidden.get("verdict").getAsString()).isEqualTo("REFUTED");
        // Off by about what the formula predicts: within a fifth, five standard errors of the mean of 100 runs being
        // 0.14.
        assertThat(hidden.get("mean_bias").getAsDouble()
                        / hidden.get("predicted_bias").getAsDouble())
                .isBetween(0.8, 1.2);
        for (int world : new int[] {0, 2}) {
            assertThat(root.getAsJsonArray("planted")
                            .get(world)
                            .getAsJsonObject()
                            .get("verdict")
                            .getAsString())
                    .isNotEqualTo("REFUTED");
        }
        assertThat(json(LALONDE + " --negative-control re75 --refute 20 --plant 0.1,0.2 --budget 400 --threads 2"))
                .isEqualTo(root);
    }

    @Test
    void pairs() {
        JsonObject root = json("sensitivity world:biased-pairs --outcome y --assignment t --stratum pair --gamma 1,2");
        JsonObject pairs = root.getAsJsonObject("rosenbaum");
        assertThat(pairs.get("pairs").getAsInt()).isEqualTo(1000);
        assertThat(pairs.getAsJsonArray("bounds")).hasSize(2);
    }

    @Test
    void publishedNumbers() {
        Run run = run("sensitivity --t 4.18445 --df 783 --strength 0.1,0.1 --risk-ratio 3.9,1.8,8.7");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).contains("0.138776", "0.076258", "0.021873", "7.26303", "A hidden confounder");
        assertThat(run("sensitivity --odds-ratio 2.25 --prevalence rare").out).contains("3.92705");
    }

    @Test
    void saysWhatIsWrong() {
        refused(3, LALONDE + " --benchmark agee", "Did you mean 'age'?", "[unknown-column]");
        refused(3, LALONDE + " --benchmark race --k 3", "No variable can be 3", "[not-identified]");
        refused(2, LALONDE + " --strength 0.1", "--strength takes the shares");
        refused(2, LALONDE + " --strength 1.2,0.1", "[0, 1)");
        refused(2, LALONDE + " --cluster id", "does not use --cluster");
        refused(2, LALONDE + " --q 0", "--q must be");
        refused(2, LALONDE + " --method trust-checks", "does not answer with an estimate");
        refused(2, "sensitivity", "Name a table");
        refused(2, "sensitivity --t 2", "--df");
        refused(3, "sensitivity lalonde --outcome re78 --treatment treat --stratum race", "[unsuitable-method]");
    }
}
