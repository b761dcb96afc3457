package assay.cli;

import assay.notebook.KernelSpec;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Opens a copy of a chapter in Jupyter; the chapter of the checkout stays as it is. */
@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        description = {
            "Open a copy of a chapter in Jupyter, with the kernel of Assay, until Ctrl-C.",
            "What you change in the copy is kept; the chapter itself is not touched."
        })
final class ChapterOpenCommand implements Callable<Integer> {

    private static final Pattern ADDRESS = Pattern.compile("https?://(?:localhost|127\\.0\\.0\\.1)[^\\s]*");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NN", description = "Number of the chapter.")
    private int number;

    @Option(names = "--fresh", description = "Copy the chapter anew; what you changed in the copy is lost.")
    private boolean fresh;

    @Option(names = "--no-browser", description = "Start no browser, only print the address.")
    private boolean noBrowser;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port of Jupyter (default: the first free from 8888).")
    private @Nullable Integer port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path chapter = ChapterCommand.find(spec, number);
        Path copy = copy(chapter);
        PrintWriter out = spec.commandLine().getOut();
        out.println("notebook: " + copy);
        out.flush();
        Path kernels = Home.root().resolve("harness/target/jupyter/kernels");
        KernelSpec.install(kernels);
        try {
            return follow(jupyter(copy, kernels).start(), out);
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println("error: Jupyter does not start (" + e.getMessage()
                            + "). Install it (Debian: apt-get install jupyter-notebook), or run the chapter without it: "
                            + "assay chapter run " + number);
            return Exit.SOFTWARE;
        }
    }

    private Path copy(Path chapter) throws IOException {
        Path copy = Home.chapters().resolve("target").resolve("opened").resolve(chapter.getFileName() + ".ipynb");
        if (fresh || !Files.exists(copy)) {
            Files.createDirectories(copy.toAbsolutePath().getParent());
            Files.copy(chapter.resolve("chapter.ipynb"), copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    private ProcessBuilder jupyter(Path notebook, Path kernels) {
        List<String> command = new ArrayList<>(List.of("jupyter", "notebook", notebook.toString()));
        if (noBrowser) {
            command.add("--no-browser");
        }
        if (port != null) {
            command.add("--port=" + port);
        }
        if (System.getProperty("user.name", "").equals("root")) {
            command.add("--allow-root");
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        String path = builder.environment().getOrDefault("JUPYTER_PATH", "");
        builder.environment()
                .put("JUPYTER_PATH", kernels.getParent() + (path.isEmpty() ? "" : File.pathSeparator + path));
        return builder;
    }

    /** Passes on what Jupyter says, and its address as data once it is known. */
    private Integer follow(Process jupyter, PrintWriter out) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(jupyter::destroy, "stop-jupyter"));
        PrintWriter err = spec.commandLine().getErr();
        boolean told = false;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(jupyter.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                err.println(line);
                err.flush();
                Matcher address = ADDRESS.matcher(line);
                if (!told && address.find()) {
                    told = true;
                    out.println("open: " + address.group());
                    out.flush();
                }
            }
        }
        return jupyter.waitFor() == 0 ? Exit.OK : Exit.SOFTWARE;
    }
}
