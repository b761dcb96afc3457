package assay.cli;

import assay.contract.Starter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a project to start from. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Write a commented experiment with its metrics, policy and scenario to start from, and the schemas by which editors "
                    + "complete and check them. Nothing is overwritten."
        },
        footer = {"", "Example: assay init checkout && assay contract check checkout"})
final class InitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "A new folder, or an empty one.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        for (Path file : Starter.write(folder)) {
            out.println(file);
        }
        out.flush();
        PrintWriter err = spec.commandLine().getErr();
        err.println("next: assay contract check " + folder);
        return Exit.OK;
    }
}
