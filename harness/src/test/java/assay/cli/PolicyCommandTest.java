package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import assay.random.Philox;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {

    private static final String LEARN =
            "policy DIR/trial.csv --outcome y --assignment arm --covariates x,city --scores linear --cost mail=0.5 ";

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    /** Mail is worth 4 in Wien where x is above 0, and nothing elsewhere. */
    @BeforeEach
    void write() throws IOException {
        Philox random = new Philox(3, 0, 0);
        List<String> lines = new ArrayList<>(List.of("id,y,arm,x,city"));
        for (int i = 0; i < 900; i++) {
            double x = random.nextGaussian();
            boolean mail = random.nextDouble() < 0.5;
            String city = List.of("bonn", "linz", "wien").get(i % 3);
            double y = x + (mail && x > 0 && city.equals("wien") ? 4 : 0) + random.nextGaussian();
            lines.add(String.format(Locale.ROOT, "u%d,%.4f,%s,%.4f,%s", i, y, mail ? "mail" : "hold", x, city));
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

    @Test
    void learnsJudgesSavesAppliesAndShows() throws IOException {
        Run run = run(LEARN + "--save DIR/mail.json --out DIR/parts");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out)
                .contains("city is wien")
                .contains(": mail.")
                .contains("In plain words")
                .contains("Regret");
        assertThat(run.out).contains("certificate of policy-value:").contains("best of its class - policy");
        assertThat(folder.resolve("parts"))
                .isDirectoryContaining("glob:**/policy.{json,sql,svg}")
                .isDirectoryContaining("glob:**/summary.md");
        Run apply = run("policy apply DIR/mail.json DIR/trial.csv --unit id --out DIR/decisions.csv");
        assertThat(apply.code).as(apply.err).isZero();
        List<String> decisions = Files.readAllLines(folder.resolve("decisions.csv"));
        assertThat(decisions).hasSize(901);
        assertThat(decisions.get(0)).isEqualTo("id,action,leaf");
        assertThat(decisions.get(1)).startsWith("u0,hold,");
        assertThat(run("policy show DIR/mail.json --format sql").out)
                .contains("\"city\" = 'wien'")
                .contains("ELSE 'hold'");
        assertThat(run("policy show DIR/mail.json --format svg").out).contains("city is not wien");
        assertThat(run("policy show DIR/mail.json --format json").out)
                .isEqualTo(Files.readString(folder.resolve("mail.json")));
        assertThat(run("policy show DIR/mail.json").out).contains("learned from 450 rows");
    }

    @Test
    void otherFeaturesAndChangedFilesAreRefused() throws IOException {
        assertThat(run(LEARN + "--save DIR/mail.json").code).isZero();
        Files.write(folder.resolve("other.csv"), List.of("x,town", "1,wien"));
        Run missing = run("policy apply DIR/mail.json DIR/other.csv");
        assertThat(missing.code).isEqualTo(3);
        assertThat(missing.err).contains("[unknown-column]");
        Files.write(folder.resolve("level.csv"), List.of("x,city", "1,graz"));
        Run level = run("policy apply DIR/mail.json DIR/level.csv");
        assertThat(level.code).isEqualTo(3);
        assertThat(level.err).contains("[unknown-level]").contains("graz");
        String json = Files.readString(folder.resolve("mail.json"));
        Files.writeString(folder.resolve("mail.json"), json.replace("\"mail\"", "\"call\""));
        Run changed = run("policy show DIR/mail.json");
        assertThat(changed.code).isEqualTo(3);
        assertThat(changed.err).contains("[policy-file]").contains("checksum");
    }

    @Test
    void costsThatForbidEverythingAreRefused() {
        Run run = run(LEARN.replace("mail=0.5 ", "mail=500"));
        assertThat(run.code).isEqualTo(3);
        assertThat(run.err).contains("the costs forbid everything else").contains("Give 'hold' to all");
        Run unknown = run(LEARN.replace("mail=0.5 ", "post=1"));
        assertThat(unknown.code).isEqualTo(3);
        assertThat(unknown.err).contains("[unknown-level]");
    }

    @Test
    void budgetsAreKeptAndChecked() {
        Run run = run(LEARN + "--share 0.1 --format json");
        assertThat(run.code).as(run.err).isZero();
        double treated = 0;
        for (var leaf : JsonParser.parseString(run.out).getAsJsonObject().getAsJsonArray("rules")) {
            boolean mail = leaf.getAsJsonObject().get("action").getAsString().equals("mail");
            treated += mail ? leaf.getAsJsonObject().get("share").getAsDouble() : 0;
        }
        // Kept on the rows that were learned from; on the others up to chance, here five standard errors.
        assertThat(treated).isLessThan(0.1 + 5 * 0.0142);
        for (String bad : List.of("--share 0", "--share 1.5", "--budget 0", "--budget 0.1 --share 0.5", "--depth 7")) {
            assertThat(run(LEARN + bad).code).as(bad).isEqualTo(2);
        }
    }

    @Test
    void answersOfTheCatalogueArePrinted() {
        Run run = run("estimate policy-gain world:many-actions --outcome y --assignment t --covariates x0,x1,x2,x3"
                + " --propensity e");
        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out).contains("policy - 1 for all");
    }
}
