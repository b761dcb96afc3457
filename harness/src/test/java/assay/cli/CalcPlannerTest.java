package assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import assay.contract.ContractOptions;
import assay.contract.Contracts;
import assay.decision.ExperimentPlan;
import assay.random.Philox;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the planner exports is a contract that the command line reads. */
class CalcPlannerTest {

    private static final List<String> DESIGNS = List.of("ab", "clusters", "switchback", "marketplace");

    @TempDir
    Path folder;

    private record Planned(String state, JsonObject plan, Path file, ExperimentPlan contract) {}

    private Planned plan(CalcScripts scripts, Map<String, Object> changes) throws IOException {
        String state = scripts.state("PLAN_DEFAULTS", changes);
        assertThat(scripts.json("c.planProblems(" + state + ")").getAsJsonArray())
                .as(changes.toString())
                .isEmpty();
        JsonObject plan = scripts.json("c.planSize(" + state + ")").getAsJsonObject();
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, scripts.text("c.contract(" + state + ", c.planSize(" + state + "))"));
        return new Planned(state, plan, file, Contracts.experiment(file, ContractOptions.usual()));
    }

    private static Map<String, Object> with(Map<String, Object> base, Object... more) {
        Map<String, Object> all = new HashMap<>(base);
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return all;
    }

    private static List<Map<String, Object>> states() {
        List<Map<String, Object>> states = new ArrayList<>();
        for (String design : DESIGNS) {
            Map<String, Object> base = Map.of("design", design, "relative", 10, "perDay", 5000);
            states.add(base);
            states.add(with(base, "guards", "uninstalls, refunds,late_orders", "margin", 0.25, "alpha", 0.01));
            states.add(with(base, "outcome", "mean", "mean", 12.5, "variance", 400, "power", 0.9, "matters", 2.5));
            states.add(with(base, "control", 93, "days", 30, "rho", 0.65, "icc", 0.2, "burn", 0));
            states.add(with(
                    base, "size", 7.5, "cv", 0.5, "outcome", "mean", "mean", 3, "hypothesis", "If: we\n\"try\", # it"));
            states.add(with(
                    base,
                    "name",
                    "</script><b>{{x}} & 'y' \u2028 \ud83d\ude00",
                    "owner",
                    "null",
                    "id",
                    "true",
                    "metric",
                    "yes"));
        }
        return states;
    }

    @Test
    void everyContractIsRead() throws IOException {
        try (CalcScripts scripts = new CalcScripts()) {
            for (Map<String, Object> changes : states()) {
                Planned planned = plan(scripts, changes);
                ExperimentPlan contract = planned.contract();
                assertThat(contract.plannedUnits())
                        .as(changes.toString())
                        .hasValue(planned.plan().get("units").getAsInt());
                assertThat(contract.cluster().isPresent()).isEqualTo(!"ab".equals(changes.get("design")));
                assertThat(contract.title()).isEqualTo(changes.getOrDefault("name", "New checkout"));
                assertThat(contract.metrics()).hasSize(changes.containsKey("guards") ? 4 : 1);
            }
        }
    }

    @Test
    void theLineOfTheSizeStepPrintsTheSame() {
        try (CalcScripts scripts = new CalcScripts()) {
            for (Map<String, Object> changes : states()) {
                JsonObject plan = scripts.json("c.planSize(" + scripts.state("PLAN_DEFAULTS", changes) + ")")
                        .getAsJsonObject();
                JsonObject printed = CalcPowerTest.printed(plan.get("command").getAsString());
                JsonObject size = plan.getAsJsonObject("size");
                assertThat(printed.get("n").getAsLong())
                        .isEqualTo(size.get("total").getAsLong());
                double power = printed.get("power").getAsDouble();
                assertThat(size.get("power").getAsDouble()).isCloseTo(power, within(1e-9));
            }
        }
    }

    @Test
    void mistakesAreToldWithTheirFieldAndStep() {
        try (CalcScripts scripts = new CalcScripts()) {
            String state = scripts.state(
                    "PLAN_DEFAULTS",
                    Map.of("id", "New", "guards", "a,a", "start", "2027-02-30", "mean", 2, "key", -1, "owner", " "));
            List<String> fields = new ArrayList<>();
            scripts.json("c.planProblems(" + state + ")").getAsJsonArray().forEach(problem -> {
                JsonArray parts = problem.getAsJsonArray();
                fields.add(parts.get(0).getAsString() + " " + parts.get(2).getAsInt());
            });
            assertThat(fields).contains("id 1", "guards 1", "start 1", "owner 1", "mean 2", "key 3");
        }
    }

    /** The false-alarm probability of each bound is below 1e-4; the key is the page's default. */
    @ParameterizedTest
    @ValueSource(strings = {"ab", "clusters", "switchback", "marketplace"})
    void theSimulationBearsOutTheFormula(String design) {
        try (CalcScripts scripts = new CalcScripts()) {
            for (Map<String, Object> more : List.<Map<String, Object>>of(
                    Map.of(),
                    Map.of("outcome", "mean", "mean", 2, "relative", 15, "effect", 15, "rho", 0.5),
                    Map.of("effect", 0, "relative", 15))) {
                Map<String, Object> changes = with(more, "design", design, "experiments", 1500);
                String state = scripts.state("PLAN_DEFAULTS", changes);
                JsonObject result = scripts.json("(function (s) { var r = c.simulate(s, c.planSize(s));"
                                + " r.main.estimates = 0; if (r.naive) r.naive.estimates = 0; return r; })(" + state
                                + ")")
                        .getAsJsonObject();
                JsonObject main = result.getAsJsonObject("main");
                double n = result.get("count").getAsDouble();
                double power = result.get("formula").getAsDouble();
                double error = result.get("error").getAsDouble();
                assertThat(main.getAsJsonObject("found").get("share").getAsDouble())
                        .as(changes.toString())
                        .isCloseTo(power, within(0.01 + 4 * Math.sqrt(power * (1 - power) / n)));
                assertThat(main.get("mean").getAsDouble())
                        .isCloseTo(result.get("effect").getAsDouble(), within(4 * error / Math.sqrt(n)));
                assertThat(main.get("sd").getAsDouble()).isCloseTo(error, within(0.06 * error));
                assertThat(main.getAsJsonObject("covered").get("share").getAsDouble())
                        .isBetween(0.93, 0.97);
            }
        }
    }

    @Test
    void aWorldThatBreaksTheDesignIsSeen() {
        try (CalcScripts scripts = new CalcScripts()) {
            Map<String, Object> carried = Map.of(
                    "design", "switchback", "burn", 0, "carry", 50, "relative", 10, "effect", 10, "experiments", 500);
            String state = scripts.state("PLAN_DEFAULTS", carried);
            double mean = scripts.number("c.simulate(" + state + ", c.planSize(" + state + ")).main.mean");
            // Half of each window belongs to the one before, which is as often the same arm as not.
            assertThat(mean).isCloseTo(0.02 * 0.5, within(0.002));
            String taken =
                    scripts.state("PLAN_DEFAULTS", Map.of("design", "marketplace", "taken", 75, "experiments", 500));
            double byUser = scripts.number("c.simulate(" + taken + ", c.planSize(" + taken + ")).naive.mean");
            assertThat(byUser).isCloseTo(0.04, within(0.002));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "clusters", "switchback", "marketplace"})
    void anAnalysisRunsOnTablesOfTheDesign(String design) throws IOException {
        try (CalcScripts scripts = new CalcScripts()) {
            Planned planned = plan(
                    scripts,
                    Map.of(
                            "design",
                            design,
                            "relative",
                            20,
                            "size",
                            20,
                            "icc",
                            0.03,
                            "guards",
                            "refunds",
                            "margin",
                            2,
                            "rho",
                            0.4));
            Path tables = tables(scripts, planned);
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            String[] args = {"analyze", planned.file().toString(), "--data", tables.toString(), "--format", "json"};
            int code = Main.run(args, new PrintWriter(out), new PrintWriter(err));
            assertThat(code).as(err.toString()).isZero();
            JsonObject first = JsonParser.parseString(out.toString())
                    .getAsJsonObject()
                    .getAsJsonArray("estimates")
                    .get(0)
                    .getAsJsonObject();
            double error = first.get("std_error").getAsDouble();
            assertThat(first.get("estimate").getAsDouble()).isCloseTo(0.04, within(5 * error));
            // The standard error that the plan counted on, but for guardrails and rounding.
            assertThat(0.04 / error).isBetween(2.2, 5.0);
        }
    }

    /** Rows of the tables that the review step names, from the world that it plans for: a rate of 0.2 and an effect of 0.04. */
    private Path tables(CalcScripts scripts, Planned planned) throws IOException {
        Path tables = Files.createDirectories(folder.resolve("tables"));
        Map<String, StringBuilder> files = new HashMap<>();
        Map<String, List<String>> columns = new HashMap<>();
        scripts.json("c.tables(" + planned.state() + ")").getAsJsonArray().forEach(table -> {
            List<String> names = new ArrayList<>();
            table.getAsJsonArray().get(1).getAsJsonArray().forEach(name -> names.add(name.getAsString()));
            String file = table.getAsJsonArray().get(0).getAsString();
            columns.put(file, names);
            files.put(file, new StringBuilder(String.join(",", names)).append('\n'));
        });
        String cluster = planned.contract().cluster().orElse("none");
        boolean clustered = planned.contract().cluster().isPresent();
        int per = clustered ? 20 : 1;
        int groups = planned.plan().getAsJsonObject("size").get("total").getAsInt();
        Philox random = new Philox(3, 0, 0);
        for (int g = 0; g < groups; g++) {
            double shift = clustered ? 0.4 * Math.sqrt(0.03) * random.nextGaussian() : 0;
            boolean treated = g % 2 == 1;
            for (int i = cluster.equals("market_window") ? 4 : 0; i < per; i++) {
                double taste = clustered ? 0 : random.nextGaussian();
                double rate = Math.min(1, Math.max(0, 0.2 + shift + (treated ? 0.04 : 0) + 0.16 * taste));
                Map<String, String> cells = new HashMap<>();
                cells.put("experiment_id", planned.contract().id());
                cells.put("user_id", "u" + g + "_" + i);
                cells.put("assignment_ts", start(planned, random));
                cells.put("assigned_group", treated ? "treatment" : "control");
                cells.put(cluster, "g" + g);
                cells.put("conversion_7d_pre", Double.toString(taste));
                cells.put("conversion_7d", random.nextDouble() < rate ? "1" : "0");
                cells.put("refunds", random.nextDouble() < 0.1 ? "1" : "0");
                columns.forEach((file, names) -> files.get(file)
                        .append(String.join(",", names.stream().map(cells::get).toList()))
                        .append('\n'));
            }
        }
        for (Map.Entry<String, StringBuilder> file : files.entrySet()) {
            Files.writeString(tables.resolve(file.getKey()), file.getValue());
        }
        return tables;
    }

    private static String start(Planned planned, Philox random) {
        Instant start = planned.contract().assignmentStart();
        long seconds = planned.contract().assignmentEnd().getEpochSecond() - start.getEpochSecond();
        return start.plusSeconds((long) (random.nextDouble() * (seconds - 1))).toString();
    }
}
