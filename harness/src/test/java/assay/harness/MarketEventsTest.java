package assay.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import assay.Role;
import assay.Sample;
import assay.dgp.market.BudgetScope;
import assay.dgp.market.Lever;
import assay.dgp.market.Marketplace;
import assay.dgp.market.Metric;
import assay.dgp.market.Randomisation;
import assay.random.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The invariants of the event log, asked of its files in SQL. */
class MarketEventsTest {

    private static final Streams STREAMS = new Streams(12, 1);

    private static final Marketplace WORLD = new Marketplace(
            1500,
            6,
            10,
            4,
            6,
            BudgetScope.LOCAL,
            0.7,
            Lever.REWARD,
            0.3,
            2,
            Randomisation.USER,
            0.5,
            0.1,
            Metric.MARGIN);

    @TempDir
    Path folder;

    private static double ask(String log, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW log AS SELECT * FROM read_parquet('" + log.replace("'", "''") + "')");
            try (ResultSet result = statement.executeQuery(query)) {
                assertThat(result.next()).isTrue();
                return result.getDouble(1);
            }
        }
    }

    @Test
    void invariants() throws IOException, SQLException {
        Path days = folder.resolve("log");
        MarketEvents.Written written = MarketEvents.write(days, WORLD, STREAMS);
        String log = days + "/*.parquet";
        assertThat(written.files()).isEqualTo(6);
        assertThat(ask(log, "SELECT count(*) FROM log")).isEqualTo((double) written.events());
        assertThat(ask(log, "SELECT count(DISTINCT event) FROM log")).isEqualTo((double) written.events());
        assertThat(ask(log, "SELECT count(DISTINCT user) FROM log WHERE type = 'arrival'"))
                .isEqualTo(1500);
        none(
                log,
                "user's first event is no arrival",
                "SELECT 1 FROM log GROUP BY user HAVING arg_min(type, event) <> 'arrival'");
        none(
                log,
                "event after churn",
                "SELECT 1 FROM log JOIN (SELECT user, event AS gone FROM log WHERE type = 'churn') USING (user)"
                        + " WHERE event > gone");
        none(
                log,
                "user with two arms or two assignments",
                "SELECT 1 FROM log GROUP BY user HAVING count(DISTINCT arm) > 1"
                        + " OR count(*) FILTER (type = 'assignment') <> 1");
        none(
                log,
                "propensity outside (0, 1]",
                "SELECT 1 FROM log WHERE (type IN ('assignment', 'impression')) <> (propensity IS NOT NULL)"
                        + " OR propensity <= 0 OR propensity > 1");
        none(
                log,
                "conversion without an impression before it",
                "SELECT 1 FROM log c WHERE type = 'conversion' AND NOT EXISTS (SELECT 1 FROM log i WHERE"
                        + " i.type = 'impression' AND i.user = c.user AND i.day = c.day AND i.offer = c.offer"
                        + " AND i.ghost = c.ghost AND i.event < c.event)");
        none(
                log,
                "conversion that is not paid at once",
                "SELECT 1 FROM log c LEFT JOIN log b ON b.event = c.event + 1 WHERE c.type = 'conversion' AND"
                        + " (b.type IS DISTINCT FROM 'budget_decrement' OR b.offer <> c.offer OR b.user <> c.user"
                        + " OR b.payout <> c.payout)");
        none(
                log,
                "ghost that was paid",
                "SELECT 1 FROM log WHERE type = 'conversion' AND ghost AND (payout <> 0 OR reward <> 0 OR arm <> 1)");
        // Spent and left add up to the same every day: the cap is never exceeded.
        none(
                log,
                "budget that spends more than its cap",
                "WITH daily AS (SELECT pool, advertiser, day, round(100 * sum(payout)) AS spent,"
                        + " round(100 * min(balance)) AS left_over FROM log WHERE type = 'budget_decrement'"
                        + " GROUP BY ALL) SELECT 1 FROM daily GROUP BY pool, advertiser"
                        + " HAVING count(DISTINCT spent + left_over) > 1 OR min(left_over) < 0");
        assertThat(ask(log, "SELECT count(*) FROM log WHERE ghost AND type = 'conversion'"))
                .isPositive();
    }

    private static void none(String log, String what, String query) throws SQLException {
        assertThat(ask(log, "SELECT count(*) FROM (" + query + ")")).as(what).isZero();
    }

    /** What was randomised has the shares of the design within three standard errors; the draw is one and fixed. */
    @Test
    void sharesAreThoseOfTheDesign() throws IOException, SQLException {
        Path file = folder.resolve("events.parquet");
        MarketEvents.write(file, WORLD, STREAMS);
        String log = file.toString();
        double treated = ask(log, "SELECT count(*) FROM log WHERE type = 'assignment' AND arm = 1");
        assertThat(treated / 1500).isCloseTo(0.5, within(3 * Math.sqrt(0.25 / 1500)));
        Path clusters = folder.resolve("clusters.parquet");
        MarketEvents.write(clusters, WORLD.withRandomisation(Randomisation.CLUSTER), STREAMS);
        assertThat(ask(clusters.toString(), "SELECT count(DISTINCT cluster) FROM log WHERE arm = 1"))
                .isEqualTo(3);
    }

    /** The log of a draw tells what its sample sums up. */
    @Test
    void theLogAddsUpToTheSample() throws IOException, SQLException {
        Path file = folder.resolve("events.parquet");
        assertThat(MarketEvents.write(file, WORLD, STREAMS).files()).isEqualTo(1);
        Sample sample = WORLD.observed(STREAMS);
        double margin = 0;
        for (int i = 0; i < sample.size(); i++) {
            margin += sample.numeric(Role.ASSIGNMENT)[i] * sample.outcome()[i];
        }
        assertThat(ask(
                        file.toString(),
                        "SELECT sum(payout - reward) FROM log WHERE type = 'conversion' AND NOT ghost AND arm = 1"))
                .isCloseTo(margin, within(1e-6));
    }

    @Test
    void aLogIsNotWrittenOver() throws IOException {
        Path days = folder.resolve("log");
        MarketEvents.write(days, WORLD, STREAMS);
        assertThatThrownBy(() -> MarketEvents.write(days, WORLD, STREAMS)).hasMessageContaining("name a new folder");
        try (Stream<Path> files = Files.list(days)) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly(
                            "day-000.parquet",
                            "day-001.parquet",
                            "day-002.parquet",
                            "day-003.parquet",
                            "day-004.parquet",
                            "day-005.parquet");
        }
    }
}
