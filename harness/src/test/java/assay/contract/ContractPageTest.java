package assay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractPageTest {

    private static final Pattern SAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private static String page() throws IOException {
        String root = System.getProperty("assay.root", System.getenv("ASSAY_ROOT"));
        return Files.readString(Path.of(root == null ? ".." : root).resolve("site/content/contracts.md"));
    }

    @Test
    void theSamplesOfThePageAreTheStarter() throws IOException {
        List<String> samples =
                SAMPLE.matcher(page()).results().map(match -> match.group(1)).toList();
        assertThat(samples)
                .containsExactly(
                        Starter.files().get("experiment.yaml"),
                        Starter.files().get("metrics/uninstall_rate.yaml"),
                        Starter.files().get("policies/careful_default.yaml"));
    }

    @Test
    void theMessagesOfThePageAreTold() throws IOException {
        StarterProject project = StarterProject.in(folder)
                .replace("experiment.yaml", "primary_metric:", "primary_metirc:")
                .replace("metrics/uninstall_rate.yaml", "allowed_degradation_threshold_type: percentage_points|", "")
                .replace("policies/careful_default.yaml", "trust_checks:|", "trust_checks:|  enabled: false|");
        ContractException told = catchThrowableOfType(ContractException.class, project::bundle);
        List<MatchResult> shown = Pattern.compile("(?m)^checkout/(.*?)(?: [.]{3})?$")
                .matcher(page())
                .results()
                .filter(match -> match.group(1).contains(".yaml:"))
                .toList();
        assertThat(shown).hasSize(3);
        for (MatchResult line : shown) {
            assertThat(told).hasMessageContaining(folder + "/" + line.group(1));
        }
    }
}
