package assay.cli;

import assay.data.Card;
import assay.data.Datasets;
import assay.data.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Real data. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Real data sets, shipped and on demand.",
        subcommands = {DataCommand.All.class, DataCommand.Get.class, DataSimulateCommand.class})
final class DataCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do: assay data list, assay data get NAME, or assay data simulate NAME");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the data sets.")
    static final class All implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private OutputOptions output = new OutputOptions();

        @Override
        public Integer call() throws IOException {
            Rows rows = new Rows("name", "rows", "columns", "kind", "design", "title");
            for (Card card : Datasets.cards()) {
                rows.add(
                        card.name(),
                        card.rows(),
                        card.columns().size(),
                        card.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        card.design().kind(),
                        card.title());
            }
            output.print(
                    spec.commandLine().getOut(), spec.commandLine().getErr(), "data", rows.format(output.format()));
            return Exit.OK;
        }
    }

    @Command(
            name = "get",
            mixinStandardHelpOptions = true,
            description = "Fetch a data set into the cache, resuming and verifying; print where it is.")
    static final class Get implements Callable<Integer> {

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "NAME", description = "A data set, see: assay data list")
        private String name = "";

        @Option(
                names = "--from",
                paramLabel = "FILE",
                description = "Take the data from a file, on a machine without network.")
        private @Nullable Path from;

        @Override
        public Integer call() {
            PrintWriter err = spec.commandLine().getErr();
            if (from != null && DataSimulateCommand.isSimulated(from, "")) {
                throw new IllegalArgumentException(
                        from + " says that it is simulated: it is not stored as " + name + ". Analyse it by its path.");
            }
            Path file = Datasets.get(name, Optional.ofNullable(from), bar(err));
            spec.commandLine().getOut().println(file);
            return Exit.OK;
        }

        private static Progress bar(PrintWriter err) {
            if (!Boolean.getBoolean("assay.tty")) {
                return Progress.SILENT;
            }
            return (done, total) -> {
                String share = total > 0 ? String.format(Locale.ROOT, "%3d %%", 100 * done / total) : "";
                err.printf(Locale.ROOT, "\r%d MB %s", done / 1_000_000, share);
                err.flush();
                if (done == total) {
                    err.println();
                }
            };
        }
    }
}
