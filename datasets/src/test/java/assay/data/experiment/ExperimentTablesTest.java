package assay.data.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.condition.Condition;
import assay.data.DataException;
import assay.decision.ExperimentLog;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTablesTest {

    @TempDir
    private Path folder;

    @Test
    void readsParquetCsvAndDuckDbAlike() throws SQLException {
        Path csv = folder.resolve("csv");
        Path parquet = folder.resolve("parquet");
        csv.toFile().mkdir();
        parquet.toFile().mkdir();
        try (SmallTables tables = new SmallTables(500, 44)) {
            tables.csv(csv);
            tables.parquet(parquet);
            tables.duckDb(folder.resolve("all.duckdb"));
        }
        ExperimentLog log = ExperimentTables.read(parquet, TestPlan.plan());
        assertThat(log.size()).isEqualTo(500);
        assertThat(log.outcomes().keySet())
                .containsExactlyInAnyOrder(
                        "conversions_7d",
                        "uninstalls_7d",
                        "sessions_7d",
                        ExperimentLog.daily("revenue", 30),
                        ExperimentLog.early("converted", 7),
                        ExperimentLog.late("converted", 7));
        assertThat(log.histories().keySet())
                .contains("historical_sessions_28d", "historical_revenue_28d", "is_bot")
                .doesNotContain("user_id", "country");
        assertThat(log.group("platform").levels()).containsExactly("android", "ios", "web");
        assertThat(log.observedUntil()[0]).isEqualTo(44);
        same(log, ExperimentTables.read(csv, TestPlan.plan()));
        same(log, ExperimentTables.read(folder.resolve("all.duckdb"), TestPlan.plan()));
    }

    private static void same(ExperimentLog one, ExperimentLog other) {
        assertThat(other.users().levels()).isEqualTo(one.users().levels());
        assertThat(other.arms().codes()).isEqualTo(one.arms().codes());
        assertThat(other.served().codes()).isEqualTo(one.served().codes());
        assertThat(other.assigned()).isEqualTo(one.assigned());
        assertThat(other.triggered()).isEqualTo(one.triggered());
        assertThat(other.exposed()).isEqualTo(one.exposed());
        one.outcomes()
                .forEach((name, values) ->
                        assertThat(other.outcome(name)).as(name).containsExactly(values, within(1e-5)));
        one.histories()
                .forEach((name, values) ->
                        assertThat(other.history(name)).as(name).containsExactly(values, within(1e-5)));
        assertThat(other.group("platform").codes())
                .isEqualTo(one.group("platform").codes());
    }

    @Test
    void sumsTheDaysOfEachUser() throws SQLException {
        try (SmallTables tables = new SmallTables(50, 44)) {
            // Revenue of a day is its number, from 0 on; users are triggered on day 2 and 5.
            tables.run("UPDATE fact_user_day SET revenue = date - DATE '2026-02-01'")
                    .run("UPDATE fact_assignments SET assignment_ts = TIMESTAMP '2026-02-03 23:00:00'")
                    .run(
                            "CREATE OR REPLACE TABLE fact_opportunities AS SELECT experiment_id, user_id,"
                                    + " TIMESTAMP '2026-02-06 01:00:00' AS opportunity_ts FROM fact_assignments WHERE user_id < 'u_000010'")
                    .run("DELETE FROM fact_exposures");
            tables.parquet(folder);
        }
        ExperimentLog log = ExperimentTables.read(folder, TestPlan.plan());
        double[] revenue = log.outcome(ExperimentLog.daily("revenue", 30));
        for (int i = 0; i < log.size(); i++) {
            boolean triggered = !Double.isNaN(log.triggered()[i]);
            int first = triggered ? 5 : 2;
            assertThat(revenue[i]).isEqualTo(30 * first + 29 * 30 / 2.0);
            assertThat(triggered)
                    .isEqualTo(log.users().levels().get(log.users().codes()[i]).compareTo("u_000010") < 0);
        }
        assertThat(log.assigned()[0]).isCloseTo(2 + 23 / 24.0, within(1e-12));
    }

    @Test
    void appliesAudienceAndExclusionsAndCountsThem() throws SQLException {
        try (SmallTables tables = new SmallTables(1000, 44)) {
            tables.run("UPDATE dim_users SET is_bot = 1 WHERE user_id < 'u_000040'")
                    .parquet(folder);
        }
        ExperimentTables read = ExperimentTables.load(
                folder,
                TestPlan.plan(Optional.of(Condition.where("country = 'US'")), List.of(Condition.where("is_bot = 1"))));
        assertThat(read.log().size()).isEqualTo(720);
        assertThat(read.summary().leftOut().values().stream().mapToLong(c -> c).sum())
                .isEqualTo(280);
        assertThat(read.summary().leftOut()).containsKey("excluded, as is_bot = 1, control");
        assertThat(read.summary().rows()).containsEntry("fact_assignments", 1000L);
        // Nobody is in Mexico: that is no mistake of the condition, but nobody is left.
        assertThatThrownBy(() -> ExperimentTables.read(
                        folder, TestPlan.plan(Optional.of(Condition.where("country = 'MX'")), List.of())))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("No assignment is left");
    }

    @Test
    void readsALogWithoutExposuresFromWhichUsersAreExcluded() throws SQLException {
        try (SmallTables tables = new SmallTables(100, 44)) {
            tables.run("UPDATE dim_users SET is_bot = 1 WHERE user_id < 'u_000040'")
                    .run("DELETE FROM fact_exposures")
                    .parquet(folder);
        }
        ExperimentLog log =
                ExperimentTables.read(folder, TestPlan.plan(Optional.empty(), List.of(Condition.where("is_bot = 1"))));
        assertThat(log.size()).isEqualTo(60);
        assertThat(log.served().codes()).hasSize(60).containsOnly(-1);
    }

    @Test
    void keepsUsersWhoWereLoggedTwice() throws SQLException {
        try (SmallTables tables = new SmallTables(100, 44)) {
            tables.run("INSERT INTO fact_assignments SELECT * FROM fact_assignments WHERE user_id < 'u_000010'")
                    .parquet(folder);
        }
        ExperimentLog log = ExperimentTables.read(folder, TestPlan.plan());
        assertThat(log.size()).isEqualTo(110);
        assertThat(log.users().levels()).hasSize(100);
    }

    @Test
    void needsOnlyAssignmentsAndOutcomes() throws SQLException {
        try (SmallTables tables = new SmallTables(100, 44)) {
            tables.run("DROP TABLE fact_opportunities")
                    .run("DROP TABLE fact_exposures")
                    .parquet(folder);
        }
        // First times stand in the outcomes, too.
        ExperimentLog log = ExperimentTables.read(folder, TestPlan.plan());
        assertThat(Arrays.stream(log.triggered()).filter(t -> !Double.isNaN(t)).count())
                .isBetween(30L, 70L);
        assertThat(Arrays.stream(log.exposed()).filter(t -> !Double.isNaN(t)).count())
                .isBetween(30L, 70L);
    }

    @Test
    void contradictionsAreErrors() throws SQLException {
        try (SmallTables tables = new SmallTables(100, 44)) {
            tables.run(
                            "UPDATE fact_user_outcomes SET assigned_group = CASE assigned_group WHEN 'control' THEN 'treatment' ELSE 'control' END")
                    .parquet(folder);
        }
        assertThatThrownBy(() -> ExperimentTables.read(folder, TestPlan.plan()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("contradicts fact_assignments")
                .hasMessageContaining("u_000000");
    }
}
