package assay.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Executes notebooks in this JVM: no Python, no Jupyter, no sockets. */
public final class NotebookRunner {

    /** Standard output belongs to the whole JVM, so notebooks take turns. */
    private static final ReentrantLock STANDARD_STREAMS = new ReentrantLock();

    private NotebookRunner() {}

    /**
     * How to run.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if the limit is not positive.
     *
     * @param cellLimit how long a cell may take
     * @param progress told of every cell that is done
     */
    public record Options(Duration cellLimit, Consumer<NotebookRun.CellTime> progress) {

        public Options {
            if (cellLimit.isZero() || cellLimit.isNegative()) {
                throw new IllegalArgumentException("a cell needs a positive time limit, not " + cellLimit);
            }
        }

        /**
         * Two minutes a cell, in silence.
         *
         * @return the options
         */
        public static Options standard() {
            return new Options(Duration.ofMinutes(2), cell -> {});
        }

        /**
         * The same with another limit.
         *
         * @param limit how long a cell may take
         * @return the options
         */
        public Options withCellLimit(Duration limit) {
            return new Options(limit, progress);
        }

        /**
         * The same, telling someone of every cell that is done.
         *
         * @param listener told after each code cell
         * @return the options
         */
        public Options withProgress(Consumer<NotebookRun.CellTime> listener) {
            return new Options(cellLimit, listener);
        }
    }

    /**
     * Executes every code cell in order and writes a copy with the outputs. A cell that fails ends the run; the copy then
     * holds the outputs so far and the error.
     *
     * @param notebook the notebook, left as it is
     * @param executed where the copy goes; directories are made
     * @param options how to run
     * @return what ran, with times
     * @throws IOException if a file cannot be read or written, or is not a notebook of format 4
     * @throws NotebookFailure if a cell fails
     */
    public static NotebookRun run(Path notebook, Path executed, Options options) throws IOException {
        return run(notebook, executed, options, engine -> {});
    }

    /**
     * The same, with something to do where the notebook ended.
     *
     * @param notebook the notebook, left as it is
     * @param executed where the copy goes; directories are made
     * @param options how to run
     * @param afterwards given the engine after the last cell, with all that the cells declared
     * @return what ran, with times
     * @throws IOException if a file cannot be read or written, or is not a notebook of format 4
     * @throws NotebookFailure if a cell fails
     */
    public static NotebookRun run(Path notebook, Path executed, Options options, Consumer<CellEngine> afterwards)
            throws IOException {
        Notebook book = Notebook.read(notebook);
        describeLanguage(book.metadata());
        book.cells().forEach(NotebookRunner::clear);
        List<NotebookRun.CellTime> times = new ArrayList<>();
        long start = System.nanoTime();
        STANDARD_STREAMS.lock();
        try (CellEngine engine = new CellEngine()) {
            double started = secondsSince(start);
            for (Notebook.Cell cell : book.cells()) {
                if (cell.isCode()) {
                    NotebookRun.CellTime time = execute(engine, book.chapter(), cell, options.cellLimit());
                    times.add(time);
                    options.progress().accept(time);
                }
            }
            afterwards.accept(engine);
            return new NotebookRun(book.chapter(), executed, times, started);
        } finally {
            STANDARD_STREAMS.unlock();
            book.write(executed);
        }
    }

    private static NotebookRun.CellTime execute(CellEngine engine, String chapter, Notebook.Cell cell, Duration limit) {
        Recorder recorder = new Recorder();
        PrintStream out = System.out;
        PrintStream err = System.err;
        long start = System.nanoTime();
        CellResult result;
        System.setOut(recorder.stream("stdout"));
        System.setErr(recorder.stream("stderr"));
        try {
            result = engine.run(cell.source(), limit, recorder::display);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        double seconds = secondsSince(start);
        if (result.value() != null) {
            recorder.result(result.value(), cell.codeNumber());
        }
        if (result.error() != null) {
            recorder.error(result.error());
        }
        cell.json().addProperty("execution_count", cell.codeNumber());
        cell.json().add("outputs", recorder.outputs());
        if (result.error() != null) {
            throw new NotebookFailure(chapter, cell, result.error());
        }
        return new NotebookRun.CellTime(cell.codeNumber(), cell.number(), seconds);
    }

    private static void clear(Notebook.Cell cell) {
        if (cell.isCode()) {
            cell.json().add("execution_count", JsonNull.INSTANCE);
            cell.json().add("outputs", new JsonArray());
        }
    }

    private static void describeLanguage(JsonObject metadata) {
        JsonObject language = new JsonObject();
        language.addProperty("name", "Java");
        language.addProperty("version", System.getProperty("java.specification.version", ""));
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("file_extension", ".java");
        language.addProperty("pygments_lexer", "java");
        metadata.add("language_info", language);
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
