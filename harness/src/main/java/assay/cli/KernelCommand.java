package assay.cli;

import assay.notebook.KernelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Jupyter kernel. */
@Command(
        name = "kernel",
        mixinStandardHelpOptions = true,
        description = "Install the Java kernel for your own Jupyter, with Assay and its libraries on its class path.",
        subcommands = KernelCommand.Install.class)
final class KernelCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: assay kernel install");
    }

    @Command(
            name = "install",
            mixinStandardHelpOptions = true,
            description = "Write the kernelspec 'java' where Jupyter finds it.")
    static final class Install implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--dir",
                paramLabel = "DIR",
                description = "Folder of kernels to write to; by default that of the current user's Jupyter.")
        private @Nullable Path dir;

        @Override
        public Integer call() throws IOException {
            Path target = dir == null ? KernelSpec.userDirectory() : dir;
            Path written = KernelSpec.install(target);
            spec.commandLine().getOut().println("kernel: " + written);
            spec.commandLine().getErr().println("Open a chapter with: jupyter notebook chapters");
            return Exit.OK;
        }
    }
}
