package assay.cli;

import assay.Arguments;
import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.cate.CateFile;
import assay.cate.CateModel;
import assay.cate.CateOrigin;
import assay.cate.Feature;
import assay.tablesaw.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tech.tablesaw.api.Table;

/** Effects of new units by a saved forest. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = {
            "Effects of new units, by a forest that assay cate --save has written. The units need the columns that the forest was",
            "fitted on, by name; a level that no unit of the fit had, or a value that is missing, is refused."
        })
final class CatePredictCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FOREST", description = "A file written by assay cate --save.")
    private Path forest = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "New units: a data set, a CSV or Parquet file, or a draw.")
    private String file = "";

    @Option(
            names = "--unit",
            paramLabel = "COLUMN",
            description = "Identifier of the unit (default: rows are numbered).")
    private @Nullable String unit;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "0.95",
            description = "Level of intervals, in (0, 1) (default: ${DEFAULT-VALUE}).")
    private double level = 0.95;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Arguments.probability("--level", level);
        CateFile saved = CateFile.load(forest);
        Table table = Inputs.read(file, columns(saved));
        List<Column> columns = new ArrayList<>();
        for (String name : table.columnNames()) {
            columns.add(Tables.column(table, name));
        }
        double[][] features = saved.schema().encode(columns);
        int size = table.rowCount();
        double[] effects = new double[size];
        double[] variances = new double[size];
        CateModel model = saved.model();
        model.predict(features, IntStream.range(0, size).toArray(), effects, model.hasVariance() ? variances : null);
        boolean[] interior = saved.interior().contains(features, size);
        Rows rows = CateTables.effects(
                Sample.builder().add(Role.UNIT, unit(columns, size)).build(),
                effects,
                model.hasVariance() ? variances : null,
                interior,
                level);
        PrintWriter err = spec.commandLine().getErr();
        tell(saved.origin(), interior, err);
        output.print(spec.commandLine().getOut(), err, "predict", rows.format(output.format()));
        return Exit.OK;
    }

    private Set<String> columns(CateFile saved) {
        if (!file.endsWith(".parquet")) {
            // Of a small file all columns are read, so that a misspelt one can be named.
            return Set.of();
        }
        Set<String> columns = new LinkedHashSet<>();
        saved.schema().features().stream().map(Feature::name).forEach(columns::add);
        if (unit != null) {
            columns.add(unit);
        }
        return columns;
    }

    private Column unit(List<Column> columns, int size) {
        if (unit == null) {
            return new Column.Numeric(
                    "row", IntStream.rangeClosed(1, size).asDoubleStream().toArray());
        }
        return columns.stream()
                .filter(column -> column.name().equals(unit))
                .findFirst()
                .orElseThrow(() -> new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "There is no column '" + unit + "' for the role unit.",
                        "Leave --unit out, and rows are numbered."));
    }

    private static void tell(CateOrigin origin, boolean[] interior, PrintWriter err) {
        int inside = 0;
        for (boolean in : interior) {
            inside += in ? 1 : 0;
        }
        err.println("effect of " + origin.treatment() + " (" + origin.contrast() + ") on " + origin.outcome()
                + ", by a causal forest of " + origin.rows() + " rows, seed " + origin.seed() + ", Assay "
                + origin.version());
        err.println(CateReport.pointwise());
        err.println("interior: " + inside + " of " + interior.length
                + " units; the intervals of the others hold less often than they say and are not to be read");
        err.flush();
    }
}
