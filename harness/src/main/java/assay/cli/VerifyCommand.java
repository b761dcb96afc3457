package assay.cli;

import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Verdict;
import assay.harness.Verifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks stored certificates. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Check stored certificates: is the code the one that was certified, do verdicts follow from the "
                + "counts, do the controls hold, do replicates come out again as stored?")
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "METHOD", description = "Methods; all that have a certificate by default.")
    private List<String> names = List.of();

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "Folder of the certificates (default: harness/certificates of the checkout).")
    private @Nullable Path from;

    @Option(
            names = "--audit",
            paramLabel = "BLOCKS",
            defaultValue = "3",
            description = "Blocks of consecutive replicates to recompute for each certificate (default: "
                    + "${DEFAULT-VALUE}).")
    private int blocks = 3;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        CertificateFiles files = new CertificateFiles(from == null ? Home.certificates() : from);
        Verifier verifier = new Verifier(threads.count(), blocks);
        Rows rows = new Rows("method", "stored", "status", "checks", "detail");
        int code = Exit.OK;
        for (Certificate certificate : chosen(files)) {
            Verifier.Report report = verifier.verify(certificate);
            List<Verifier.Check> failed =
                    report.checks().stream().filter(c -> !c.passed()).toList();
            rows.add(
                    report.method(),
                    certificate.verdict().name(),
                    report.status().name(),
                    report.checks().stream()
                            .filter(Verifier.Check::passed)
                            .map(Verifier.Check::name)
                            .collect(Collectors.joining(" ")),
                    failed.stream().map(c -> c.name() + ": " + c.detail()).collect(Collectors.joining("; ")));
            code = worse(code, report.status(), certificate.verdict());
        }
        if (rows.isEmpty()) {
            spec.commandLine().getErr().println("error: there are no certificates to verify; run assay certify");
            return Exit.DATA;
        }
        output.print(spec.commandLine().getOut(), spec.commandLine().getErr(), "verify", rows.format(output.format()));
        return code;
    }

    private List<Certificate> chosen(CertificateFiles files) {
        if (names.isEmpty()) {
            return files.readAll();
        }
        List<Certificate> chosen = new ArrayList<>();
        for (String name : names) {
            String method = Methods.find(spec, name).name();
            chosen.add(files.read(method)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no certificate of " + method + " to verify; run assay certify " + method)));
        }
        return chosen;
    }

    /** A verdict that stands is accepted, whatever it is; void outweighs stale. */
    private static int worse(int code, Verdict status, Verdict stored) {
        boolean broken = status == Verdict.VOID && stored != Verdict.VOID;
        if (broken || code == Exit.REFUTED) {
            return Exit.REFUTED;
        }
        return status == Verdict.STALE || code == Exit.STALE ? Exit.STALE : code;
    }
}
