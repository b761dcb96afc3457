package assay.cli;

import assay.site.SiteSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes the site. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Execute the chapters and build the site from the committed certificates.")
final class PublishCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the site (default: site/target/guide).")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Path target = out == null ? Home.root().resolve("site/target/guide") : out.toAbsolutePath();
        SiteSummary summary = new Publisher(spec.commandLine().getErr()::println).publish(target);
        summary.missing().forEach(sentence -> spec.commandLine().getErr().println("missing: " + sentence));
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%d pages, %d links checked, %.1f MB%nsite: %s%n",
                        summary.pages(),
                        summary.links(),
                        summary.bytes() / 1e6,
                        summary.home());
        return Exit.OK;
    }
}
