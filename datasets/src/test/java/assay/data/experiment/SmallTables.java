package assay.data.experiment;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

/** Tables in the layout of growthlab, with its types: times in nanoseconds, 32-bit numbers, columns without any value. */
final class SmallTables implements AutoCloseable {

    static final List<String> NAMES = List.of(
            "dim_users",
            "fact_assignments",
            "fact_opportunities",
            "fact_exposures",
            "fact_user_outcomes",
            "fact_user_day");

    private final Connection connection;

    SmallTables(int users, int days) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("SET threads = 1");
        run("CREATE MACRO h(a, b) AS CAST(hash(concat(a, '/', b)) >> 9 AS BIGINT)");
        run(
                "CREATE TABLE dim_users AS SELECT printf('u_%%06d', i) AS user_id, DATE '2026-01-20' AS signup_date,"
                        + " CASE WHEN i %% 4 = 0 THEN 'CA' ELSE 'US' END AS country,"
                        + " ['ios', 'android', 'web'][1 + h(i, 'p') %% 3] AS platform,"
                        + " CAST(h(i, 's') %% 20 AS FLOAT) AS historical_sessions_28d,"
                        + " CAST((h(i, 'r') %% 1000) / 100.0 AS FLOAT) AS historical_revenue_28d,"
                        + " CAST(h(i, 'c') %% 10 = 0 AS TINYINT) AS historical_conversion_flag,"
                        + " CAST(0 AS TINYINT) AS is_bot, CAST(0 AS TINYINT) AS is_internal, 'NA' AS region"
                        + " FROM range(%d) t(i)",
                users);
        run("CREATE TABLE fact_assignments AS SELECT 'exp' AS experiment_id, user_id,"
                + " CAST(TIMESTAMP '2026-02-01' + to_seconds(h(user_id, 't') %% 1209600) AS TIMESTAMP_NS) AS assignment_ts,"
                + " CASE WHEN h(user_id, 'arm') %% 2 = 0 THEN 'control' ELSE 'treatment' END AS assigned_group,"
                + " CAST(h(user_id, 'b') %% 10000 AS INTEGER) AS assignment_bucket, CAST(1 AS TINYINT) AS is_eligible,"
                + " NULL AS assignment_reason FROM dim_users ORDER BY user_id");
        run(
                "CREATE TABLE fact_opportunities AS SELECT experiment_id, user_id,"
                        + " CAST(assignment_ts + to_seconds(h(user_id, 'o') %% 10800) AS TIMESTAMP_NS) AS opportunity_ts,"
                        + " 'onboarding_flow' AS surface, 1 AS opportunity_count FROM fact_assignments WHERE h(user_id, 'trig') %% 2 = 0");
        run(
                "CREATE TABLE fact_exposures AS SELECT o.experiment_id, user_id, opportunity_ts,"
                        + " CAST(opportunity_ts + to_seconds(60 + h(user_id, 'x') %% 3500) AS TIMESTAMP_NS) AS exposure_ts,"
                        + " assigned_group, assigned_group AS variant_served, 'shown' AS delivery_status"
                        + " FROM fact_opportunities o JOIN fact_assignments USING (user_id) WHERE h(user_id, 'deliver') %% 100 < 97");
        run(
                "CREATE TABLE fact_user_day AS SELECT DATE '2026-02-01' + CAST(k AS INTEGER) AS date, experiment_id, user_id,"
                        + " assigned_group, CAST(h(user_id, k) %% 3 AS SMALLINT) AS sessions,"
                        + " CAST((h(user_id, k || 'r') %% 100) / 10.0 AS FLOAT) AS revenue,"
                        + " CAST(h(user_id, k || 'c') %% 50 = 0 AS TINYINT) AS converted"
                        + " FROM fact_assignments, range(%d) t(k) ORDER BY user_id, k",
                days);
        run(
                "CREATE TABLE fact_user_outcomes AS SELECT a.experiment_id, user_id, a.assigned_group,"
                        + " CAST(o.opportunity_ts AS TIMESTAMPTZ) AS first_opportunity_ts, CAST(e.exposure_ts AS TIMESTAMPTZ) AS first_exposure_ts,"
                        + " CAST(h(user_id, 'y') %% 10 = 0 AS INTEGER) AS conversions_7d,"
                        + " CAST(h(user_id, 'n') %% 20 AS INTEGER) AS sessions_7d,"
                        + " CAST((h(user_id, 'v') %% 5000) / 100.0 AS FLOAT) AS revenue_30d, NULL AS guardrail_1_value,"
                        + " CAST(h(user_id, 'z') %% 80 = 0 AS INTEGER) AS uninstalls_7d"
                        + " FROM fact_assignments a LEFT JOIN fact_opportunities o USING (user_id) LEFT JOIN fact_exposures e USING (user_id)");
    }

    SmallTables run(String sql, Object... arguments) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.format(Locale.ROOT, sql, arguments));
        }
        return this;
    }

    /** Writes all tables that there are. */
    void parquet(Path folder) throws SQLException {
        write(folder, ".parquet", "FORMAT PARQUET, COMPRESSION ZSTD");
    }

    void csv(Path folder) throws SQLException {
        write(folder, ".csv", "FORMAT CSV, HEADER");
    }

    private void write(Path folder, String ending, String options) throws SQLException {
        for (String name : NAMES) {
            if (exists(name)) {
                run("COPY %s TO '%s' (%s)", name, folder.resolve(name + ending), options);
            }
        }
    }

    private boolean exists(String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement
                    .executeQuery("SELECT 1 FROM duckdb_tables() WHERE table_name = '" + name + "'")
                    .next();
        }
    }

    void duckDb(Path file) throws SQLException {
        run("ATTACH '%s' AS out", file);
        for (String name : NAMES) {
            if (exists(name)) {
                run("CREATE TABLE out.%s AS SELECT * FROM %s", name, name);
            }
        }
        run("DETACH out");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
