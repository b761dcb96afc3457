package assay.registry;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The log of a store and the rows that it accounts for. Whatever is written is written by an {@link Entry}, whose digests of all
 * of its rows go into the chain in the same transaction.
 */
final class Ledger {

    /** Tables whose rows the log accounts for one by one. */
    static final List<String> TABLES = List.of(
            "experiments",
            "contract_texts",
            "contract_revisions",
            "contract_files",
            "experiment_variants",
            "metric_definitions",
            "experiment_metrics",
            "state_transitions",
            "launches",
            "gate_results",
            "analyses",
            "analysis_effects",
            "experiment_decisions",
            "event_loads");

    private final Database database;

    Ledger(Database database) {
        this.database = database;
    }

    /** Begins an entry; nothing is written before a row is added. */
    Entry entry(String action, String experiment, Instant at, String actor) {
        return new Entry(action, experiment, at.truncatedTo(ChronoUnit.MICROS), actor);
    }

    /** What is written together. */
    final class Entry {
        private final String action;
        private final String experiment;
        private final Instant at;
        private final String actor;
        private final JsonObject details = new JsonObject();
        private final JsonArray written = new JsonArray();

        private Entry(String action, String experiment, Instant at, String actor) {
            this.action = action;
            this.experiment = experiment;
            this.at = at;
            this.actor = actor;
        }

        Entry detail(String name, String value) {
            details.addProperty(name, value);
            return this;
        }

        void add(String table, Row row) {
            database.insert(table, row);
            JsonArray reference = new JsonArray();
            reference.add(table);
            reference.add(row.digest());
            written.add(reference);
        }

        /** Ends the entry. */
        AuditEntry close() {
            List<Row> last = database.rows("SELECT * FROM audit_log ORDER BY entry DESC LIMIT 1");
            long number = last.isEmpty() ? 1 : last.get(0).number("entry") + 1;
            String previous = last.isEmpty() ? Digest.NONE : last.get(0).text("hash");
            AuditEntry entry = AuditEntry.of(
                    number, at, actor, action, experiment, details.toString(), written.toString(), previous);
            database.insert("audit_log", entry.row());
            return entry;
        }
    }

    List<AuditEntry> entries() {
        return database.rows("SELECT * FROM audit_log ORDER BY entry").stream()
                .map(AuditEntry::of)
                .toList();
    }

    /** What is wrong with the store; empty if it is what the log says was written. */
    List<String> verify() {
        List<String> wrong = new ArrayList<>();
        Map<String, Long> expected = new HashMap<>();
        String previous = Digest.NONE;
        long number = 1;
        for (AuditEntry entry : entries()) {
            if (entry.number() != number) {
                wrong.add("entry " + number + " of the log is missing");
                number = entry.number();
            }
            if (!entry.previous().equals(previous)) {
                wrong.add("entry " + entry.number() + " does not follow the one before it");
            }
            if (!entry.digest().equals(entry.hash())) {
                wrong.add("entry " + entry.number() + " (" + entry.action() + ") is not what was written");
            }
            references(entry).forEach(reference -> expected.put(reference, entry.number()));
            previous = entry.hash();
            number++;
        }
        TABLES.forEach(table -> rows(table, expected, wrong));
        expected.forEach((reference, entry) -> wrong.add("a row of " + reference.substring(0, reference.indexOf(' '))
                + " that entry " + entry + " wrote is changed or gone"));
        return wrong;
    }

    private static List<String> references(AuditEntry entry) {
        List<String> references = new ArrayList<>();
        for (JsonElement reference : JsonParser.parseString(entry.written()).getAsJsonArray()) {
            JsonArray pair = reference.getAsJsonArray();
            references.add(pair.get(0).getAsString() + " " + pair.get(1).getAsString());
        }
        return references;
    }

    private void rows(String table, Map<String, Long> expected, List<String> wrong) {
        for (Row row : database.rows("SELECT * FROM " + table)) {
            if (expected.remove(table + " " + row.digest()) == null) {
                wrong.add("a row of " + table + " is not what the log says was written: " + brief(row));
            }
        }
    }

    private static String brief(Row row) {
        String text = row.values().toString();
        return text.length() > 200 ? text.substring(0, 200) + " ..." : text;
    }
}
