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
    private volatile boolean running;
    private volatile boolean over;

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
     * @param file the connection file that Jupyter wrote
     * @throws IOException if that file cannot be read
     * @throws GeneralSecurityException if its signature scheme is unknown
     */
    static void serve(Path file) throws IOException, GeneralSecurityException {
        System.setProperty("java.awt.headless", "true");
        Logger.getLogger("").setLevel(Level.WARNING); // The base library reports every message and every loop.
        JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
        JupyterConnection connection = new JupyterConnection(KernelConnectionProperties.parse(Files.readString(file)));
        Kernel kernel = new Kernel();
        // Handlers first: the front end asks who we are as soon as the sockets are there.
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        Runtime.getRuntime().addShutdownHook(new Thread(kernel::lastWords, "last-words"));
        connection.waitUntilClose();
        kernel.over = true;
        System.exit(0); // Threads that cells have started must not keep the kernel alive.
    }

    /** Says why the kernel ends, in the cell that is running if there is one, unless the front end asked for it. */
    private void lastWords() {
        if (over) {
            return;
        }
        String why = running
                ? "the cell that was running ended this Java, as System.exit does, or it was killed from outside"
                : "it was killed from outside";
        System.err.println("assay kernel: the kernel ends: " + why + ". What cells declared is lost; run them again.");
        System.err.flush();
    }

    @Override
    public @Nullable DisplayData eval(String source) throws Exception {
        running = true;
        CellResult result;
        try {
            result = engine.run(source, NO_LIMIT, this::display);
        } finally {
            running = false;
        }
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
        over = true;
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
            String documentation = each.javadoc() == null ? SourceDocs.of(each.signature()) : each.javadoc();
            if (!documentation.isEmpty()) {
                text.append(documentation).append('\n');
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
