package assay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.cli.Main;
import assay.scenario.ScenarioFile;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(args, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void initWritesAProjectThatPassesItsCheckAndIsNotOverwritten() throws IOException {
        String project = folder.resolve("deep/checkout").toString();
        assertThat(run("init", project)).isZero();
        assertThat(out.toString().lines())
                .hasSize(Starter.files().size())
                .allMatch(line -> Files.exists(Path.of(line)));
        assertThat(run("contract", "check", project, "--format", "csv")).isZero();
        assertThat(out.toString().lines())
                .hasSize(11)
                .anyMatch(line -> line.contains("scenario,onboarding_works,sha256:"));
        assertThat(err.toString()).isEmpty();
        Path mine = Files.writeString(folder.resolve("deep/checkout/experiment.yaml"), "mine");
        assertThat(run("init", project)).isEqualTo(2);
        assertThat(err.toString()).contains("holds files already, and none is overwritten");
        assertThat(mine).hasContent("mine");
        assertThat(run("init", mine.toString())).isEqualTo(2);
        try (Stream<Path> beside = Files.list(folder.resolve("deep"))) {
            assertThat(beside).hasSize(1);
        }
    }

    @Test
    void anEmptyFolderIsFilled() throws IOException {
        Starter.write(folder);
        assertThat(Contracts.experiment(folder.resolve("experiment.yaml"), ContractOptions.usual())
                        .id())
                .isEqualTo("new_onboarding");
        assertThatThrownBy(() -> Starter.write(folder)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void mistakesEndInTheExitCodeOfRejectedDataWithoutATrace() throws IOException {
        Starter.write(folder);
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, Files.readString(file).replace("primary_metric:", "primary_metirc:"));
        assertThat(run("contract", "check", file.toString())).isEqualTo(3);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("2 errors:\n" + file + ":")
                .contains("Did you mean 'primary_metric'?")
                .doesNotContain("\tat ");
        Files.writeString(file, "words: 1\n");
        assertThat(run("contract", "check", file.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("it is not clear what this is a contract of");
        assertThat(run("contract", "check", folder.resolve("schemas").toString()))
                .isEqualTo(2);
        assertThat(run("contract")).isEqualTo(2);
    }

    @Test
    void everyStarterFileIsValidByTheSchemaThatItNames() throws IOException {
        Starter.write(folder);
        for (Map.Entry<String, String> file : Starter.files().entrySet()) {
            if (!file.getKey().endsWith(".yaml")) {
                continue;
            }
            String named = file.getValue().lines().findFirst().orElse("").replaceFirst(".*[$]schema=", "");
            Path path = folder.resolve(file.getKey());
            JsonObject schema = JsonParser.parseString(Files.readString(path.resolveSibling(named)))
                    .getAsJsonObject();
            assertThat(JsonSchemaCheck.errors(schema, JsonSchemaCheck.json(YamlFile.read(path))))
                    .as(file.getKey())
                    .isEmpty();
        }
    }

    @Test
    void schemasArePrintedAndWritten() throws IOException {
        assertThat(run("contract", "schema", "metric")).isZero();
        assertThat(JsonParser.parseString(out.toString())
                        .getAsJsonObject()
                        .get("$schema")
                        .getAsString())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(run("contract", "schema", "--out", folder.toString())).isZero();
        for (Map.Entry<String, String> schema : Schemas.schemas().entrySet()) {
            assertThat(folder.resolve(schema.getKey())).hasContent(schema.getValue());
        }
        assertThat(Schemas.schemas().keySet())
                .isEqualTo(Set.of(
                        "experiment.schema.json", "metric.schema.json", "policy.schema.json", "scenario.schema.json"));
        assertThat(run("contract", "schema", "chapter")).isEqualTo(2);
    }

    @Test
    void theStarterScenarioIsReadWithItsExperiment() throws IOException {
        Starter.write(folder);
        assertThat(ScenarioFile.read(folder.resolve("scenarios/onboarding_works.yaml"), ContractOptions.usual())
                        .world()
                        .plan())
                .isEqualTo(Contracts.experiment(folder.resolve("experiment.yaml"), ContractOptions.usual()));
        assertThat(List.copyOf(Schemas.shapes().keySet()))
                .containsExactly("experiment", "metric", "policy", "scenario");
    }
}
