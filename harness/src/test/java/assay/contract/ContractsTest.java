package assay.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.decision.AnalysisMode;
import assay.decision.DecisionPolicy;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.Purpose;
import assay.decision.Threshold;
import assay.decision.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ContractsTest {

    private static final String E = "experiment.yaml";
    private static final String P = "policies/careful_default.yaml";

    @TempDir
    private Path folder;

    @Test
    void theStarterMeansWhatItSays() throws IOException {
        ContractBundle bundle = StarterProject.in(folder).bundle();
        ExperimentPlan plan = bundle.plan();
        assertThat(plan.mode()).isEqualTo(AnalysisMode.FIXED_HORIZON);
        assertThat(plan.primaryView()).isEqualTo(View.TRIGGERED);
        assertThat(plan.primary().id()).isEqualTo("conversion_7d");
        assertThat(plan.primary().practical()).isEqualTo(new Threshold(1, Threshold.Unit.PERCENTAGE_POINTS));
        assertThat(plan.of(Purpose.GUARDRAIL))
                .extracting(MetricDefinition::id)
                .containsExactly("uninstall_rate", "support_ticket_rate");
        assertThat(plan.audience())
                .hasToString("Optional[(country in ('US', 'CA')) and (tenure_days_at_experiment_start < 30)]");
        assertThat(plan.exclusions()).hasToString("[is_bot = 1, is_internal = 1]");
        assertThat(plan.plannedUnits()).isEqualTo(OptionalInt.of(100_000));
        assertThat(plan.minimumDays()).isEqualTo(14);
        assertThat(plan.policy().alpha()).isEqualTo(0.05);
        assertThat(plan.policy().segments())
                .map(DecisionPolicy.Segments::correction)
                .contains(DecisionPolicy.Segments.Correction.HOLM);
        assertThat(bundle.notes()).isEmpty();
        assertThat(bundle.files()).hasSize(9);
        assertThat(bundle.files().get(0).file()).isEqualTo(folder.resolve(E));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bad-contracts.txt", delimiter = '~', quoteCharacter = '`')
    void everyMistakeIsToldWithItsPlaceAndWhatToDo(String file, String old, String text, String message)
            throws IOException {
        String name = file.equals("E") ? E : file.equals("P") ? P : "metrics/" + file + ".yaml";
        StarterProject project =
                StarterProject.in(folder).replace(name, old, text == null || text.equals("-") ? "" : text);
        assertThatThrownBy(project::bundle)
                .isInstanceOf(ContractException.class)
                .hasMessageContaining(
                        message.replace("@P", folder.resolve("metrics").toString()))
                .hasMessageMatching("(?s).*:\\d+:\\d+: .*[.] [A-Z].*[.]");
    }

    @Test
    void allMistakesOfAllFilesAreToldAtOnce() throws IOException {
        StarterProject project = StarterProject.in(folder)
                .replace(E, "owner: growth team", "ownr: growth team")
                .replace(E, "weight: 0.5", "weight: half")
                .replace(P, "default_alpha: 0.05", "default_alpha: 5")
                .replace("metrics/ctr_7d.yaml", "window_days: 7", "window_days: 0");
        assertThatThrownBy(project::bundle)
                .isInstanceOfSatisfying(
                        ContractException.class,
                        e -> assertThat(e.problems())
                                .extracting(ContractProblem::field)
                                .containsExactlyInAnyOrder(
                                        "ownr", "owner", "variants[0].weight", "window_days", "default_alpha"));
    }

    @Test
    void metricsAndPolicyMayStandInTheExperiment() throws IOException {
        StarterProject project = StarterProject.in(folder);
        String metric = project.text("metrics/conversion_7d.yaml")
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> "    " + line)
                .reduce("", (a, b) -> a + b + "\n");
        String policy = project.text(P).lines().map(line -> "  " + line).reduce("", (a, b) -> a + b + "\n");
        ExperimentPlan before = project.bundle().plan();
        Files.delete(folder.resolve("metrics/conversion_7d.yaml"));
        Files.delete(folder.resolve(P));
        String alone = project.text(E).replaceFirst("decision_policy_id: .*", "");
        project.write(E, alone + "metrics:\n  -\n" + metric + "decision_policy:\n" + policy);
        assertThat(project.bundle().plan()).isEqualTo(before);
        assertThat(project.bundle().files()).hasSize(7);
    }

    @Test
    void metricsAndPoliciesAreFoundBesideTheFolderAndByName() throws IOException {
        StarterProject project = StarterProject.in(folder);
        ExperimentPlan before = project.bundle().plan();
        Path deeper = folder.resolve("experiments/x.yaml");
        Files.createDirectories(deeper.getParent());
        Files.move(project.experiment(), deeper);
        assertThat(Contracts.experiment(deeper, ContractOptions.usual())).isEqualTo(before);
        Path away = folder.resolve("away");
        Files.createDirectory(away);
        Files.move(deeper, away.resolve("x.yaml"));
        ContractOptions options = new ContractOptions(List.of(folder.resolve("metrics")), List.of(folder.resolve(P)));
        assertThat(Contracts.experiment(away.resolve("x.yaml"), options)).isEqualTo(before);
        assertThatThrownBy(() -> Contracts.experiment(
                        away.resolve("x.yaml"), new ContractOptions(List.of(folder.resolve("none")), List.of())))
                .hasMessageContaining("none: there is no such file");
    }

    @Test
    void severalVersionsOfAMetricMustBePinned() throws IOException {
        StarterProject project = StarterProject.in(folder);
        String second = project.text("metrics/retention_7d.yaml").replace("version: 1", "version: 2");
        project.write("metrics/retention_7d_v2.yaml", second);
        assertThatThrownBy(project::bundle)
                .hasMessageContaining("secondary_metrics[0]: metric 'retention_7d' has the versions 1, 2. Say which");
        project.replace(E, "[retention_7d,", "[retention_7d@2,");
        assertThat(project.bundle().plan().of(Purpose.SECONDARY).get(0).version())
                .isEqualTo(2);
        project.write("metrics/copy.yaml", second);
        assertThatThrownBy(project::bundle)
                .hasMessageContaining("metric 'retention_7d' of version 2 is defined already in");
    }

    @Test
    void whatMayBeForgottenIsNoted() throws IOException {
        StarterProject project = StarterProject.in(folder)
                .replace(E, "guardrail_metrics: [uninstall_rate, support_ticket_rate]", "guardrail_metrics: []")
                .replace(E, "planned_units: 100000", "planned_units: 1000")
                .replace(E, "itt_opportunity ", "tot_exposed ")
                .replace(E, "observation_end_ts_utc: \"2026-03-17", "observation_end_ts_utc: \"2026-03-08")
                .replace("metrics/sessions_7d.yaml", "sessions_7d|covariate", "taps_7d|covariate");
        assertThat(project.bundle().notes())
                .anyMatch(note -> note.contains("no guardrails"))
                .anyMatch(note -> note.contains("exposed users"))
                .anyMatch(note -> note.contains("asks for 5000 users at least, more than 1000 are planned"))
                .anyMatch(note ->
                        note.contains("'revenue_30d' needs 30 days of each user, and the last is watched for 21"))
                .anyMatch(
                        note -> note.contains("Column 'taps_7d' of metric 'sessions_7d' is none of the usual columns"));
    }

    @Test
    void aDigestChangesWithAnyFileAndNotWithFolders(@TempDir Path other) throws IOException {
        StarterProject project = StarterProject.in(folder);
        String digest = project.bundle().sha256();
        assertThat(StarterProject.in(other).bundle().sha256()).isEqualTo(digest);
        project.replace("metrics/ctr_7d.yaml", "0.05", "0.06");
        assertThat(project.bundle().sha256()).isNotEqualTo(digest);
    }
}
