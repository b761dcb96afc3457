package assay.cli;

import assay.Arguments;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** On how many threads a simulation runs. */
final class ThreadOptions {

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; they never change a result (default: all processors).")
    private @Nullable Integer threads;

    int count() {
        return threads == null
                ? Runtime.getRuntime().availableProcessors()
                : Arguments.atLeast("--threads", threads, 1);
    }
}
