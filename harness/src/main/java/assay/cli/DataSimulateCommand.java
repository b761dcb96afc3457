package assay.cli;

import assay.data.LargeTableWriter;
import assay.dgp.UpliftTable;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A simulated stand-in for a data set that cannot be fetched. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Write a simulated table with the schema, the size and the exact counts of a data set that is too large to ship, to",
            "measure and rehearse with. Nothing else of it is real: its name must say so, and a file beside it tells its truth."
        },
        footer = {"", "Example: assay data simulate criteo --rows 1000000 --out criteo-simulated.parquet"})
final class DataSimulateCommand implements Callable<Integer> {

    /** What a simulated file says of itself. */
    static final String LABEL = "simulated";

    private static final String ONLY = "criteo";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The data set to imitate; criteo is the one there is.")
    private String name = "";

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "13979592",
            description = "Rows; counts are in proportion (default: ${DEFAULT-VALUE}, those of the real file).")
    private long rows = UpliftTable.ROWS;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "criteo-simulated.parquet",
            description = "Ends in .parquet, .csv.gz or .csv, and says simulated (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("criteo-simulated.parquet");

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of all that is drawn (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        if (!name.equals(ONLY)) {
            throw new IllegalArgumentException("No simulation is called " + name + ": there is " + ONLY + ".");
        }
        if (!isSimulated(out, "")) {
            throw new IllegalArgumentException(
                    "The name of a simulated file must say so, so that nobody takes it for the"
                            + " real one: such as --out criteo-simulated.parquet.");
        }
        UpliftTable table = new UpliftTable(rows, seed);
        Map<String, LargeTableWriter.Type> columns = new LinkedHashMap<>();
        for (String column : UpliftTable.COLUMNS) {
            columns.put(
                    column,
                    columns.size() < UpliftTable.FEATURES ? LargeTableWriter.Type.NUMBER : LargeTableWriter.Type.WHOLE);
        }
        try (LargeTableWriter writer = new LargeTableWriter(out, columns)) {
            double[][] block = new double[columns.size()][UpliftTable.BLOCK];
            for (int n = table.next(block); n > 0; n = table.next(block)) {
                writer.append(n, block);
            }
            writer.finish(LABEL + " by assay data simulate " + name + " --rows " + rows + " --seed " + seed);
        }
        OutputOptions.write(truthFile(), Rows.toJson(truth(table)));
        PrintWriter err = spec.commandLine().getErr();
        err.println("simulated: " + rows + " rows, seed " + seed + "; the truth is in " + truthFile());
        spec.commandLine().getOut().println(out);
        return Exit.OK;
    }

    private Path truthFile() {
        return out.resolveSibling(out.getFileName() + ".truth.json");
    }

    private JsonObject truth(UpliftTable table) {
        JsonObject truth = new JsonObject();
        truth.addProperty("simulated", true);
        truth.addProperty("imitates", name);
        truth.addProperty("rows", rows);
        truth.addProperty("seed", seed);
        truth.addProperty("effect_of_exposure_on_visit_among_exposed", table.exposureEffect());
        truth.addProperty(
                "effect_on_visit",
                "rises with f2, by which exposure becomes more frequent, and with f8, by which exposure does more; other"
                        + " features carry none");
        truth.addProperty("balance", "arms differ by chance only");
        return truth;
    }

    /** Whether a file is simulated, by its name or by what it says of itself. */
    static boolean isSimulated(Path file, String label) {
        return label.startsWith(LABEL)
                || String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).contains(LABEL);
    }
}
