package assay.cli;

import assay.mediation.CausalGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A causal graph, on the command line or in a file. */
final class GraphOptions {

    @Option(
            names = "--graph",
            paramLabel = "GRAPH",
            description =
                    "What moves what, such as \"t -> m -> y; t, x -> y; [u] -> x\": statements end with semicolons, and a name in"
                            + " brackets was not measured. T stands for the treatment.")
    private @Nullable String text;

    @Option(
            names = "--graph-file",
            paramLabel = "FILE",
            description = "The same from a file; lines end statements too.")
    private @Nullable Path file;

    Optional<CausalGraph> graph() throws IOException {
        if (text != null && file != null) {
            throw new IllegalArgumentException("Give the graph once: --graph or --graph-file.");
        }
        String given = file == null ? text : Files.readString(file);
        return given == null ? Optional.empty() : Optional.of(CausalGraph.parse(given));
    }
}
