package assay.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/**
 * Executes the cells of one notebook in this JVM, on JShell: later cells see what earlier ones declared. Everything on
 * the class path of the JVM is there to import; the default imports are those of IJava.
 *
 * <p>One thread at a time may run cells; {@link #stop} may be called from any.
 */
public final class CellEngine implements AutoCloseable {

    private static final List<String> IMPORTS = List.of(
            "import java.io.*;",
            "import java.math.*;",
            "import java.net.*;",
            "import java.util.*;",
            "import java.util.concurrent.*;",
            "import java.util.regex.*;",
            "import static assay.notebook.Display.*;");
    private static final long STOP_EVERY_MILLIS = 50;

    private final CellExecution execution = new CellExecution(this);
    private final CellRenderer renderer = new CellRenderer();
    private final AtomicInteger displays = new AtomicInteger();
    private final AtomicReference<@Nullable CellError> stopped = new AtomicReference<>();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "cell-limit");
        thread.setDaemon(true);
        return thread;
    });
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private volatile Consumer<DisplayData> shown = data -> {};

    /** Starts an engine with nothing declared yet. */
    public CellEngine() {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        shell = JShell.builder().executionEngine(provider(), Map.of()).build();
        analysis = shell.sourceCodeAnalysis();
        ClassPath.current().forEach(shell::addToClasspath);
        for (String statement : IMPORTS) {
            shell.eval(statement);
        }
    }

    /**
     * Executes a cell. Its statements run one by one, so those before a mistake have run.
     *
     * @param source the source of the cell
     * @param limit how long it may take
     * @param onDisplay takes what the cell shows with {@code display}, as it does
     * @return the value of the last expression, or why the cell failed
     */
    public CellResult run(String source, Duration limit, Consumer<DisplayData> onDisplay) {
        stopped.set(null);
        shown = onDisplay;
        String over = "the cell ran for more than " + limit.toSeconds() + " s and was stopped";
        var timer = watch.scheduleWithFixedDelay(
                () -> stop(CellError.of("TimeLimit", over)),
                limit.toMillis(),
                STOP_EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
        try {
            return runAll(source);
        } finally {
            timer.cancel(false);
            shown = data -> {};
        }
    }

    /** Stops the cell that is running, if any; what it has declared stays. */
    public void stop() {
        stop(CellError.of("Interrupted", "the cell was stopped"));
    }

    /** Stops what is running and forgets everything declared. */
    @Override
    public void close() {
        watch.shutdownNow();
        shell.close();
    }

    /** Completions and documentation for a front end. */
    SourceCodeAnalysis analysis() {
        return analysis;
    }

    DisplayData render(@Nullable Object value, String... types) {
        return renderer.show(value, types);
    }

    String display(@Nullable Object value, String... types) {
        DisplayData data = render(value, types);
        if (!data.hasDisplayId()) {
            data.setDisplayId("display-" + displays.incrementAndGet());
        }
        shown.accept(data);
        return data.getDisplayId();
    }

    void updateDisplay(String id, @Nullable Object value, String... types) {
        DisplayData data = render(value, types);
        data.setDisplayId(id);
        shown.accept(data);
    }

    private void stop(CellError reason) {
        stopped.compareAndSet(null, reason);
        shell.stop();
    }

    private CellResult runAll(String source) {
        int displayed = displays.get();
        String rest = source;
        @Nullable Object value = null;
        while (!rest.isBlank()) {
            CompletionInfo unit = analysis.analyzeCompletion(rest);
            if (unit.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                break;
            }
            String statement = unit.completeness().isComplete() ? unit.source() : rest;
            execution.take();
            List<SnippetEvent> events = shell.eval(statement);
            CellError reason = stopped.get();
            if (reason != null) {
                return new CellResult(null, reason);
            }
            CellError error = CellErrors.of(shell, events, execution, source, source.length() - rest.length());
            if (error != null) {
                return new CellResult(null, error);
            }
            value = value(events);
            rest = unit.completeness().isComplete() ? unit.remaining() : "";
        }
        return new CellResult(echoes(value, displayed) ? render(value) : null, null);
    }

    /** The value of a snippet that is an expression; declarations and assignments have none to show. */
    private @Nullable Object value(List<SnippetEvent> events) {
        CellExecution.Call call = execution.take();
        if (call == null || events.isEmpty()) {
            return null;
        }
        Snippet.SubKind kind = events.get(0).snippet().subKind();
        boolean expression = kind == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                || kind == Snippet.SubKind.VAR_VALUE_SUBKIND
                || kind == Snippet.SubKind.OTHER_EXPRESSION_SUBKIND;
        return expression ? call.value() : null;
    }

    /** Not shown again: the id that {@code display} returns, and the stream that {@code printf} returns. */
    private boolean echoes(@Nullable Object value, int displayedBefore) {
        boolean id = displays.get() > displayedBefore && ("display-" + displays.get()).equals(value);
        return value != null && !id && !(value instanceof PrintStream);
    }

    private ExecutionControlProvider provider() {
        return new ExecutionControlProvider() {
            @Override
            public String name() {
                return "cells";
            }

            @Override
            public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
                return execution;
            }
        };
    }
}
