package assay.cli;

import assay.registry.EventReport;
import assay.registry.EventRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks events against the rules of instrumentation. */
@Command(
        name = "check-events",
        mixinStandardHelpOptions = true,
        description = "Check a file of raw events, CSV or Parquet, against the rules of instrumentation.",
        footer = {"", "Example: assay experiment check-events events.csv --at 2026-03-02"})
final class ExperimentCheckEventsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "EVENTS", description = "CSV or Parquet, one row an event.")
    private Path events = Path.of("events.csv");

    @Option(names = "--variants", paramLabel = "A,B", split = ",", description = "Names of the arms (default: any).")
    private Set<String> variants = new TreeSet<>();

    @Option(names = "--at", paramLabel = "TIME", description = "The present (default: now).")
    private @Nullable String at;

    @Option(
            names = "--max-age",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "Oldest that the latest event may be (default: ${DEFAULT-VALUE}).")
    private long maximumAge = 24;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Instant now = at == null ? Instant.now() : StoreOptions.parse(at);
        EventReport report = new EventRules(variants, now, Duration.ofHours(maximumAge)).check(events);
        output.print(out, err, "events", ExperimentRows.events(report).format(output.format()));
        err.println(report.summary());
        return report.failed().isEmpty() ? Exit.OK : Exit.REFUTED;
    }
}
