package assay.registry;

import assay.decision.AnalysisMode;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Variant;
import assay.experiment.Better;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes what was agreed about an experiment. */
final class ContractWriter {

    private final Database database;

    ContractWriter(Database database) {
        this.database = database;
    }

    void experiment(Ledger.Entry entry, ExperimentPlan plan, Experiment.Origin origin, Instant at, String actor) {
        entry.add(
                "experiments",
                new Row()
                        .with("experiment_id", plan.id())
                        .with("origin", origin.name().toLowerCase(Locale.ROOT))
                        .with("created_at", at)
                        .with("created_by", actor));
    }

    /** Adds a contract as the next revision. */
    int revision(Ledger.Entry entry, Contract contract, String reason, Instant at, String actor) {
        ExperimentPlan plan = contract.plan();
        int revision = 1
                + Math.toIntExact(database.number(
                        "SELECT coalesce(max(revision), 0) FROM contract_revisions WHERE experiment_id = ?",
                        plan.id()));
        Row row = new Row()
                .with("experiment_id", plan.id())
                .with("revision", revision)
                .with("sha256", contract.sha256())
                .with("name", plan.title())
                .with("owner", plan.owner())
                .with("hypothesis", plan.hypothesis())
                .with("primary_metric", plan.primary().id())
                .with("randomization_unit", plan.cluster().orElse("user"))
                .with("analysis_mode", plan.mode() == AnalysisMode.ALWAYS_VALID ? "always_valid" : "fixed_horizon")
                .with("assignment_start", plan.assignmentStart())
                .with("assignment_end", plan.assignmentEnd())
                .with("observation_end", plan.observationEnd())
                .with("minimum_days", plan.minimumDays())
                .with("alpha", plan.policy().alpha())
                .with("power", plan.policy().power())
                .with("reason", reason)
                .with("recorded_at", at)
                .with("recorded_by", actor);
        plan.plannedUnits().ifPresent(units -> row.with("planned_units", units));
        entry.add("contract_revisions", row);
        files(entry, contract, revision);
        variants(entry, plan, revision);
        metrics(entry, plan, revision, at);
        return revision;
    }

    private void files(Ledger.Entry entry, Contract contract, int revision) {
        for (ContractFile file : contract.files()) {
            if (database.number("SELECT count(*) FROM contract_texts WHERE sha256 = ?", file.sha256()) == 0) {
                entry.add(
                        "contract_texts",
                        new Row().with("sha256", file.sha256()).with("content", file.text()));
            }
            entry.add(
                    "contract_files",
                    key(contract.plan(), revision)
                            .with("role", file.role().code())
                            .with("path", file.path())
                            .with("sha256", file.sha256()));
        }
    }

    private static void variants(Ledger.Entry entry, ExperimentPlan plan, int revision) {
        for (Variant variant : plan.variants()) {
            entry.add(
                    "experiment_variants",
                    key(plan, revision)
                            .with("variant", variant.name())
                            .with("kind", variant.kind() == Variant.Kind.CONTROL ? "control" : "treatment")
                            .with("allocation_pct", 100 * variant.share())
                            .with("description", variant.description()));
        }
    }

    private void metrics(Ledger.Entry entry, ExperimentPlan plan, int revision, Instant at) {
        for (PlannedMetric planned : plan.metrics()) {
            MetricDefinition metric = planned.metric();
            String definition = Texts.of(metric).toString();
            List<Row> known = database.rows(
                    "SELECT sha256 FROM metric_definitions WHERE metric = ? AND version = ?",
                    metric.id(),
                    metric.version());
            if (known.isEmpty()) {
                entry.add(
                        "metric_definitions",
                        new Row()
                                .with("metric", metric.id())
                                .with("version", metric.version())
                                .with("owner", metric.owner())
                                .with("metric_type", metric.type().name().toLowerCase(Locale.ROOT))
                                .with("direction", metric.better() == Better.LARGER ? "higher" : "lower")
                                .with("definition", definition)
                                .with("sha256", Digest.of(definition))
                                .with("registered_at", at));
            } else if (!known.get(0).text("sha256").equals(Digest.of(definition))) {
                throw new RegistryException(
                        RegistryProblem.METRIC_REDEFINED,
                        "version " + metric.version() + " of metric '" + metric.id()
                                + "' is in the store with another definition; raise its version, so that readings of both stay "
                                + "comparable to themselves.");
            }
            entry.add(
                    "experiment_metrics",
                    key(plan, revision)
                            .with("metric", metric.id())
                            .with("version", metric.version())
                            .with("purpose", planned.purpose().name().toLowerCase(Locale.ROOT)));
        }
    }

    private static Row key(ExperimentPlan plan, int revision) {
        return new Row().with("experiment_id", plan.id()).with("revision", revision);
    }
}
