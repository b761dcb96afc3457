package assay.cli;

import assay.Arguments;
import assay.EstimationException;
import assay.Problem;
import assay.distribution.NormalDistribution;
import assay.geo.LiftTest;
import assay.geo.SaturationCurve;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
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
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A saturation curve, calibrated by lift tests. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "A saturation curve of outcome on spend, with and without lift tests: the tests enter the likelihood by the incremental"
                    + " response that they found.",
            "The file of tests has columns spend, change, response and std_error, all per period of the series."
        })
final class GeoCalibrateCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of("spend", "change", "response", "std_error");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FILE", description = "One row for each period: spend and outcome.")
    private String file = "";

    @Option(names = "--spend", required = true, paramLabel = "COLUMN", description = "Spend per period.")
    private String spend = "";

    @Option(names = "--outcome", required = true, paramLabel = "COLUMN", description = "Outcome per period.")
    private String outcome = "";

    @Option(
            names = "--lift-tests",
            required = true,
            paramLabel = "FILE",
            description = "Tests: columns spend, change, response and std_error.")
    private String tests = "";

    @Option(
            names = "--inflate",
            paramLabel = "FACTOR",
            defaultValue = "1",
            description =
                    "Factor on the standard errors of the tests, which were made in other periods and regions (default:"
                            + " ${DEFAULT-VALUE}).")
    private double inflate = 1;

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
        Arguments.positive("--inflate", inflate);
        Table series = Inputs.read(file, Set.of(spend, outcome));
        Table table = Inputs.read(tests, Set.of());
        List<LiftTest> found = new ArrayList<>();
        double[][] columns =
                COLUMNS.stream().map(name -> numbers(table, tests, name)).toArray(double[][]::new);
        for (int i = 0; i < table.rowCount(); i++) {
            found.add(new LiftTest(columns[0][i], columns[1][i], columns[2][i], inflate * columns[3][i]));
        }
        if (found.isEmpty()) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS, "'" + tests + "' has no test.", "Give one row for each lift test.");
        }
        double[] x = numbers(series, file, spend);
        double[] y = numbers(series, file, outcome);
        SaturationCurve alone = SaturationCurve.of(x, y, List.of());
        SaturationCurve calibrated = SaturationCurve.of(x, y, found);
        Rows rows = new Rows("curve", "measure", "estimate", "std_error", "conf_low", "conf_high");
        add(rows, "series alone", alone);
        add(rows, "with lift tests", calibrated);
        PrintWriter err = spec.commandLine().getErr();
        output.print(spec.commandLine().getOut(), err, "geo-calibrate", rows.format(output.format()));
        err.println(
                "squared distance of " + found.size() + " tests from the curve, in units of their errors: "
                        + Rows.brief(alone.distance(found)) + " for the series alone, "
                        + Rows.brief(calibrated.disagreement())
                        + " calibrated; one per test is what chance makes. Where the first is much more, spend followed demand.");
        if (calibrated.bounded() == SaturationCurve.Bend.AT_THE_EDGE) {
            err.println(
                    "caution: neither spend nor tests show where the curve bends; read the return at the mean spend, and not"
                            + " beyond it.");
        }
        return Exit.OK;
    }

    private void add(Rows rows, String name, SaturationCurve curve) {
        double z = NormalDistribution.quantile((1 + level) / 2);
        rows.add(name, "base", curve.base(), null, null, null);
        rows.add(name, "ceiling", curve.ceiling(), null, null, null);
        rows.add(name, "scale", curve.scale(), null, null, null);
        row(rows, name, "average return", curve.averageReturn(), curve.averageError(), z);
        row(rows, name, "marginal return", curve.marginalReturn(), curve.marginalError(), z);
    }

    private static void row(Rows rows, String name, String measure, double value, double error, double z) {
        boolean known = Double.isFinite(error);
        @Nullable Double low = known ? value - z * error : null;
        @Nullable Double high = known ? value + z * error : null;
        rows.add(name, measure, value, known ? error : null, low, high);
    }

    private static double[] numbers(Table table, String file, String name) {
        if (!table.columnNames().contains(name)) {
            throw new EstimationException(
                    Problem.UNKNOWN_COLUMN,
                    "'" + file + "' has no column '" + name + "'; its columns are "
                            + String.join(", ", table.columnNames()) + ".",
                    "Name columns as in the file.");
        }
        Column<?> column = table.column(name);
        if (!(column instanceof NumericColumn<?> numeric)) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Column '" + name + "' of '" + file + "' is not numeric.",
                    "Write numbers, with a point for decimals.");
        }
        double[] values = numeric.asDoubleArray();
        int missing = IntStream.range(0, values.length)
                .filter(i -> !Double.isFinite(values[i]))
                .findFirst()
                .orElse(-1);
        if (missing >= 0) {
            throw new EstimationException(
                    Problem.MISSING_VALUES,
                    "Row " + (missing + 1) + " of column '" + name + "' of '" + file + "' has no finite value.",
                    "Leave the row out, or fill it.");
        }
        return values;
    }
}
