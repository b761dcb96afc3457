package assay.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Brings the tables of a store to the version of the program. */
final class Schema {

    private static final String HISTORY =
            "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name VARCHAR NOT NULL, "
                    + "checksum VARCHAR NOT NULL CHECK (length(checksum) = 64), applied_at TIMESTAMPTZ NOT NULL)";

    private Schema() {}

    /** Applies the migrations that are missing, each in a transaction of its own. */
    static void migrate(Database database, List<Migration> migrations, Instant at) {
        List<Row> applied = applied(database);
        check(database, applied, migrations);
        for (Migration migration : migrations.subList(applied.size(), migrations.size())) {
            database.transaction(() -> {
                database.define(HISTORY);
                database.define(migration.sql());
                database.insert(
                        "schema_migrations",
                        new Row()
                                .with("version", migration.version())
                                .with("name", migration.name())
                                .with("checksum", migration.checksum())
                                .with("applied_at", at));
                return migration;
            });
        }
    }

    private static List<Row> applied(Database database) {
        long tables = database.number("SELECT count(*) FROM duckdb_tables()");
        boolean known =
                database.number("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'schema_migrations'") > 0;
        if (tables > 0 && !known) {
            throw new RegistryException(
                    RegistryProblem.STORE_UNREADABLE,
                    database.file() + " is a database of something else; name another file, and a store is made.");
        }
        return known ? database.rows("SELECT * FROM schema_migrations ORDER BY version") : new ArrayList<>();
    }

    private static void check(Database database, List<Row> applied, List<Migration> migrations) {
        for (int i = 0; i < applied.size(); i++) {
            Row row = applied.get(i);
            if (i >= migrations.size()) {
                throw new RegistryException(
                        RegistryProblem.STORE_NEWER,
                        database.file() + " was written by a later version of the program (it has " + row.text("name")
                                + ", this program ends at version " + migrations.size() + "); use that version.");
            }
            Migration expected = migrations.get(i);
            if (row.integer("version") != expected.version()
                    || !row.text("checksum").equals(expected.checksum())) {
                throw new RegistryException(
                        RegistryProblem.MIGRATION_CHANGED,
                        "the tables of " + database.file() + " were made by another " + expected.name()
                                + " than this program has; use the version of the program that made the store.");
            }
        }
    }
}
