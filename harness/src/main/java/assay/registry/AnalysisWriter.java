package assay.registry;

import assay.Interval;
import assay.decision.ExperimentPlan;
import assay.decision.MetricReading;
import assay.decision.Variant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes readings, and of the primary metric the effect and the evidence of each treatment. */
final class AnalysisWriter {

    private final Database database;

    AnalysisWriter(Database database) {
        this.database = database;
    }

    void write(
            Ledger.Entry entry,
            ExperimentPlan plan,
            int revision,
            OptionalLong transition,
            AnalysisResult analysis,
            Step step) {
        long id = 1 + database.number("SELECT coalesce(max(analysis_id), 0) FROM analyses");
        String reading = Texts.of(plan, analysis.reading()).toString();
        Row row = new Row()
                .with("analysis_id", id)
                .with("experiment_id", plan.id())
                .with("revision", revision)
                .with("kind", transition.isPresent() ? "final" : "interim")
                .with("analysed_at", step.at())
                .with("actor", step.actor())
                .with("data_source", analysis.source())
                .with("trust", analysis.report().state().name().toLowerCase(Locale.ROOT))
                .with("units", analysis.units())
                .with("report", Texts.of(analysis.report()).toString())
                .with("reading", reading)
                .with("reading_sha256", Digest.of(reading));
        transition.ifPresent(move -> row.with("transition_id", move));
        entry.add("analyses", row);
        double priorUnits = new Transitions(database)
                .launched(plan.id())
                .map(launch -> launch.real("prior_units"))
                .orElse(1.0);
        for (Variant arm : plan.treatments()) {
            Optional<MetricReading> found =
                    analysis.reading().find(plan.primary().id(), plan.primaryView(), arm.name());
            found.ifPresent(primary -> entry.add("analysis_effects", effect(id, plan, primary, priorUnits)));
        }
    }

    private static Row effect(long analysis, ExperimentPlan plan, MetricReading reading, double priorUnits) {
        Interval interval =
                reading.decisive().inference().interval(1 - plan.policy().alpha());
        return new Row()
                .with("analysis_id", analysis)
                .with("arm", reading.arm())
                .with("metric", reading.metric().id())
                .with("control_units", reading.units().control())
                .with("treated_units", reading.units().treated())
                .withNumber("control_mean", reading.controlMean())
                .withNumber("treated_mean", reading.treatedMean())
                .withNumber("effect", reading.decisive().value())
                .withNumber("std_error", reading.decisive().stdError())
                .withNumber("conf_low", interval.lower())
                .withNumber("conf_high", interval.upper())
                .withNumber("p_value", reading.decisive().inference().pValue(0))
                .with("log_e", PrimaryEvidence.log(reading, priorUnits));
    }
}
