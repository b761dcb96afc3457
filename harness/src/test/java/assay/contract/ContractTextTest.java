package assay.contract;

import static org.assertj.core.api.Assertions.assertThat;

import assay.decision.ExperimentPlan;
import assay.dgp.scenario.ScenarioPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTextTest {

    @TempDir
    private Path folder;

    private ExperimentPlan again(ExperimentPlan plan, String name) throws IOException {
        for (Map.Entry<String, String> file : ContractText.files(plan).entrySet()) {
            Path path = folder.resolve(name).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return Contracts.experiment(folder.resolve(name).resolve("experiment.yaml"), ContractOptions.usual());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        ExperimentPlan plan =
                StarterProject.in(folder.resolve("starter")).bundle().plan();
        assertThat(again(plan, "again")).isEqualTo(plan);
        for (ScenarioPack scenario : ScenarioPack.values()) {
            assertThat(again(scenario.plan(), scenario.name())).isEqualTo(scenario.plan());
        }
    }

    @Test
    void textThatYamlCouldMisreadIsQuoted() throws IOException {
        StarterProject project = StarterProject.in(folder.resolve("starter"))
                .replace("experiment.yaml", "owner: growth team", "owner: \"no: #1 \\\"x\\\" \\u2028 \\\\ {a}\"")
                .replace("experiment.yaml", "[platform]", "[tribe]|user_columns: {tribe: text}")
                .replace("policies/careful_default.yaml", "policy_version: v1", "policy_version: '1'");
        ExperimentPlan plan = project.bundle().plan();
        assertThat(again(plan, "again")).isEqualTo(plan);
    }
}
