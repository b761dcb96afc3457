package assay.registry;

import com.google.gson.JsonArray;
import java.time.Instant;

/**
 * An entry of the log. Each holds the digest of the one before, so that none can be changed, taken out or put in between without
 * all later digests being others.
 *
 * @param number from 1
 * @param at when it happened
 * @param actor who did it
 * @param action what was done, in kebab case
 * @param experiment which experiment it is about; empty for the store
 * @param details what was done with its figures, a JSON object
 * @param written table and digest of each row that was added with it, a JSON array
 * @param previous digest of the entry before; zeros for the first
 * @param hash digest of this entry
 */
public record AuditEntry(
        long number,
        Instant at,
        String actor,
        String action,
        String experiment,
        String details,
        String written,
        String previous,
        String hash) {

    /** An entry with its digest. */
    static AuditEntry of(
            long number,
            Instant at,
            String actor,
            String action,
            String experiment,
            String details,
            String written,
            String previous) {
        return new AuditEntry(number, at, actor, action, experiment, details, written, previous, "").hashed();
    }

    private AuditEntry hashed() {
        return new AuditEntry(number, at, actor, action, experiment, details, written, previous, digest());
    }

    /** The digest that this entry must have. */
    String digest() {
        JsonArray text = new JsonArray();
        text.add(number);
        text.add(at.toString());
        text.add(actor);
        text.add(action);
        text.add(experiment);
        text.add(details);
        text.add(written);
        text.add(previous);
        return Digest.of(text.toString());
    }

    static AuditEntry of(Row row) {
        return new AuditEntry(
                row.number("entry"),
                row.instant("occurred_at"),
                row.text("actor"),
                row.text("action"),
                row.optionalText("experiment_id").orElse(""),
                row.text("details"),
                row.text("written"),
                row.text("previous"),
                row.text("hash"));
    }

    Row row() {
        Row row = new Row()
                .with("entry", number)
                .with("occurred_at", at)
                .with("actor", actor)
                .with("action", action)
                .with("details", details)
                .with("written", written)
                .with("previous", previous)
                .with("hash", hash);
        return experiment.isEmpty() ? row : row.with("experiment_id", experiment);
    }
}
