package assay.growthlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import assay.data.DataException;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same tables in every kind of file, and contracts with one fault each. */
class GrowthLabFilesTest {

    private static final List<String> TABLES = List.of(
            "dim_experiments",
            "dim_users",
            "fact_assignments",
            "fact_opportunities",
            "fact_exposures",
            "fact_user_outcomes",
            "fact_validation_truth");

    private static final String SINGLE =
            "historical_sessions_28d historical_revenue_28d historical_retention_score" + " revenue_30d engagement_7d";

    @TempDir
    private Path folder;

    private JsonObject golden() throws Exception {
        return GrowthLabOracleTest.parse(
                Files.readString(GrowthLabOracleTest.home().resolve("cases/segment-win.json")));
    }

    private static GrowthLab.Inputs at(GrowthLab.Inputs inputs, Path data) {
        return new GrowthLab.Inputs(inputs.contract(), data, inputs.metrics(), inputs.policies(), null);
    }

    /** The tables as columns of the layout: single precision where it says so, a column without a type where all is missing. */
    private static String typed(Statement statement, Path source, String table) throws SQLException {
        StringBuilder replaced = new StringBuilder();
        String from = "read_csv('" + source.resolve(table + ".csv.gz") + "', header=true, nullstr=[''])";
        try (var columns = statement.executeQuery("DESCRIBE SELECT * FROM " + from)) {
            while (columns.next()) {
                String name = columns.getString(1);
                if (SINGLE.contains(name)) {
                    replaced.append(replaced.isEmpty() ? " REPLACE (" : ", ")
                            .append("CAST(" + name + " AS FLOAT) AS " + name);
                }
            }
        }
        return "SELECT *" + replaced + (replaced.isEmpty() ? "" : ")") + ", NULL AS guardrail_1_value FROM " + from;
    }

    @Test
    void parquetAndDuckDbGiveTheFiguresOfText() throws Exception {
        GrowthLab.Inputs inputs = GrowthLabOracleTest.contracts(folder, golden());
        Path parquet = Files.createDirectory(folder.resolve("parquet"));
        Path file = folder.resolve("tables.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                String rows = typed(statement, inputs.data(), table);
                statement.execute("COPY (" + rows + ") TO '" + parquet.resolve(table + ".parquet")
                        + "' (FORMAT parquet, COMPRESSION zstd)");
                statement.execute("CREATE TABLE " + table + " AS " + rows);
            }
        }
        String text = decision(inputs);
        assertThat(decision(at(inputs, parquet))).isEqualTo(text);
        assertThat(decision(at(inputs, file))).isEqualTo(text);
    }

    private static String decision(GrowthLab.Inputs inputs) throws IOException {
        return GrowthLabOracleTest.file(GrowthLab.decide(inputs, ""), "decision_summary.json");
    }

    @Test
    void equalInputsGiveEqualBytes() throws Exception {
        GrowthLab.Inputs inputs = GrowthLabOracleTest.contracts(folder, golden());
        assertThat(GrowthLab.decide(inputs, "").files())
                .isEqualTo(GrowthLab.decide(inputs, "").files());
        assertThat(GrowthLabOracleTest.file(GrowthLab.analyze(inputs), "analysis_summary.json"))
                .startsWith("{")
                .contains("\"records\"")
                .doesNotContain("NaN");
        assertThat(GrowthLab.trust(inputs).files())
                .containsKeys(
                        "trust_summary.json", "validation_summary.json", "analysis_summary.json", "differences.md");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "experiment.yaml   | \"owner\"                  | \"ownr\":1,\"owner\"  | ownr",
                "experiment.yaml   | +00:00                   | +02:00            | offset 0",
                "experiment.yaml   | itt_opportunity          | itt               | must be one of",
                "experiment.yaml   | \"0.5\"                    | \"0.6\"             | sum to 1",
                "experiment.yaml   | \"country\"                | \"planet\"          | column",
                "experiment.yaml   | \"retention_7d\"           | \"retention_8d\"    | no metric contract",
                "experiment.yaml   | \"ctr_7d\"                 | \"conversion_7d\"   | twice",
                "experiment.yaml   | \"p\"                      | \"q\"               | no policy contract",
                "policies/policy.yml | 0.001                  | 1.001             | must be in (0, 1)",
                "policies/policy.yml | \"segment_policy\"]      | \"guardrail_policy\"] | execution_order",
                "policies/policy.yml | bonferroni             | none_for_diagnostics_only | segment_correction_method",
                "metrics/ctr_7d.yaml | \"numerator_column\"     | \"metric_column\"   | numerator_column",
                "metrics/ctr_7d.yaml | \"window_days\":7        | \"window_days\":0   | window_days",
                "metrics/ctr_7d.yaml | \"ctr_7d\"               | \"conversion_7d\"   | named conversion_7d"
            })
    void aFaultOfAContractIsSaidWithItsFile(String file, String from, String to, String message) throws Exception {
        GrowthLab.Inputs inputs = GrowthLabOracleTest.contracts(folder, golden());
        Path path = folder.resolve(file.strip());
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replaceFirst(Pattern.quote(from), to));
        assertThatThrownBy(() -> GrowthLab.decide(inputs, ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(message);
    }
}
