package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.random.Philox;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnalyzeCommandTest {

    private static final String DESIGN = "--outcome sales,visits --assignment arm --cluster store";

    @TempDir
    Path folder;

    private Path file = Path.of("");

    private record Run(int code, String out, String err) {}

    @BeforeEach
    void write() throws IOException {
        Philox random = new Philox(11, 0, 0);
        StringBuilder csv = new StringBuilder("arm,received,store,tenure,device,week,e,sales,visits\n");
        for (int i = 0; i < 400; i++) {
            int arm = (int) (random.nextDouble() * 2);
            int received = random.nextDouble() < 0.8 ? arm : 1 - arm;
            int tenure = (int) (random.nextDouble() * 12);
            String device = random.nextDouble() < 0.4 ? "desktop" : "mobile";
            csv.append(arm == 1 ? "b" : "a").append(',').append(received == 1 ? "b" : "a");
            csv.append(',').append("s").append((int) (random.nextDouble() * 30));
            csv.append(',').append(tenure).append(',').append(device);
            csv.append(',').append(1 + i % 3).append(",0.5,");
            csv.append(20 + received + 0.2 * tenure + random.nextGaussian()).append(',');
            csv.append(3 + random.nextGaussian()).append('\n');
        }
        file = Files.writeString(folder.resolve("shop.csv"), csv);
    }

    private Run run(String options, String... more) {
        List<String> args = new ArrayList<>(List.of("analyze", file.toString()));
        args.addAll(List.of(options.split(" ", -1)));
        args.addAll(List.of(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args.toArray(new String[0]), new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private JsonArray effects(String options, String... more) {
        Run run = run(options + " --format json", more);
        assertThat(run.code).as(run.err).isZero();
        return JsonParser.parseString(run.out).getAsJsonObject().getAsJsonArray("effects");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compressed", "streamed", "duckdb"})
    void everyPathPrintsTheSameNumbers(String path) {
        for (String design : List.of(
                DESIGN,
                DESIGN + " --treatment received --covariates tenure,device",
                "--outcome sales --assignment arm --propensity e --covariates tenure --by device",
                DESIGN + " --covariates tenure --population superpopulation --relative --by device")) {
            JsonArray rows = effects(design);
            JsonArray other = effects(design + " --path " + path);
            assertThat(other).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                JsonObject expected = rows.get(i).getAsJsonObject();
                JsonObject actual = other.get(i).getAsJsonObject();
                for (String column : List.of("estimate", "std_error", "df", "p_value", "conf_low", "conf_high")) {
                    double value = expected.get(column).getAsDouble();
                    assertThat(actual.get(column).getAsDouble())
                            .as(design + " " + column)
                            .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
                }
                for (String column : List.of("estimand", "outcome", "arm", "segment", "term", "n")) {
                    assertThat(actual.get(column)).isEqualTo(expected.get(column));
                }
            }
        }
    }

    @Test
    void printsWhatItIsAboutAboveTheRows() {
        Run run = run(DESIGN + " --treatment received");

        assertThat(run.code).as(run.err).isZero();
        assertThat(run.out)
                .contains("itt: intention-to-treat effect")
                .contains("late: local average treatment effect")
                .contains("compliance: share of compliers")
                .contains("variance: CR2, t with Satterthwaite degrees of freedom")
                .contains("rows: 400 (")
                .contains("clusters: 30; compliance: two-sided")
                .contains("b - a");
    }

    @Test
    void answersForSegmentsTimesAndTargets() {
        assertThat(effects(DESIGN, "--where", "device = 'desktop'", "--where", "tenure > 5 and device = 'mobile'"))
                .hasSize(4);
        assertThat(effects(DESIGN + " --time week --by week")).hasSize(6);
        JsonArray target = effects(
                DESIGN + " --saturate device --counted 100",
                "--project",
                "device = 'desktop'=0.2",
                "--project",
                "device = 'mobile' = 0.8");
        assertThat(target).hasSize(2);
        assertThat(target.get(0).getAsJsonObject().get("segment").getAsString()).isEqualTo("target");
        JsonArray always = effects(DESIGN + " --anytime --planned 60");
        JsonArray fixed = effects(DESIGN);
        assertThat(width(always)).isGreaterThan(width(fixed));
        assertThat(effects(DESIGN + " --treatment received --extrapolate homogeneous_effect"))
                .hasSize(2);
    }

    private static double width(JsonArray effects) {
        JsonObject first = effects.get(0).getAsJsonObject();
        return first.get("conf_high").getAsDouble() - first.get("conf_low").getAsDouble();
    }

    @Test
    void ranksArms() {
        Run csv = run(DESIGN + " --rank --format csv");
        assertThat(csv.out).startsWith("outcome,segment,arm,probability_best,expected_loss\nsales,all,a,");
        assertThat(run(DESIGN + " --rank").out).contains("probability_best");
        Run json = run(DESIGN + " --rank --format json");
        assertThat(JsonParser.parseString(json.out).getAsJsonObject().getAsJsonArray("ranking"))
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--outcome sales --assignment arm --covariates received --treatment received | post-treatment",
                "--outcome sale --assignment arm | unknown-column",
                "--outcome device --assignment arm | not-numeric",
                "--outcome sales --assignment arm --by tenur | unknown-column",
                "--outcome sales | missing-role",
                "--outcome sales --assignment arm --where tenure>100 | empty-segment",
                "--outcome sales --assignment arm --where tenure>>1 | condition-syntax",
                "--outcome sales --assignment arm --where sales>1 | post-treatment",
                "--outcome sales --assignment arm --where device='phone' | unknown-level",
                "--outcome sales --assignment arm --post-treatment week --covariates week | post-treatment",
                "--outcome sales --assignment arm --project tenure>5=1 | not-a-partition",
                "--outcome sales --assignment arm --cluster arm | too-few-clusters",
            })
    void dataThatCannotBeAnalysedAreRejected(String options, String code) {
        Run run = run(options.strip());

        assertThat(run.code).as(run.err).isEqualTo(Exit.DATA);
        assertThat(run.out).isEmpty();
        assertThat(run.err).contains("[" + code.strip() + "]").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--assignment arm",
                "--outcome sales --assignment arm --weight e",
                "--outcome sales --assignment arm --treated b",
                "--outcome sales --assignment arm --by device --where tenure>3",
                "--outcome sales --assignment arm --planned 3",
                "--outcome sales --assignment arm --counted 3",
                "--outcome sales --assignment arm --project tenure>3",
                "--outcome sales --assignment arm --project tenure>3=0.3",
                "--outcome sales --assignment arm --level 2",
            })
    void wrongUseIsTold(String options) {
        Run run = run(options);

        assertThat(run.code).as(run.err).isEqualTo(Exit.USAGE);
        assertThat(run.out).isEmpty();
        assertThat(run.err).startsWith("error: ").doesNotContain("\tat ");
    }
}
