package assay.data.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.data.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableContractsTest {

    private static final List<String> ARMS = List.of("control", "treatment");

    @TempDir
    private Path folder;

    private Connection duck;

    @BeforeEach
    void open() throws SQLException {
        duck = DriverManager.getConnection("jdbc:duckdb:");
        run("CREATE TABLE dim_users (user_id VARCHAR, platform VARCHAR, historical_retention_score FLOAT)");
        run("INSERT INTO dim_users VALUES ('a', 'ios', 0.5), ('b', 'web', 0.25)");
        run(
                "CREATE TABLE fact_assignments (experiment_id VARCHAR, user_id VARCHAR, assignment_ts TIMESTAMPTZ, assigned_group VARCHAR)");
        run("INSERT INTO fact_assignments VALUES ('x', 'a', '2026-02-02 00:00:00Z', 'control'),"
                + " ('x', 'b', '2026-02-03 00:00:00Z', 'treatment'), ('x', 'b', '2026-02-04 00:00:00Z', 'treatment')");
        run(
                "CREATE TABLE fact_exposures (experiment_id VARCHAR, user_id VARCHAR, opportunity_ts TIMESTAMPTZ, exposure_ts TIMESTAMPTZ,"
                        + " assigned_group VARCHAR, variant_served VARCHAR)");
        run(
                "INSERT INTO fact_exposures VALUES ('x', 'a', '2026-02-01 00:00:00Z', '2026-02-01 00:01:00Z', 'control', 'treatment')");
        run(
                "CREATE TABLE fact_user_outcomes (experiment_id VARCHAR, user_id VARCHAR, assigned_group VARCHAR, conversions_7d DOUBLE,"
                        + " sessions_7d INTEGER, sessions_30d INTEGER, revenue_30d FLOAT)");
        run(
                "INSERT INTO fact_user_outcomes VALUES ('x', 'a', 'control', 1, 2, 3, -4.5), ('x', 'b', 'treatment', NULL, 0, 0, 0)");
        run(
                "CREATE TABLE fact_user_day (date DATE, experiment_id VARCHAR, user_id VARCHAR, assigned_group VARCHAR, revenue FLOAT)");
        run(
                "INSERT INTO fact_user_day VALUES ('2026-02-02', 'x', 'a', 'control', 1), ('2026-02-03', 'x', 'a', 'control', 1)");
    }

    @AfterEach
    void close() throws SQLException {
        duck.close();
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }

    private void check(String table) throws SQLException {
        new RowCheck(duck, ARMS).rows(TableContracts.named(table).orElseThrow(), table, table);
    }

    @Test
    void whatALogCanSayIsLegal() throws SQLException {
        for (String table :
                List.of("dim_users", "fact_assignments", "fact_exposures", "fact_user_outcomes", "fact_user_day")) {
            check(table);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dim_users | user_id = NULL WHERE user_id = 'b' | column 'user_id', row 2: the value is missing",
                "dim_users | user_id = ' ' WHERE user_id = 'b' | column 'user_id', row 2: the value is missing",
                "dim_users | user_id = 'a' | rows of user_id a",
                "dim_users | historical_retention_score = 1.5 WHERE user_id = 'a' | row 1: '1.5': must be in [0, 1]",
                "fact_assignments | assigned_group = 'treatmnt' WHERE user_id = 'a' | 'treatmnt': no arm of this name was planned",
                "fact_assignments | assignment_ts = NULL WHERE user_id = 'a' | column 'assignment_ts', row 1",
                "fact_exposures | exposure_ts = '2026-01-31 00:00:00Z' | before the opportunity that made it possible",
                "fact_exposures | variant_served = 'other' | column 'variant_served', row 1: 'other'",
                "fact_user_outcomes | conversions_7d = -1 WHERE user_id = 'b' | row 2: '-1.0': it cannot be negative",
                "fact_user_outcomes | conversions_7d = 0.5 WHERE user_id = 'a' | '0.5': this is no whole number",
                "fact_user_outcomes | conversions_7d = 'inf'::DOUBLE WHERE user_id = 'a' | not finite",
                "fact_user_outcomes | sessions_30d = 1 WHERE user_id = 'a' | fewer sessions than the first seven",
                "fact_user_outcomes | user_id = 'a' | there can be one",
                "fact_user_day | date = '2026-02-02' | there can be one"
            })
    void whatCannotBeALogIsRefused(String table, String change, String message) throws SQLException {
        run("UPDATE " + table + " SET " + change);
        assertThatThrownBy(() -> check(table))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(table)
                .hasMessageContaining(message);
    }

    @Test
    void textOfCsvIsHeldToTheSame() throws SQLException {
        run(
                "CREATE TABLE t AS SELECT 'x' AS experiment_id, 'a' AS user_id, 'soon' AS assignment_ts, 'control' AS assigned_group");
        TableContract contract = TableContracts.named("fact_assignments").orElseThrow();
        assertThatThrownBy(() -> new RowCheck(duck, ARMS).rows(contract, "f.csv", "t"))
                .hasMessageContaining(
                        "f.csv (fact_assignments), column 'assignment_ts', row 1: 'soon': this is no time");
        run("UPDATE t SET assignment_ts = '2026-02-01T09:30:00Z'");
        new RowCheck(duck, ARMS).rows(contract, "f.csv", "t");
    }

    @Test
    void columnsAndReferencesAreAskedFor() throws SQLException {
        run("ALTER TABLE fact_assignments DROP assigned_group");
        assertThatThrownBy(() -> check("fact_assignments")).hasMessageContaining("has no column 'assigned_group'");
        run("INSERT INTO fact_user_day VALUES ('2026-02-02', 'x', 'z', 'control', 1)");
        assertThatThrownBy(() -> new RowCheck(duck, ARMS)
                        .reference(
                                new TableContract.Reference("user_id", "fact_assignments"),
                                "fact_user_day",
                                "fact_user_day",
                                "fact_assignments"))
                .hasMessageContaining("'z' is not in fact_assignments");
    }

    @Test
    void aWriterLeavesNothingBehindUnlessAllIsWell() throws IOException {
        Path out = folder.resolve("out");
        try (ExperimentWriter writer = ExperimentWriter.open(out, TableFormat.CSV, "x", ARMS)) {
            writer.table(TableContracts.named("fact_assignments").orElseThrow());
            writer.text("x");
            assertThatThrownBy(writer::end).isInstanceOf(IllegalStateException.class);
        }
        assertThat(out).doesNotExist();
        try (ExperimentWriter writer = ExperimentWriter.open(out, TableFormat.CSV, "x", ARMS)) {
            writer.table(TableContracts.named("fact_benchmark_observations").orElseThrow());
            writer.text("d");
            writer.text("1");
            writer.text("elsewhere");
            writer.whole(1);
            writer.number(0.5);
            writer.none();
            writer.text("v");
            writer.end();
            assertThatThrownBy(writer::save).isInstanceOf(DataException.class).hasMessageContaining("elsewhere");
        }
        assertThat(out).doesNotExist();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void everyTableHasItsColumnsOnce() {
        assertThat(TableContracts.all()).hasSize(9);
        for (TableContract table : TableContracts.all()) {
            assertThat(table.columns()).extracting(ColumnContract::name).doesNotHaveDuplicates();
            assertThat(table.key()).allMatch(name -> table.column(name).isPresent());
        }
    }
}
