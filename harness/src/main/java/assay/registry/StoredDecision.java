package assay.registry;

import assay.decision.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A decision as it was recorded.
 *
 * @param id number in the store
 * @param experiment its experiment
 * @param sequence which of its experiment, from 1
 * @param kind first, one that supersedes, or a person's
 * @param action what was decided
 * @param arm the treatment it is about; empty where none ships
 * @param at when
 * @param by who
 * @param primaryResult the primary metric in words
 * @param guardrails the guardrails in words
 * @param notes why, and for a person's decision the reason that was written
 * @param overrides the computed decision that a person's one replaces
 * @param record all of it, JSON
 * @param recordSha256 digest of the record
 */
public record StoredDecision(
        long id,
        String experiment,
        int sequence,
        Kind kind,
        Action action,
        String arm,
        Instant at,
        String by,
        String primaryResult,
        String guardrails,
        String notes,
        OptionalLong overrides,
        String record,
        String recordSha256) {

    /** Which decision of an experiment it is. */
    public enum Kind {
        /** The first. */
        FIRST,
        /** A later one, which is in force since. */
        SUPERSEDING,
        /** What a person decided instead of the computed one before it. */
        OVERRIDE
    }

    static StoredDecision of(Row row) {
        return new StoredDecision(
                row.number("decision_id"),
                row.text("experiment_id"),
                row.integer("sequence"),
                Kind.valueOf(row.text("kind").toUpperCase(java.util.Locale.ROOT)),
                Action.valueOf(row.text("decision")),
                row.text("arm"),
                row.instant("decided_at"),
                row.text("decided_by"),
                row.text("primary_metric_result"),
                row.text("guardrail_summary"),
                row.text("notes"),
                row.has("overrides") ? OptionalLong.of(row.number("overrides")) : OptionalLong.empty(),
                row.text("record"),
                row.text("record_sha256"));
    }

    /**
     * Which of two decisions is in force: the later one.
     *
     * @param other another decision of the experiment
     * @return the one with the larger sequence
     */
    public StoredDecision later(Optional<StoredDecision> other) {
        return other.filter(o -> o.sequence > sequence).orElse(this);
    }
}
