package assay.data.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import assay.data.DataException;
import assay.decision.ExperimentPlan;
import assay.trust.TrustChecks;
import assay.trust.TrustFinding;
import assay.trust.TrustReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are wrong in two hundred ways end in a clear error or a tripped check, or do no harm; never in anything else. */
class MutatedTablesTest {

    private static final int USERS = 1200;

    /** What may come of a mutation. */
    private enum End {
        ERROR,
        TRIPPED,
        HARMLESS
    }

    /** A mutation of tables by SQL, and what must come of it. */
    private record Mutation(String name, String sql, Set<End> allowed) {}

    private final List<Mutation> mutations = new ArrayList<>();

    @TempDir
    private Path folder;

    private void add(String sql, End... allowed) {
        mutations.add(new Mutation(sql, sql, new TreeSet<>(List.of(allowed))));
    }

    private static final Map<String, List<String>> NEEDED = new LinkedHashMap<>();

    static {
        NEEDED.put("dim_users", List.of("user_id", "platform", "historical_sessions_28d"));
        NEEDED.put("fact_assignments", List.of("user_id", "assigned_group", "assignment_ts"));
        NEEDED.put("fact_opportunities", List.of("user_id", "opportunity_ts"));
        NEEDED.put("fact_exposures", List.of("user_id", "exposure_ts"));
        NEEDED.put("fact_user_outcomes", List.of("user_id", "conversions_7d", "uninstalls_7d"));
        NEEDED.put("fact_user_day", List.of("user_id", "date", "revenue"));
    }

    private void columns() {
        NEEDED.forEach((table, columns) -> columns.forEach(column -> {
            String of = table + "." + column;
            add("ALTER TABLE " + table + " DROP COLUMN " + column, End.ERROR);
            add("ALTER TABLE " + table + " RENAME COLUMN " + column + " TO " + column + "_x", End.ERROR);
            add(replaced(table, column, "[" + column + "]"), End.ERROR);
            add(
                    replaced(table, column, "'abc'"),
                    End.ERROR,
                    of.equals("dim_users.platform") ? End.HARMLESS : End.TRIPPED);
            add(replaced(table, column, "NULL"), End.ERROR, End.TRIPPED);
            add(
                    replaced(table, column, "CASE WHEN hash(user_id) % 4 = 0 THEN NULL ELSE " + column + " END"),
                    End.ERROR,
                    End.TRIPPED);
            add(replaced(table, column, "''"), End.ERROR, End.TRIPPED);
        }));
        for (String column : List.of("region", "country", "historical_revenue_28d", "is_bot", "signup_date")) {
            add("ALTER TABLE dim_users DROP COLUMN " + column, End.HARMLESS);
        }
        for (String column : List.of("assignment_bucket", "assignment_reason", "is_eligible", "experiment_id")) {
            add("ALTER TABLE fact_assignments DROP COLUMN " + column, End.HARMLESS);
        }
        add("ALTER TABLE fact_exposures DROP COLUMN variant_served", End.HARMLESS);
        add("ALTER TABLE fact_exposures DROP COLUMN assigned_group", End.HARMLESS);
    }

    private static String replaced(String table, String column, String value) {
        return "CREATE OR REPLACE TABLE " + table + " AS SELECT * REPLACE (" + value + " AS " + column + ") FROM "
                + table;
    }

    private void numbers() {
        for (String column : List.of("conversions_7d", "uninstalls_7d")) {
            for (String value : List.of(
                    "-1",
                    "-3",
                    "'NaN'::FLOAT",
                    "'Infinity'::FLOAT",
                    "'-Infinity'::DOUBLE",
                    "DATE '2026-01-01'",
                    "'one'",
                    "TIMESTAMP '2026-02-02'",
                    "{'a': 1}")) {
                add(replaced("fact_user_outcomes", column, value), End.ERROR, End.TRIPPED);
            }
            add(replaced("fact_user_outcomes", column, "CAST(" + column + " AS DOUBLE)"), End.HARMLESS);
            add(replaced("fact_user_outcomes", column, "CAST(" + column + " AS VARCHAR)"), End.HARMLESS);
            add(replaced("fact_user_outcomes", column, column + " = 1"), End.HARMLESS);
            add(
                    replaced(
                            "fact_user_outcomes",
                            column,
                            "CASE WHEN assigned_group = 'control' AND hash(user_id) % 10 = 0 THEN NULL ELSE " + column
                                    + " END"),
                    End.TRIPPED);
        }
        for (String value : List.of("'NaN'::FLOAT", "'Infinity'::FLOAT", "'x'", "[1.0]")) {
            add(replaced("fact_user_day", "revenue", value), End.ERROR, End.TRIPPED, End.HARMLESS);
        }
        add(replaced("dim_users", "historical_sessions_28d", "-1"), End.ERROR);
        add(replaced("dim_users", "historical_sessions_28d", "'Infinity'::FLOAT"), End.ERROR);
        add(
                "UPDATE dim_users SET historical_sessions_28d = historical_sessions_28d + 5 WHERE user_id IN"
                        + " (SELECT user_id FROM fact_assignments WHERE assigned_group = 'control')",
                End.TRIPPED);
    }

    private void arms() {
        for (String table : List.of("fact_assignments", "fact_exposures", "fact_user_outcomes")) {
            add(
                    "UPDATE " + table
                            + " SET assigned_group = CASE assigned_group WHEN 'control' THEN 'treatment' ELSE 'control' END",
                    End.ERROR);
            add("UPDATE " + table + " SET assigned_group = 'holdout' WHERE hash(user_id) % 50 = 0", End.ERROR);
            add("UPDATE " + table + " SET assigned_group = 'control'", End.ERROR);
            add("UPDATE " + table + " SET assigned_group = upper(assigned_group)", End.ERROR);
            add("UPDATE " + table + " SET assigned_group = ' ' || assigned_group || ' '", End.HARMLESS);
        }
        add("UPDATE fact_exposures SET variant_served = 'treatment' WHERE hash(user_id) % 10 = 0", End.TRIPPED);
        add("UPDATE fact_exposures SET variant_served = 'other'", End.ERROR);
        add(
                "UPDATE fact_exposures SET variant_served = CASE variant_served WHEN 'control' THEN 'treatment' ELSE 'control' END",
                End.TRIPPED);
        add("UPDATE fact_assignments SET experiment_id = 'another'", End.HARMLESS);
        add(
                "UPDATE fact_assignments SET experiment_id = CASE WHEN hash(user_id) % 2 = 0 THEN 'one' ELSE 'two' END",
                End.ERROR);
        add(
                "UPDATE fact_user_outcomes SET experiment_id = CASE WHEN hash(user_id) % 2 = 0 THEN 'exp' ELSE 'two' END",
                End.TRIPPED);
        add("DELETE FROM fact_assignments WHERE assigned_group = 'control'", End.ERROR, End.TRIPPED);
        add("DELETE FROM fact_assignments WHERE assigned_group = 'control' AND hash(user_id) % 3 = 0", End.TRIPPED);
        add(
                "DELETE FROM fact_opportunities WHERE user_id IN (SELECT user_id FROM fact_assignments WHERE assigned_group = 'control')"
                        + " AND hash(user_id) % 2 = 0",
                End.TRIPPED);
        add("DELETE FROM fact_exposures WHERE assigned_group = 'treatment'", End.TRIPPED);
    }

    private void rows() {
        for (String table : SmallTables.NAMES) {
            // Who compares triggered units needs no exposures.
            add("DELETE FROM " + table, End.ERROR, table.equals("fact_exposures") ? End.HARMLESS : End.TRIPPED);
            add("INSERT INTO " + table + " SELECT * FROM " + table, End.ERROR, End.TRIPPED, End.HARMLESS);
            add(
                    "INSERT INTO " + table + " SELECT * FROM " + table + " WHERE hash(user_id) % 10 = 0",
                    End.ERROR,
                    End.TRIPPED,
                    End.HARMLESS);
            add("DELETE FROM " + table + " WHERE hash(user_id) % 5 = 0", End.TRIPPED, End.HARMLESS);
            add("UPDATE " + table + " SET user_id = 'x' || user_id", End.ERROR, End.TRIPPED);
            add(
                    "UPDATE " + table + " SET user_id = 'x' || user_id WHERE hash(user_id) % 5 = 0",
                    End.ERROR,
                    End.TRIPPED,
                    End.HARMLESS);
            add("UPDATE " + table + " SET user_id = 'u_000000'", End.ERROR, End.TRIPPED);
            add(
                    "CREATE OR REPLACE TABLE " + table + " AS SELECT * FROM " + table
                            + " ORDER BY hash(user_id, 'order')",
                    End.HARMLESS);
            add("DROP TABLE " + table, End.ERROR, End.TRIPPED, End.HARMLESS);
        }
        add(
                "INSERT INTO fact_assignments SELECT * REPLACE (CASE assigned_group WHEN 'control' THEN 'treatment' ELSE 'control' END AS"
                        + " assigned_group) FROM fact_assignments WHERE hash(user_id) % 20 = 0",
                End.TRIPPED);
        add(
                "UPDATE fact_user_outcomes SET user_id = printf('u_%06d', (CAST(substr(user_id, 3) AS INTEGER) + 1) % 1200)",
                End.ERROR);
    }

    private void times() {
        Map<String, String> times = Map.of(
                "fact_assignments",
                "assignment_ts",
                "fact_opportunities",
                "opportunity_ts",
                "fact_exposures",
                "exposure_ts");
        new java.util.TreeMap<>(times).forEach((table, time) -> {
            add("UPDATE " + table + " SET " + time + " = " + time + " + INTERVAL 60 DAY", End.TRIPPED);
            add("UPDATE " + table + " SET " + time + " = " + time + " - INTERVAL 60 DAY", End.TRIPPED);
            add(
                    "UPDATE " + table + " SET " + time + " = " + time
                            + " + INTERVAL 10 YEAR WHERE hash(user_id) % 20 = 0",
                    End.TRIPPED);
            add(replaced(table, time, "epoch_us(CAST(" + time + " AS TIMESTAMP))"), End.ERROR);
            add(replaced(table, time, "CAST(" + time + " AS VARCHAR)"), End.HARMLESS);
            add(replaced(table, time, "CAST(" + time + " AS TIMESTAMPTZ)"), End.HARMLESS);
            add(replaced(table, time, "CAST(" + time + " AS DATE)"), End.TRIPPED, End.HARMLESS);
            add(replaced(table, time, "'yesterday'"), End.ERROR);
        });
        add("UPDATE fact_user_day SET date = date + INTERVAL 400 DAY", End.TRIPPED, End.HARMLESS, End.ERROR);
        add("DELETE FROM fact_user_day WHERE date > DATE '2026-02-10'", End.TRIPPED);
        add(replaced("fact_user_day", "date", "CAST(date AS VARCHAR)"), End.HARMLESS);
        add(replaced("fact_user_day", "date", "CAST(date AS TIMESTAMP)"), End.HARMLESS);
    }

    @Test
    void noneEndsInAnythingElse() throws SQLException, IOException {
        columns();
        numbers();
        arms();
        rows();
        times();
        Map<End, Integer> ends = new EnumMap<>(End.class);
        List<String> wrong = new ArrayList<>();
        try (SmallTables tables = new SmallTables(USERS, 44)) {
            for (String name : SmallTables.NAMES) {
                tables.run("CREATE TABLE kept_%s AS SELECT * FROM %s", name, name);
            }
            assertThat(end(tables, "SELECT 1")).isEqualTo("HARMLESS ");
            for (Mutation mutation : mutations) {
                for (String name : SmallTables.NAMES) {
                    if (mutation.sql().contains(name)) {
                        tables.run("CREATE OR REPLACE TABLE %s AS SELECT * FROM kept_%s", name, name);
                    }
                }
                String end = end(tables, mutation.sql());
                for (String name : SmallTables.NAMES) {
                    if (mutation.sql().contains(name)) {
                        tables.run("CREATE OR REPLACE TABLE %s AS SELECT * FROM kept_%s", name, name);
                    }
                }
                End kind = End.valueOf(end.split(" ", 2)[0]);
                ends.merge(kind, 1, Integer::sum);
                if (!mutation.allowed().contains(kind)) {
                    wrong.add(mutation.name() + " -> " + end);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(mutations.size() + truncated()).isGreaterThanOrEqualTo(200);
    }

    private String end(SmallTables tables, String sql) throws SQLException {
        tables.run(sql.replace("%", "%%"));
        Path file = folder.resolve("tables.duckdb");
        file.toFile().delete();
        tables.duckDb(file);
        return end(file);
    }

    private static String end(Path data) {
        ExperimentPlan plan = TestPlan.plan();
        try {
            TrustReport report = TrustChecks.of(plan).check(ExperimentTables.read(data, plan));
            Set<String> tripped = new TreeSet<>();
            for (TrustFinding finding : report.findings()) {
                if (finding.state() != TrustFinding.State.PASS
                        && finding.state() != TrustFinding.State.NOT_APPLICABLE) {
                    tripped.add(finding.check());
                }
            }
            return tripped.isEmpty() ? "HARMLESS " : "TRIPPED " + tripped;
        } catch (DataException e) {
            assertThat(e.getMessage()).hasSizeGreaterThan(30).endsWith(".");
            return "ERROR " + e.getMessage();
        }
    }

    /** Files that are cut short, empty, of another kind or named twice. */
    private int truncated() throws SQLException, IOException {
        int made = 0;
        Path parquet = Files.createDirectory(folder.resolve("parquet"));
        Path csv = Files.createDirectory(folder.resolve("csv"));
        try (SmallTables tables = new SmallTables(300, 44)) {
            tables.parquet(parquet);
            tables.csv(csv);
        }
        for (String name : SmallTables.NAMES) {
            for (Path file : List.of(parquet.resolve(name + ".parquet"), csv.resolve(name + ".csv"))) {
                byte[] whole = Files.readAllBytes(file);
                boolean isCsv = file.toString().endsWith(".csv");
                for (byte[] content : List.of(
                        new byte[0], Arrays.copyOf(whole, 3), Arrays.copyOf(whole, whole.length / 2), new byte[] {
                            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
                        })) {
                    Files.write(file, content);
                    String end = end(isCsv ? csv : parquet);
                    assertThat(end)
                            .as(file + " of " + content.length + " bytes")
                            .doesNotStartWith(isCsv ? "none" : "HARMLESS");
                    made++;
                }
                Files.write(file, whole);
            }
        }
        Files.copy(csv.resolve("dim_users.csv"), parquet.resolve("dim_users.csv"));
        assertThat(end(parquet)).startsWith("ERROR").contains("twice");
        return made + 1;
    }
}
