package assay.cli;

import assay.bench.TableBench;
import assay.data.SampledFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks of a table of many rows. */
@Command(
        name = "criteo",
        mixinStandardHelpOptions = true,
        description = {
            "Time and memory of two arms of many rows, on simulated tables with the columns and counts of Criteo's uplift file:",
            "rows, effects and standard errors beside DuckDB's own group statistics of the same columns in the same run, and the",
            "whole of analyze --report."
        },
        footer = {
            "",
            "seconds is the median of the repeats after one to warm up, opening the file included; the report runs once, cold.",
            "cpu_seconds is processor time of all threads, steadier on a machine that is shared. process_mb is the peak resident",
            "size of this process. ratio and cpu_ratio say how many times longer it takes than DuckDB's scan."
        })
final class BenchCriteoCommand implements Callable<Integer> {

    private static final String COVARIATES = "f0,f1,f2,f3,f4,f5,f6,f7,f8,f9,f10,f11";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--rows",
            split = ",",
            paramLabel = "N",
            defaultValue = "1000000,13979592",
            description =
                    "Sizes; each is simulated into a temporary folder, five seconds for a million rows (default: ${DEFAULT-VALUE}).")
    private List<Long> rows = List.of();

    @Option(
            names = "--file",
            paramLabel = "PARQUET",
            description = "Measure this table instead, which has the columns of Criteo's; such as one that assay data"
                    + " simulate criteo wrote.")
    private @Nullable Path file;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measurements of the counts (default: ${DEFAULT-VALUE}).")
    private int repeats = 5;

    @Option(names = "--no-report", description = "Only the counts, not the whole report.")
    private boolean countsOnly;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws Exception {
        Rows table = new Rows(
                "task",
                "source",
                "rows",
                "seconds",
                "cpu_seconds",
                "rows_per_second",
                "process_mb",
                "duckdb_seconds",
                "ratio",
                "cpu_ratio");
        TableBench bench = new TableBench(threads.count(), repeats);
        if (file != null) {
            measure(bench, file, SampledFile.rows(file), table);
        } else {
            for (long n : rows) {
                simulated(bench, n, table);
            }
        }
        output.print(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                "bench-criteo",
                table.format(output.format()));
        return Exit.OK;
    }

    private void simulated(TableBench bench, long n, Rows table) throws Exception {
        Path folder = Files.createTempDirectory("assay-bench");
        Path made = folder.resolve("criteo-simulated.parquet");
        try {
            TableBench.simulate(n, made);
            measure(bench, made, n, table);
        } finally {
            Files.deleteIfExists(made);
            Files.deleteIfExists(folder);
        }
    }

    private void measure(TableBench bench, Path table, long n, Rows into) throws Exception {
        String name = String.valueOf(table.getFileName());
        add(into, name, bench.counts(table));
        if (!countsOnly) {
            add(into, name, bench.whole(n, () -> {
                TableStudy study = new TableStudy(table.toString(), roles(), options(), step -> {});
                TableFindings found = study.run(Optional.empty(), Optional.empty());
                return found.arms().difference("visit");
            }));
        }
    }

    private static RoleOptions roles() {
        RoleOptions roles = new RoleOptions();
        new CommandLine(roles)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(
                        "--outcome",
                        "visit,conversion",
                        "--assignment",
                        "treatment",
                        "--treatment",
                        "exposure",
                        "--covariates",
                        COVARIATES);
        return roles;
    }

    private TableReportOptions options() {
        TableReportOptions options = new TableReportOptions();
        new CommandLine(options).parseArgs("--shares", "0:0.15,1:0.85", "--threads", Integer.toString(threads.count()));
        return options;
    }

    private void add(Rows table, String source, TableBench.Row row) {
        spec.commandLine().getErr().println("measured: " + row.task() + ", " + row.rows() + " rows");
        spec.commandLine().getErr().flush();
        table.add(
                row.task(),
                source,
                row.rows(),
                rounded(row.seconds(), 3),
                rounded(row.cpuSeconds(), 3),
                rounded(row.rows() / row.seconds(), 0),
                rounded(row.processMegabytes(), 0),
                rounded(row.duckSeconds(), 3),
                rounded(row.seconds() / row.duckSeconds(), 2),
                rounded(row.cpuSeconds() / row.duckCpuSeconds(), 2));
    }

    private static @Nullable Double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Double.isNaN(value) ? null : Math.rint(value * scale) / scale;
    }
}
