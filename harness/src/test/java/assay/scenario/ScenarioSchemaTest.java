package assay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import assay.contract.ScenarioFields;
import assay.contract.YamlFile;
import assay.dgp.scenario.ScenarioPack;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScenarioSchemaTest {

    @Test
    void theSchemaKnowsTheFieldsThatTheReaderKnows() {
        assertThat(ScenarioFields.names("")).containsExactlyInAnyOrder(ScenarioKeys.TOP);
        assertThat(ScenarioFields.names("population")).containsExactlyInAnyOrder(ScenarioKeys.POPULATION);
        assertThat(ScenarioFields.names("baseline_behavior")).containsExactlyInAnyOrder(ScenarioKeys.BASELINE);
        assertThat(ScenarioFields.names("opportunity_and_delivery")).containsExactlyInAnyOrder(ScenarioKeys.DELIVERY);
        assertThat(ScenarioFields.names("data_quality_and_noise")).containsExactlyInAnyOrder(ScenarioKeys.QUALITY);
        assertThat(ScenarioFields.names("pathology_flags")).containsExactlyInAnyOrder(ScenarioKeys.PATHOLOGY);
        assertThat(ScenarioFields.names("metric_generation")).containsExactlyInAnyOrder(ScenarioKeys.SIGNAL);
    }

    @Test
    void everyScenarioOfThePackIsValidInForm() {
        for (ScenarioPack scenario : ScenarioPack.values()) {
            String text = ScenarioText.files(Scenario.of(scenario)).getOrDefault("scenario.yaml", "");
            ScenarioFields.check(YamlFile.parse(Path.of(scenario.code() + ".yaml"), text));
        }
    }
}
