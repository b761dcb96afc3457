package assay.registry;

import assay.decision.Action;
import assay.decision.DecisionRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes decisions: each is a row of its own, and none is changed. */
final class DecisionWriter {

    private final Database database;

    DecisionWriter(Database database) {
        this.database = database;
    }

    /** The decisions of an experiment, in their order. */
    List<StoredDecision> decisions(String experiment) {
        return database
                .rows("SELECT * FROM experiment_decisions WHERE experiment_id = ? ORDER BY sequence", experiment)
                .stream()
                .map(StoredDecision::of)
                .toList();
    }

    /** The computed decision in force, if it is this very one. */
    Optional<StoredDecision> same(String experiment, int revision, DecisionRecord record) {
        String digest = Digest.of(Texts.of(record).toString());
        List<Row> computed = database.rows(
                "SELECT * FROM experiment_decisions WHERE experiment_id = ? AND kind <> 'override' "
                        + "ORDER BY sequence DESC LIMIT 1",
                experiment);
        return computed.stream()
                .filter(row -> row.text("record_sha256").equals(digest) && row.integer("revision") == revision)
                .map(StoredDecision::of)
                .findFirst();
    }

    long computed(Ledger.Entry entry, String experiment, int revision, DecisionRecord record, Instant at, String by) {
        String notes = String.join(
                " ",
                record.reasons().stream().map(DecisionRecord.Reason::message).toList());
        boolean first = decisions(experiment).isEmpty();
        return write(
                entry,
                new Decided(
                        experiment,
                        revision,
                        first ? StoredDecision.Kind.FIRST : StoredDecision.Kind.SUPERSEDING,
                        record.action(),
                        record.arm(),
                        notes,
                        OptionalLong.empty()),
                record,
                at,
                by);
    }

    /** What a person decided instead. */
    long instead(Ledger.Entry entry, int revision, StoredDecision of, Action action, DecisionRecord record, Step step) {
        return write(
                entry,
                new Decided(
                        of.experiment(),
                        revision,
                        StoredDecision.Kind.OVERRIDE,
                        action,
                        action.ships() ? armOf(record) : "",
                        step.reason(),
                        OptionalLong.of(of.id())),
                record,
                step.at(),
                step.actor());
    }

    private static String armOf(DecisionRecord record) {
        return record.arm().isEmpty() ? record.plan().treatments().get(0).name() : record.arm();
    }

    private record Decided(
            String experiment,
            int revision,
            StoredDecision.Kind kind,
            Action action,
            String arm,
            String notes,
            OptionalLong overrides) {}

    private long write(Ledger.Entry entry, Decided decided, DecisionRecord record, Instant at, String by) {
        String text = Texts.of(record).toString();
        long id = 1 + database.number("SELECT coalesce(max(decision_id), 0) FROM experiment_decisions");
        long sequence = 1
                + database.number(
                        "SELECT coalesce(max(sequence), 0) FROM experiment_decisions WHERE experiment_id = ?",
                        decided.experiment());
        Row row = new Row()
                .with("decision_id", id)
                .with("experiment_id", decided.experiment())
                .with("revision", decided.revision())
                .with("sequence", sequence)
                .with("kind", decided.kind().name().toLowerCase(Locale.ROOT))
                .with("decision", decided.action().name())
                .with("arm", decided.arm())
                .with("segments", Texts.array(record.segments()).toString())
                .with("decision_date", at.atZone(ZoneOffset.UTC).toLocalDate())
                .with("decided_at", at)
                .with("decided_by", by)
                .with("primary_metric_result", Summary.primary(record.plan(), record.reading()))
                .with("guardrail_summary", Summary.guardrails(record.plan(), record.reading()))
                .with("notes", decided.notes())
                .with("record", text)
                .with("record_sha256", Digest.of(text));
        decided.overrides().ifPresent(other -> row.with("overrides", other));
        entry.add("experiment_decisions", row);
        return id;
    }
}
