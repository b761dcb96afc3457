package assay.cli;

import assay.Fit;
import assay.certificate.CellRecord;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ControlRecord;
import assay.certificate.Verdict;
import assay.harness.Catalog;
import assay.harness.Certifier;
import assay.harness.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the certifier and writes certificates. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        description = "Run methods in their worlds until the evidence is decided, and write their certificates.")
final class CertifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "METHOD", description = "Methods, see: assay list; all by default.")
    private List<String> names = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the certificates (default: harness/certificates of the checkout).")
    private @Nullable Path out;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private CertifyOn on = new CertifyOn();

    @Override
    public Integer call() throws IOException {
        if (on.asked()) {
            return on.run(spec, names, out, threads.count());
        }
        List<Method<Fit>> methods = names.isEmpty()
                ? Catalog.methods()
                : names.stream().map(name -> Methods.find(spec, name)).toList();
        CertificateFiles files = new CertificateFiles(out == null ? Home.certificates() : out);
        PrintWriter err = spec.commandLine().getErr();
        Certifier certifier = new Certifier(threads.count(), progress(err));
        Rows rows = new Rows("method", "cell", "role", "replicates", "coverage", "verdict", "controls");
        List<Verdict> verdicts = new ArrayList<>();
        for (Method<Fit> method : methods) {
            Certificate certificate = certifier.certify(method);
            files.write(certificate);
            files.append(certificate, LocalDate.now(ZoneOffset.UTC).toString());
            certificate
                    .cells()
                    .forEach(cell -> rows.add(
                            method.name(),
                            cell.id(),
                            cell.role(),
                            cell.replicates(),
                            cell.claims().get(0).estimate(),
                            cell.verdict().name(),
                            controls(cell)));
            verdicts.add(certificate.verdict());
            err.println(method.name() + ": " + certificate.verdict());
        }
        spec.commandLine().getOut().print(rows.format(Format.TABLE));
        return AaCommand.code(Certificate.all(verdicts));
    }

    private static String controls(CellRecord cell) {
        if (cell.controls().isEmpty()) {
            return "";
        }
        List<String> broken = cell.controls().stream()
                .filter(c -> c.verdict() != c.required())
                .map(ControlRecord::name)
                .toList();
        return broken.isEmpty() ? "all " + cell.controls().size() + " as required" : "not as required: " + broken;
    }

    private static Certifier.Progress progress(PrintWriter err) {
        if (!Boolean.getBoolean("assay.tty")) {
            return (method, cell, replicates, maximum) -> {};
        }
        return (method, cell, replicates, maximum) -> {
            err.printf("\r\033[K%s, %s: %d of at most %d replicates", method, cell, replicates, maximum);
            err.flush();
        };
    }
}
