package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.contract.ContractOptions;
import assay.contract.Contracts;
import assay.data.experiment.ExperimentTables;
import assay.decision.ExperimentAnalysis;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.decision.MetricReading;
import assay.decision.View;
import assay.random.Philox;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnalyzeContractTest {

    private static final int USERS = 8000;

    @TempDir
    Path folder;

    private Path contract = Path.of("");
    private Path tables = Path.of("");

    private record Run(int code, String out, String err) {}

    private static Run run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
        return new Run(code, out.toString(), err.toString());
    }

    private Run analyze(String... more) {
        List<String> args = new ArrayList<>(List.of("analyze", contract.toString(), "--data", tables.toString()));
        args.addAll(List.of(more));
        return run(args.toArray(new String[0]));
    }

    /** The starter's contract, and tables in which treatment adds 4 points to conversion once a user is triggered. */
    @BeforeEach
    void write() throws IOException {
        Path project = folder.resolve("project");
        assertThat(run("init", project.toString()).code()).isZero();
        contract = project.resolve("experiment.yaml");
        tables = Files.createDirectories(folder.resolve("tables"));
        write(0.5);
    }

    private void write(double share) throws IOException {
        Philox random = new Philox(7, 0, 0);
        StringBuilder users = new StringBuilder("user_id,country,platform,tenure_days_at_experiment_start,"
                + "historical_sessions_28d,historical_revenue_28d,historical_retention_score,is_bot,is_internal\n");
        StringBuilder assignments = new StringBuilder("experiment_id,user_id,assignment_ts,assigned_group\n");
        StringBuilder triggers = new StringBuilder("experiment_id,user_id,opportunity_ts\n");
        StringBuilder exposures = new StringBuilder(
                "experiment_id,user_id,opportunity_ts,exposure_ts,assigned_group,variant_served,delivery_status\n");
        StringBuilder outcomes = new StringBuilder("experiment_id,user_id,assigned_group,had_opportunity,is_exposed,"
                + "conversions_7d,sessions_7d,impressions_7d,clicks_7d,retention_7d,revenue_30d,support_tickets_7d,"
                + "uninstalls_7d\n");
        Instant start = Instant.parse("2026-02-01T00:00:00Z");
        for (int i = 0; i < USERS; i++) {
            String user = "u" + i;
            String arm = random.nextDouble() < share ? "treatment" : "control";
            Instant assigned = start.plusSeconds((long) (random.nextDouble() * 14 * 86_000));
            double sessions = -8 * Math.log(random.nextDouble());
            double spent = -2 * Math.log(random.nextDouble());
            users.append(String.join(
                            ",",
                            user,
                            i % 3 == 0 ? "CA" : "US",
                            List.of("ios", "android", "web").get(i % 3),
                            Integer.toString(i % 30),
                            Double.toString(sessions),
                            Double.toString(spent),
                            Double.toString(random.nextDouble()),
                            i % 100 == 0 ? "1" : "0",
                            "0"))
                    .append('\n');
            assignments
                    .append("new_onboarding,")
                    .append(user)
                    .append(',')
                    .append(assigned)
                    .append(',');
            assignments.append(arm).append('\n');
            boolean met = random.nextDouble() < 0.6;
            boolean saw = met && random.nextDouble() < 0.9;
            if (met) {
                triggers.append("new_onboarding,")
                        .append(user)
                        .append(',')
                        .append(assigned.plusSeconds(60))
                        .append('\n');
            }
            if (saw) {
                exposures
                        .append(String.join(
                                ",",
                                "new_onboarding",
                                user,
                                assigned.plusSeconds(60).toString(),
                                assigned.plusSeconds(90).toString(),
                                arm,
                                arm,
                                "shown"))
                        .append('\n');
            }
            double rate = 0.1 + (met && arm.equals("treatment") ? 0.04 : 0) + 0.003 * Math.min(20, sessions);
            int clicks = (int) (4 * random.nextDouble());
            outcomes.append("new_onboarding,").append(user).append(',').append(arm);
            for (double value : new double[] {
                met ? 1 : 0,
                saw ? 1 : 0,
                random.nextDouble() < rate ? 1 : 0,
                (int) (sessions / 4),
                clicks + (int) (10 * random.nextDouble()) + 1,
                clicks
            }) {
                outcomes.append(',').append((int) value);
            }
            outcomes.append(',').append(random.nextDouble() < 0.3 ? 1 : 0);
            outcomes.append(',').append(spent - 2 * Math.log(random.nextDouble()));
            outcomes.append(',').append(random.nextDouble() < 0.02 ? 1 : 0);
            outcomes.append(',').append(random.nextDouble() < 0.02 ? 1 : 0).append('\n');
        }
        Files.writeString(tables.resolve("dim_users.csv"), users);
        Files.writeString(tables.resolve("fact_assignments.csv"), assignments);
        Files.writeString(tables.resolve("fact_opportunities.csv"), triggers);
        Files.writeString(tables.resolve("fact_exposures.csv"), exposures);
        Files.writeString(tables.resolve("fact_user_outcomes.csv"), outcomes);
    }

    @Test
    void everyEstimateIsARowWithTheFiguresOfTheEngine() {
        Run run = analyze("--format", "csv");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("trust: ")
                .contains("experiment: new_onboarding")
                .contains("left out: ");
        String[] lines = run.out().split("\n", -1);
        List<String> columns = Arrays.asList(lines[0].split(",", -1));
        assertThat(columns)
                .contains(
                        "method",
                        "estimand",
                        "estimate",
                        "std_error",
                        "p_value",
                        "conf_low",
                        "relative_low",
                        "adjusted_p");
        ExperimentPlan plan = Contracts.experiment(contract, ContractOptions.usual());
        ExperimentReading reading = ExperimentAnalysis.of(plan).read(ExperimentTables.read(tables, plan));
        MetricReading primary =
                reading.find("conversion_7d", View.TRIGGERED, "treatment").orElseThrow();
        String[] row = Stream.of(lines)
                .map(line -> line.split(",", -1))
                .filter(cells -> cells.length == columns.size()
                        && cells[columns.indexOf("metric")].equals("conversion_7d")
                        && cells[columns.indexOf("view")].equals("triggered")
                        && cells[columns.indexOf("segment")].equals("all")
                        && cells[columns.indexOf("role")].equals("decides"))
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(row[columns.indexOf("estimate")]))
                .isCloseTo(primary.decisive().value(), within(1e-12));
        assertThat(Double.parseDouble(row[columns.indexOf("adjusted_p")]))
                .isCloseTo(reading.primaryP().get("treatment"), within(1e-12));
        assertThat(Stream.of(lines)
                        .filter(line -> line.contains(",interaction,"))
                        .count())
                .isEqualTo(3);
        assertThat(run.out()).contains("two-stage-least-squares,late").contains(",diluted,");
        assertThat(Stream.of(lines).filter(line -> !line.isEmpty()))
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSameSizeAs(columns));
    }

    @Test
    void jsonHasTheCertificateOfEveryMethodThatWasUsed() {
        Run run = analyze("--format", "json");
        JsonObject root = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(root.get("schema").getAsString()).isEqualTo("assay/analysis/1");
        JsonArray certificates = root.getAsJsonArray("certificates");
        List<String> methods = certificates.asList().stream()
                .map(c -> c.getAsJsonObject().get("method").getAsString())
                .toList();
        assertThat(methods)
                .contains("difference-in-means", "cuped", "ratio", "relative-lift", "two-stage-least-squares", "holm");
        for (JsonElement estimate : root.getAsJsonArray("estimates")) {
            String method = estimate.getAsJsonObject().get("method").getAsString();
            assertThat(method.equals("diluted") || methods.contains(method))
                    .as(method)
                    .isTrue();
        }
        assertThat(certificates)
                .allSatisfy(
                        c -> assertThat(c.getAsJsonObject().get("certificate").getAsString())
                                .isNotEmpty());
        assertThat(root.getAsJsonArray("left_out").toString()).contains("is_bot");
    }

    @Test
    void aTableForPeopleHasViewsSegmentsAndCertificates() throws IOException {
        Path out = folder.resolve("out");
        Run run = analyze("--out", out.toString());
        assertThat(run.out())
                .contains("The triggered units")
                .contains("Other views")
                .contains("who saw it because of their arm")
                .contains("platform=ios")
                .contains("Certificates");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("analyze.txt", "analyze.csv");
        }
        assertThat(analyze("--format", "md").out()).contains("## Segments").contains("| metric |");
    }

    @Test
    void dataThatCannotBeTrustedSaySo() throws IOException {
        write(0.6);
        Run run = analyze("--format", "csv");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("arms must not be compared");
    }

    @Test
    void whatAContractSaysIsNotAskedAgain() {
        Run run = analyze("--level", "0.9");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--level is not for contracts");
        Run without = run("analyze", contract.toString());
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("--data");
        Run file = run("analyze", "shop.csv", "--data", tables.toString());
        assertThat(file.code()).isEqualTo(2);
        assertThat(file.err()).contains("--data is for contracts");
    }

    @Test
    void aContractOrTableThatCannotBeReadIsOneClearError() throws IOException {
        String right = Files.readString(contract);
        Files.writeString(contract, right.replace("primary_metric", "primary_metrics"));
        Run run = analyze();
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("primary_metrics").doesNotContain("\tat ");
        Files.writeString(contract, right);
        Files.delete(tables.resolve("fact_user_outcomes.csv"));
        Run tablesGone = analyze();
        assertThat(tablesGone.code()).isEqualTo(3);
        assertThat(tablesGone.err()).contains("fact_user_outcomes").doesNotContain("\tat ");
    }
}
