package assay.scenario;

import assay.contract.ContractText;
import assay.data.experiment.ExperimentWriter;
import assay.data.experiment.TableContract;
import assay.data.experiment.TableContracts;
import assay.data.experiment.TableFormat;
import assay.decision.ExperimentPlan;
import assay.dgp.scenario.ScenarioTables;
import assay.random.Streams;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a scenario into a folder: its tables, the contract files that the next commands need, and the truth. */
public final class ScenarioRun {

    /** The file of the truth within the folder. */
    public static final String TRUTH = "truth.json";

    private ScenarioRun() {}

    /**
     * Runs a scenario. The folder appears whole or not at all.
     *
     * @param scenario the scenario
     * @param seed key of the streams; the same seed gives the same tables
     * @param folder a folder that does not exist yet, or is empty
     * @param format what tables are written as
     * @return rows by the name of the table
     * @throws assay.data.DataException if the folder has something in it
     * @throws IOException if it cannot be written
     */
    public static Map<String, Long> write(Scenario scenario, long seed, Path folder, TableFormat format)
            throws IOException {
        ExperimentPlan plan = scenario.world().plan();
        ScenarioTables tables = new ScenarioTables(scenario.world(), new Streams(seed, 0));
        try (ExperimentWriter writer = ExperimentWriter.open(folder, format, plan.id(), new ArmValues(plan).names())) {
            ExperimentRow.write(writer, plan);
            tables.write(new WriterSink(writer));
            writer.table(TableContracts.named("fact_validation_truth").orElseThrow());
            TruthDocument truth = new TruthDocument(scenario, seed, tables);
            truth.row(writer);
            for (Map.Entry<String, String> file : ContractText.files(plan).entrySet()) {
                text(writer.folder().resolve(file.getKey()), file.getValue());
            }
            text(writer.folder().resolve(TRUTH), truth.json());
            Map<String, Long> rows = new LinkedHashMap<>();
            for (Map.Entry<TableContract, Long> written : writer.save().entrySet()) {
                rows.put(written.getKey().name(), written.getValue());
            }
            return rows;
        }
    }

    private static void text(Path file, String text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
