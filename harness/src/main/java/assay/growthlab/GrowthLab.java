package assay.growthlab;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment read, checked and decided by the rules of GrowthLab, with its files.
 *
 * <p>The files are strict JSON: what is not finite is null and truth values are true or false. No clock time and no absolute path is
 * written, so that equal inputs give equal bytes.
 */
public final class GrowthLab {

    private GrowthLab() {}

    /**
     * What an experiment is read from.
     *
     * @param contract an experiment, or a scenario with one inside
     * @param data folder of Parquet or CSV files, or a DuckDB file
     * @param metrics files or folders of metric contracts; empty for {@code metrics} beside the contract or above it
     * @param policies files or folders of policy contracts; empty for {@code policies} beside the contract or above it
     * @param scenario the scenario whose experiment is analysed where the contract only decides; null for none
     */
    public record Inputs(
            Path contract,
            Path data,
            List<Path> metrics,
            List<Path> policies,
            @Nullable Path scenario) {
        public Inputs {
            metrics = List.copyOf(metrics);
            policies = List.copyOf(policies);
        }
    }

    /**
     * What came out.
     *
     * @param files contents by names
     * @param main the name of the file that answers
     * @param headline one sentence
     * @param notes what a reader should know
     * @param state how it ended
     */
    public record Bundle(Map<String, String> files, String main, String headline, List<String> notes, End state) {
        public Bundle {
            files = Map.copyOf(files);
            notes = List.copyOf(notes);
        }
    }

    /** How reading an experiment ended. */
    public enum End {
        /** There is an answer. */
        ANSWERED,
        /** The data cannot be trusted. */
        INVALID
    }

    /** Everything up to the checks of trust. */
    private record Checked(
            Study study,
            List<MetricResult> results,
            TrustSummary trust,
            TruthComparison truth,
            JsonObject trustJson,
            @Nullable String scenario,
            List<String> notes) {}

    /**
     * The analysis of all metrics.
     *
     * @param inputs what it is read from
     * @return {@code analysis_summary.json}, with its wrapper, and {@code analysis_summary.csv}
     * @throws IOException if a file cannot be read
     */
    public static Bundle analyze(Inputs inputs) throws IOException {
        ScenarioConfig config = ScenarioConfig.read(inputs.contract());
        try (Tables tables = Tables.open(inputs.data())) {
            List<String> notes = new ArrayList<>();
            Study study = study(inputs, config.experiment(), inputs.contract(), tables);
            List<MetricResult> results = study.results(notes);
            AnalysisRecords records = new AnalysisRecords(
                    study.experiment(), study.runtime(), inputs.data().toString());
            Map<String, String> files = new LinkedHashMap<>();
            files.put("analysis_summary.json", Values.text(records.wrapper(results)));
            files.put("analysis_summary.csv", CsvFiles.of(CsvFiles.ANALYSIS, records.array(results)));
            MetricResult primary = Study.result(results, study.experiment().primary());
            return new Bundle(
                    files,
                    "analysis_summary.json",
                    primary.metric().name() + ": " + Differences.interval(primary),
                    notes,
                    End.ANSWERED);
        }
    }

    /**
     * The checks of trust.
     *
     * @param inputs what it is read from
     * @return {@code trust_summary.json}, {@code validation_summary.json}, {@code analysis_summary.json} as a bare array, and where
     *     its rules and ours part
     * @throws IOException if a file cannot be read
     */
    public static Bundle trust(Inputs inputs) throws IOException {
        try (Tables tables = Tables.open(inputs.data())) {
            Checked checked = check(inputs, tables);
            Map<String, String> files = files(inputs, checked);
            List<Difference> differences = Differences.of(checked.study(), checked.results(), checked.trust(), tables);
            String headline = "trust: " + YamlMapping.name(checked.trust().overall());
            explain(files, headline + " by the rules of GrowthLab.", differences);
            return new Bundle(
                    files,
                    "trust_summary.json",
                    headline,
                    checked.notes(),
                    checked.trust().overall() == State.FAIL ? End.INVALID : End.ANSWERED);
        }
    }

    /**
     * The decision.
     *
     * @param inputs what it is read from
     * @param ours what the native rules decide about the same, in a sentence; empty if nobody asked them
     * @return all files of a case: decision, trust, validation and analysis, and where its rules and ours part
     * @throws IOException if a file cannot be read
     */
    public static Bundle decide(Inputs inputs, String ours) throws IOException {
        try (Tables tables = Tables.open(inputs.data())) {
            Checked checked = check(inputs, tables);
            Study study = inputs.scenario() == null
                    ? checked.study()
                    : study(inputs, ScenarioConfig.read(inputs.contract()).experiment(), inputs.contract(), tables);
            Decision decision = Decision.of(study, checked.results(), checked.trust());
            Map<String, String> files = files(inputs, checked);
            JsonObject json = DecisionJson.of(study, decision, checked.trust(), checked.scenario(), inputs);
            JsonArray rows = checked.trustJson().getAsJsonArray("analysis_summary");
            json.add("metric_summary_rows", rows);
            json.add("primary_metric_summary", primary(rows, study.experiment().primary()));
            files.put("decision_summary.json", Values.text(json));
            files.put("decision_summary.csv", CsvFiles.of(CsvFiles.DECISION, one(json)));
            files.put(
                    "decision_summary.md",
                    new DecisionPage(study, decision, checked.trust(), checked.scenario()).text());
            table(files, "guardrail_summary.csv", CsvFiles.GUARDRAIL, json.get("guardrail_summary"));
            if (json.get("segment_summary") instanceof JsonObject segments) {
                table(files, "segment_summary.csv", CsvFiles.SEGMENT, segments.get("candidates"));
            }
            String headline =
                    decision.action() + " at " + decision.stage() + ": " + String.join(", ", decision.codes());
            explain(
                    files,
                    ("GrowthLab decides " + headline + ". " + ours).strip(),
                    Differences.of(study, checked.results(), checked.trust(), tables, decision));
            List<String> notes = new ArrayList<>(checked.notes());
            SegmentStage segments = decision.segments();
            if (segments != null) {
                segments.failed().forEach(failure -> notes.add("segment left out: " + failure));
            }
            boolean invalid = decision.action() == Ruling.INVESTIGATE_INVALID_EXPERIMENT;
            return new Bundle(files, "decision_summary.json", headline, notes, invalid ? End.INVALID : End.ANSWERED);
        }
    }

    private static Checked check(Inputs inputs, Tables tables) throws IOException {
        Path file = inputs.scenario() == null ? inputs.contract() : inputs.scenario();
        ScenarioConfig config = ScenarioConfig.read(file);
        Study study = study(inputs, config.experiment(), file, tables);
        List<String> notes = new ArrayList<>();
        List<MetricResult> results = study.results(notes);
        TrustSummary trust = study.trust(tables, results);
        TruthComparison truth = TruthComparison.of(tables, config.type());
        String scenario = truth.scenario() != null ? truth.scenario() : config.id();
        AnalysisRecords records = new AnalysisRecords(
                study.experiment(), study.runtime(), inputs.data().toString());
        String experiment = study.runtime().experiment() == null
                ? study.experiment().id()
                : study.runtime().experiment();
        JsonObject trustJson = trust.json(
                scenario,
                experiment,
                records.array(results),
                truth.json(trust, study.experiment().primary()),
                truth.notes());
        return new Checked(study, results, trust, truth, trustJson, scenario, notes);
    }

    private static Map<String, String> files(Inputs inputs, Checked checked) {
        Map<String, String> files = new LinkedHashMap<>();
        JsonArray rows = checked.trustJson().getAsJsonArray("analysis_summary");
        files.put("analysis_summary.json", Values.text(rows));
        files.put("analysis_summary.csv", CsvFiles.of(CsvFiles.ANALYSIS, rows));
        files.put("trust_summary.json", Values.text(checked.trustJson()));
        Path path = inputs.scenario() == null ? inputs.contract() : inputs.scenario();
        files.put(
                "validation_summary.json",
                Values.text(checked.truth()
                        .validation(
                                inputs.data().toString(),
                                path.toString(),
                                checked.trust(),
                                checked.study().experiment().primary(),
                                checked.trustJson())));
        return files;
    }

    private static void explain(Map<String, String> files, String headline, List<Difference> differences) {
        files.put("differences.md", Difference.markdown(headline, differences));
        files.put("differences.json", Values.text(Difference.json(differences)));
    }

    private static void table(Map<String, String> files, String name, List<String> columns, JsonElement rows) {
        if (rows instanceof JsonArray array && !array.isEmpty()) {
            files.put(name, CsvFiles.of(columns, array));
        }
    }

    private static JsonArray one(JsonObject object) {
        JsonArray array = new JsonArray();
        array.add(object);
        return array;
    }

    private static JsonElement primary(JsonArray rows, String metric) {
        for (JsonElement row : rows) {
            if (row.getAsJsonObject().get("metric_name").getAsString().equals(metric)) {
                return row;
            }
        }
        return Values.element(null);
    }

    private static Study study(Inputs inputs, ExperimentConfig experiment, Path file, Tables tables)
            throws IOException {
        Map<String, MetricConfig> metrics = Registry.metrics(folders(inputs.metrics(), file, "metrics"));
        Map<String, PolicyConfig> policies = Registry.policies(folders(inputs.policies(), file, "policies"));
        Registry.requireMetrics(file.toString(), experiment, metrics.keySet());
        return Study.open(experiment, metrics, Registry.policy(file.toString(), experiment, policies), tables);
    }

    /** The folder of a kind of contract: as given, or beside the file, or beside its folder. */
    private static List<Path> folders(List<Path> given, Path file, String name) {
        if (!given.isEmpty()) {
            return given;
        }
        Path beside = file.resolveSibling(name);
        return List.of(Files.exists(beside) ? beside : file.resolveSibling("..").resolve(name));
    }
}
