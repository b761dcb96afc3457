package assay.cli;

import assay.Arguments;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a simulation runs. */
final class RunOptions {

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of the random streams, always printed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads; they never change a result (default: all processors).")
    private @Nullable Integer threads;

    long seed() {
        return seed;
    }

    int threads() {
        int all = Runtime.getRuntime().availableProcessors();
        return threads == null ? all : Arguments.atLeast("--threads", threads, 1);
    }
}
