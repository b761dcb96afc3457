package assay.cli;

import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.site.SiteSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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

    private static final int LAST_PORT = 65_535;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the site (default: site/target/guide).")
    private @Nullable Path out;

    @Option(names = "--serve", description = "Then serve the site to this machine alone, until it is stopped (Ctrl-C).")
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8017",
            description = "With --serve, the port on 127.0.0.1 (default: ${DEFAULT-VALUE}; 0 for any that is free).")
    private int port = 8017;

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException("--port must be in [0, " + LAST_PORT + "], not " + port + ".");
        }
        PrintWriter talk = spec.commandLine().getErr();
        Path target = out == null ? Home.root().resolve("site/target/guide") : out.toAbsolutePath();
        SiteSummary summary = new Publisher(talk::println).publish(target);
        summary.missing().forEach(sentence -> talk.println("missing: " + sentence));
        Published published = Published.of(new CertificateFiles(Home.certificates()));
        PrintWriter answer = spec.commandLine().getOut();
        answer.print(published.text(summary));
        answer.flush();
        if (published.methods().containsKey(Verdict.STALE)) {
            talk.println("Stale certificates are about code that has changed since: run ./assay certify.");
        }
        if (serve) {
            serve(target, answer);
        }
        return Exit.OK;
    }

    private void serve(Path target, PrintWriter answer) throws IOException {
        try (GuideServer server = GuideServer.start(target, port)) {
            answer.println("serving: " + server.address() + " (stop with Ctrl-C)");
            answer.flush();
            new CountDownLatch(1).await();
        } catch (BindException e) {
            throw new IllegalArgumentException(
                    "Port " + port + " is taken by another program. Choose another by --port, or 0 for any.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
