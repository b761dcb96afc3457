package assay.cli;

import assay.harness.WorldBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Speed of the worlds. */
@Command(
        name = "worlds",
        mixinStandardHelpOptions = true,
        description = "Rows per second and memory of each world, beside bare normals from the same streams.",
        footer = {
            "",
            "mb is the size of what an estimator sees, allocated_mb all that drawing it and its truth takes. cells_ratio is",
            "the time of a draw over the time of as many bare normals, one for each cell of the table, in the same run."
        })
final class BenchWorldsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "0.5",
            description = "Length of a measurement (default: ${DEFAULT-VALUE}).")
    private double seconds = 0.5;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Rows rows = new Rows(
                "world", "rows", "columns", "rows_per_second", "ns_per_row", "mb", "allocated_mb", "cells_ratio");
        for (WorldBench.Row row : WorldBench.run(Worlds.shown(), seconds)) {
            rows.add(
                    row.world(),
                    row.rows(),
                    row.columns(),
                    (double) Math.round(row.rowsPerSecond()),
                    rounded(1e9 / row.rowsPerSecond(), 1),
                    rounded(row.megabytes(), 4),
                    rounded(row.allocatedMegabytes(), 4),
                    rounded(row.ratio(), 2));
        }
        output.print(
                spec.commandLine().getOut(), spec.commandLine().getErr(), "bench-worlds", rows.format(output.format()));
        return Exit.OK;
    }

    private static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Double.isNaN(value) ? value : Math.rint(value * scale) / scale;
    }
}
