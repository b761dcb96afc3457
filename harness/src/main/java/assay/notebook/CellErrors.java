package assay.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;

/** Turns what JShell reports into an error that points into the cell. */
final class CellErrors {

    private static final String MEMORY =
            ": this Java may use %d MB. Let go of what is not needed, or give it more with -Xmx"
                    + " (a kernel: among the argv of its kernel.json)";

    private CellErrors() {}

    /** The error of one evaluated statement, or null if there is none. */
    static @Nullable CellError of(
            JShell shell, List<SnippetEvent> events, CellExecution execution, String cell, int offset) {
        for (SnippetEvent event : events) {
            // Snippets that a new declaration merely touches are reported with their cause.
            if (event.causeSnippet() == null && !event.status().isDefined()) {
                return notCompiled(shell, event.snippet(), cell, offset);
            }
        }
        for (SnippetEvent event : events) {
            JShellException exception = event.exception();
            if (exception != null) {
                CellExecution.Call call = execution.take();
                Throwable thrown = call == null ? null : call.thrown();
                return thrown(thrown == null ? exception : thrown, exception);
            }
        }
        return null;
    }

    private static CellError notCompiled(JShell shell, Snippet snippet, String cell, int offset) {
        List<String> messages = new ArrayList<>();
        List<String> traceback = new ArrayList<>();
        // The snippet's text is the cell's from its first character that is not blank.
        int start = Math.max(
                offset,
                cell.indexOf(snippet.source().strip().lines().findFirst().orElse(""), offset));
        shell.diagnostics(snippet).filter(Diag::isError).forEach(problem -> {
            int at = Math.min(cell.length(), start + (int) Math.max(0, problem.getStartPosition()));
            int line =
                    (int) cell.substring(0, at).chars().filter(c -> c == '\n').count();
            String message = problem.getMessage(Locale.ROOT).strip();
            messages.add("line " + (line + 1) + ": " + message);
            traceback.add("line " + (line + 1) + ": " + message);
            traceback.add(
                    "    " + cell.lines().skip(line).findFirst().orElse("").strip());
        });
        if (snippet instanceof DeclarationSnippet declaration) {
            shell.unresolvedDependencies(declaration).forEach(name -> messages.add("not declared: " + name));
        }
        if (messages.isEmpty()) {
            messages.add("the cell ends in the middle of a statement");
        }
        if (traceback.isEmpty()) {
            traceback.addAll(messages);
        }
        traceback.add(0, "CompileError");
        return new CellError("CompileError", String.join("; ", messages), lines(traceback), null);
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().flatMap(String::lines).toList();
    }

    private static CellError thrown(Throwable thrown, JShellException reported) {
        boolean ours = thrown != reported;
        String name = ours ? thrown.getClass().getSimpleName() : "UnresolvedReference";
        String message = thrown.getMessage() == null ? "" : thrown.getMessage();
        if (thrown instanceof OutOfMemoryError) {
            message += MEMORY.formatted(Runtime.getRuntime().maxMemory() >> 20);
        }
        List<String> traceback = new ArrayList<>();
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            traceback.add((each == thrown ? "" : "Caused by: ") + (ours ? each.toString() : message));
            frames(each, traceback);
        }
        return new CellError(name, message, lines(traceback), thrown);
    }

    /** The frames down to the snippet; below it there is only machinery. */
    private static void frames(Throwable thrown, List<String> traceback) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (!frame.getClassName().startsWith("REPL.")) {
                traceback.add("    at " + frame);
                continue;
            }
            boolean statement = frame.getMethodName().startsWith("do_it$");
            traceback.add("    at cell" + (statement ? "" : " " + frame.getMethodName())
                    + (frame.getLineNumber() > 0 ? ", statement line " + frame.getLineNumber() : ""));
            if (statement) {
                return;
            }
        }
    }
}
