package assay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractMutationTest {

    private static final int MUTANTS = 1000;

    @TempDir
    private Path folder;

    @Test
    void aThousandSpoiledContractsAreReadOrRefusedAndNeverAnythingElse() throws IOException {
        StarterProject project = StarterProject.in(folder);
        List<String> names = Starter.files().keySet().stream()
                .filter(name -> name.endsWith(".yaml") && !name.startsWith("scenarios"))
                .toList();
        int read = 0;
        int refused = 0;
        for (int k = 0; k < MUTANTS; k++) {
            // Half of the mutants are of the experiment, which says most.
            String name = k % 2 == 0 ? "experiment.yaml" : names.get(k / 2 % names.size());
            Path file = folder.resolve(name);
            Files.write(file, new Mutations(k).bytes(project.text(name)));
            try {
                assertThat(project.bundle().plan().metrics()).isNotEmpty();
                read++;
            } catch (ContractException e) {
                refused++;
                assertThat(e.problems()).isNotEmpty();
                assertThat(e.getMessage())
                        .doesNotContain("\u0000", "\u202E", "Exception")
                        .hasSizeLessThan(20_000);
            } catch (RuntimeException e) {
                throw new AssertionError("mutant " + k + " of " + name, e);
            }
            project.write(name, project.text(name));
        }
        assertThat(read).isGreaterThan(20);
        assertThat(refused).isGreaterThan(600);
    }

    @Test
    void schemasAndReaderAgreeOnTheFormOfSpoiledContracts() throws IOException {
        Map<String, String> texts = StarterProject.in(folder).texts();
        JsonObject schemas = JsonParser.parseString(Schemas.all()).getAsJsonObject();
        List<String> differ = new ArrayList<>();
        int valid = 0;
        int compared = 0;
        List<String> names = texts.keySet().stream()
                .filter(name -> !name.startsWith("scenarios"))
                .toList();
        for (int k = 0; k < MUTANTS; k++) {
            String name = names.get(k % names.size());
            String kind = name.startsWith("metrics") ? "metric" : name.startsWith("policies") ? "policy" : "experiment";
            Path file =
                    Files.write(folder.resolve("spoiled.yaml"), new Mutations(k).bytes(texts.getOrDefault(name, "")));
            YamlNode node;
            try {
                node = YamlFile.read(file);
            } catch (ContractException e) {
                continue;
            }
            compared++;
            List<ContractProblem> problems = new ArrayList<>();
            Schemas.shapes().getOrDefault(kind, Fields.none()).check(node, problems);
            List<String> errors =
                    JsonSchemaCheck.errors(schemas.getAsJsonObject(kind + ".schema.json"), JsonSchemaCheck.json(node));
            valid += errors.isEmpty() ? 1 : 0;
            if (problems.isEmpty()
                    ? !errors.isEmpty()
                    : errors.isEmpty() && !problems.stream().allMatch(ContractMutationTest::beyondSchemas)) {
                differ.add(name + " " + k + ": " + problems + " / " + errors);
            }
        }
        assertThat(differ).isEmpty();
        assertThat(compared).isGreaterThan(400);
        assertThat(valid).isBetween(50, compared - 100);
    }

    /** What a schema cannot say: how a number is written, and whether a day is in the calendar. */
    private static boolean beyondSchemas(ContractProblem problem) {
        return List.of("is no integer", "is octal", "is no time", "reckon with").stream()
                .anyMatch(problem.why()::contains);
    }
}
