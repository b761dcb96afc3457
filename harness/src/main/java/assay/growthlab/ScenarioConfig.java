package assay.growthlab;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What an experiment file is: an experiment, or a scenario with one inside. */
record ScenarioConfig(@Nullable String id, @Nullable String type, ExperimentConfig experiment) {

    static ScenarioConfig read(Path file) throws IOException {
        YamlMapping yaml = YamlMapping.read(file);
        if (!yaml.has("scenario_id")) {
            return new ScenarioConfig(null, null, ExperimentConfig.read(yaml));
        }
        // The rest of a scenario is for its generator.
        return new ScenarioConfig(
                yaml.text("scenario_id"),
                yaml.text("scenario_type"),
                ExperimentConfig.read(yaml.mapping("experiment")));
    }
}
