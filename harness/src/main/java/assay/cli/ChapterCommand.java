package assay.cli;

import assay.notebook.CleanCopy;
import assay.notebook.NotebookFailure;
import assay.notebook.NotebookRun;
import assay.notebook.NotebookRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The chapters. */
@Command(
        name = "chapter",
        mixinStandardHelpOptions = true,
        description = "Run, open or copy a chapter.",
        subcommands = {ChapterCommand.Run.class, ChapterOpenCommand.class, ChapterCommand.Clean.class})
final class ChapterCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do: assay chapter run 1, or assay chapter open 1");
    }

    /** The folders of chapters, in order. */
    static List<Path> folders() {
        try (Stream<Path> all = Files.list(Home.chapters())) {
            return all.filter(p -> Files.isRegularFile(p.resolve("chapter.ipynb")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path find(CommandSpec spec, int number) {
        return folders().stream()
                .filter(p ->
                        p.getFileName().toString().startsWith(String.format(java.util.Locale.ROOT, "%02d-", number)))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "There is no chapter " + number + "; the chapters are "
                                + String.join(
                                        ", ",
                                        folders().stream()
                                                .map(p -> p.getFileName().toString())
                                                .toList())
                                + "."));
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = "Execute a chapter in this Java, without Jupyter, and keep the executed copy.")
    static final class Run implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NN", description = "Number of the chapter.")
        private int number;

        @Override
        public Integer call() throws IOException {
            Path folder = find(spec, number);
            Path executed = executed(folder);
            try {
                NotebookRun run = NotebookRunner.run(
                        folder.resolve("chapter.ipynb"),
                        executed,
                        NotebookRunner.Options.standard()
                                .withProgress(
                                        cell -> spec.commandLine().getErr().println("cell " + cell)));
                spec.commandLine().getErr().println(run.cells().size() + " code cells ran");
            } catch (NotebookFailure failure) {
                spec.commandLine().getErr().println("error: " + failure.getMessage());
                return Exit.REFUTED;
            }
            spec.commandLine().getOut().println("executed: " + executed);
            return Exit.OK;
        }
    }

    /** Where the executed copy of a chapter goes: a build product. */
    static Path executed(Path folder) {
        return Home.chapters()
                .resolve("target")
                .resolve("executed")
                .resolve(folder.getFileName().toString())
                .resolve("chapter.ipynb");
    }

    @Command(
            name = "clean",
            mixinStandardHelpOptions = true,
            description = "Write a copy of a chapter to work through alone: headings, exercises without solutions, and "
                    + "code without outputs.")
    static final class Clean implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NN", description = "Number of the chapter.")
        private int number;

        @Option(names = "--out", paramLabel = "FILE", required = true, description = "The notebook to write.")
        private Path out = Path.of("");

        @Option(names = "--blank", description = "Leave the code out as well, but for imports and first comments.")
        private boolean blank;

        @Override
        public Integer call() throws IOException {
            Path notebook = find(spec, number).resolve("chapter.ipynb");
            if (Files.exists(out) && Files.isSameFile(notebook, out)) {
                throw new ParameterException(spec.commandLine(), "--out names the chapter itself; name another file.");
            }
            CleanCopy.write(notebook, out, blank ? CleanCopy.Code.BLANK : CleanCopy.Code.KEPT);
            spec.commandLine().getOut().println("clean copy: " + out);
            return Exit.OK;
        }
    }
}
