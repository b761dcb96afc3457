package assay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.Column;
import assay.contract.ContractException;
import assay.contract.ContractOptions;
import assay.data.DataException;
import assay.data.experiment.ExperimentTables;
import assay.data.experiment.TableFormat;
import assay.decision.ExperimentLog;
import assay.dgp.scenario.ScenarioPack;
import assay.random.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScenarioRunTest {

    private static final int USERS = 600;

    @TempDir
    private Path folder;

    private static String key(ExperimentLog log, int row) {
        return log.users().levels().get(log.users().codes()[row]) + ' ' + log.assigned()[row];
    }

    private static String level(Column.Categorical column, int row) {
        int code = column.codes()[row];
        return code < 0 ? "" : column.levels().get(code);
    }

    /** Tables hold amounts in single precision, which text shows in fewest digits. */
    private static float[] stored(double[] values) {
        float[] stored = new float[values.length];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = (float) values[i];
        }
        return stored;
    }

    /** The rows of both logs, whatever their order, say the same. */
    private static void requireEqual(ExperimentLog read, ExperimentLog drawn) {
        assertThat(read.size()).isEqualTo(drawn.size());
        Map<String, Integer> rows = new HashMap<>();
        for (int row = 0; row < drawn.size(); row++) {
            rows.put(key(drawn, row), row);
        }
        int[] order = new int[read.size()];
        Arrays.setAll(order, row -> rows.getOrDefault(key(read, row), -1));
        assertThat(order).doesNotContain(-1);
        ExperimentLog sorted = drawn.rows(order);
        for (int row = 0; row < read.size(); row++) {
            assertThat(level(read.arms(), row)).isEqualTo(level(sorted.arms(), row));
            assertThat(level(read.served(), row)).isEqualTo(level(sorted.served(), row));
        }
        assertThat(read.triggered()).isEqualTo(sorted.triggered());
        assertThat(read.exposed()).isEqualTo(sorted.exposed());
        assertThat(read.observedUntil()).isEqualTo(sorted.observedUntil());
        assertThat(read.outcomes()).isNotEmpty();
        read.outcomes()
                .forEach((name, values) -> assertThat(stored(values)).as(name).isEqualTo(stored(sorted.outcome(name))));
        read.groups().forEach((name, column) -> {
            for (int row = 0; row < read.size(); row++) {
                assertThat(level(column, row)).isEqualTo(level(sorted.group(name), row));
            }
        });
        sorted.histories()
                .keySet()
                .forEach(name ->
                        assertThat(stored(read.history(name))).as(name).isEqualTo(stored(sorted.history(name))));
    }

    @ParameterizedTest
    @EnumSource(ScenarioPack.class)
    void whatIsReadOfTheTablesIsTheLogOfTheDraw(ScenarioPack pack) throws IOException {
        Scenario scenario = Scenario.of(pack).withUsers(USERS);
        Path tables = folder.resolve("run");
        ScenarioRun.write(scenario, 5, tables, TableFormat.PARQUET);
        ExperimentLog read = ExperimentTables.read(tables, scenario.world().plan());
        requireEqual(read, scenario.world().log(new Streams(5, 0)));
    }

    @ParameterizedTest
    @EnumSource(TableFormat.class)
    void everyFormatHoldsTheSame(TableFormat format) throws IOException {
        Scenario scenario = Scenario.of(ScenarioPack.NOVELTY).withUsers(USERS);
        Path tables = folder.resolve("run");
        Map<String, Long> rows = ScenarioRun.write(scenario, 5, tables, format);
        assertThat(rows).containsEntry("dim_users", (long) USERS).containsEntry("fact_user_day", 30L * USERS);
        Path data = format == TableFormat.DUCKDB ? tables.resolve("experiment.duckdb") : tables;
        requireEqual(
                ExperimentTables.read(data, scenario.world().plan()),
                scenario.world().log(new Streams(5, 0)));
        assertThat(tables.resolve("truth.json")).content().contains("\"documented_actions\": \"ITERATE\"");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(tables);
        }
    }

    @Test
    void daysSumToTotalsExactly() throws IOException, SQLException {
        Path tables = folder.resolve("run");
        ScenarioRun.write(Scenario.of(ScenarioPack.TOO_EARLY).withUsers(2000), 9, tables, TableFormat.PARQUET);
        String days = "'" + tables.resolve("fact_user_day.parquet") + "'";
        String outcomes = "'" + tables.resolve("fact_user_outcomes.parquet") + "'";
        String sql =
                "SELECT count(*) FROM (SELECT user_id, sum(revenue) r, sum(content_consumption_minutes) m, sum(converted) c,"
                        + " sum(sessions) s, sum(guardrail_uninstall_flag) u, sum(guardrail_support_ticket_flag) t, sum(notif_clicked) k"
                        + " FROM " + days + " GROUP BY user_id) d RIGHT JOIN " + outcomes + " o USING (user_id) WHERE"
                        + " coalesce(r, 0) <> revenue_30d OR coalesce(m, 0) <> engagement_7d OR coalesce(c, 0) <> conversions_7d"
                        + " OR coalesce(s, 0) <> sessions_30d OR coalesce(u, 0) <> uninstalls_7d OR coalesce(t, 0) <> support_tickets_7d"
                        + " OR coalesce(k, 0) <> clicks_7d";
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            assertThat(row.getLong(1)).isZero();
        }
    }

    @Test
    void theSameSeedGivesTheSameFilesAndNothingIsOverwritten() throws IOException {
        Scenario scenario = Scenario.of(ScenarioPack.GLOBAL_WIN).withUsers(USERS);
        ScenarioRun.write(scenario, 3, folder.resolve("a"), TableFormat.CSV);
        ScenarioRun.write(scenario, 3, folder.resolve("b"), TableFormat.CSV);
        ScenarioRun.write(scenario, 4, folder.resolve("c"), TableFormat.CSV);
        for (String name : new String[] {"fact_user_day.csv", "fact_assignments.csv", "truth.json"}) {
            assertThat(folder.resolve("a").resolve(name))
                    .hasSameTextualContentAs(folder.resolve("b").resolve(name));
        }
        assertThat(Files.readString(folder.resolve("a/fact_assignments.csv")))
                .isNotEqualTo(Files.readString(folder.resolve("c/fact_assignments.csv")));
        assertThatThrownBy(() -> ScenarioRun.write(scenario, 3, folder.resolve("a"), TableFormat.CSV))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("nothing in it is overwritten");
    }

    @ParameterizedTest
    @EnumSource(ScenarioPack.class)
    void scenariosAreReadAsTheyWereWritten(ScenarioPack pack) throws IOException {
        Scenario scenario = Scenario.of(pack);
        for (Map.Entry<String, String> file : ScenarioText.files(scenario).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        assertThat(ScenarioFile.read(folder.resolve("scenario.yaml"), ContractOptions.usual()))
                .isEqualTo(scenario);
    }

    @Test
    void mistakesNameTheirPlace() throws IOException {
        for (Map.Entry<String, String> file :
                ScenarioText.files(Scenario.of(ScenarioPack.SRM)).entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        Path file = folder.resolve("scenario.yaml");
        String good = Files.readString(file);
        refuse(file, good.replace("trigger_probability", "triger_probability"), "triger_probability");
        refuse(file, good.replace("n_users: 10000", "n_users: 1"), "n_users");
        refuse(file, good.replace("lost_users_rate", "inject_treatment_leakage"), "treatment_leakage_rate");
        refuse(file, good.replace("\"US\": 0.75", "\"US\": 0.85"), "sum to");
        refuse(file, good.replace("treatment_effect_absolute", "effect_delay_days"), "effect_delay_days");
        refuse(file, good + "validation_truth:\n  x: 1\n", "computed from what it generates");
        refuse(file, good.replace("baseline_std: 7.5", "baseline_std: 0.5"), "standard deviation");
        refuse(file, good.replace("INVESTIGATE_INVALID", "PANIC"), "is no action");
        refuse(file, good.replace("{\"control\": 0.0, \"treatment\": 0.15}", "{\"treatmnt\": 0.15}"), "treatmnt");
    }

    private static void refuse(Path file, String text, String message) throws IOException {
        Files.writeString(file, text);
        assertThatThrownBy(() -> ScenarioFile.read(file, ContractOptions.usual()))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("scenario.yaml")
                .hasMessageContaining(message);
    }
}
