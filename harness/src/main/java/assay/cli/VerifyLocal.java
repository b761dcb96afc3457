package assay.cli;

import assay.Fit;
import assay.certificate.Certificate;
import assay.certificate.LocalFile;
import assay.certificate.LocalSource;
import assay.certificate.Verdict;
import assay.data.DataException;
import assay.harness.LocalVerifier;
import assay.harness.Method;
import assay.harness.Verifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Verification of local certificates, each on its own table.
 *
 * @param spec the command
 * @param threads how many threads
 * @param dataOrNull the table where it lies elsewhere than when it was certified
 * @param output where the outcome goes
 */
record VerifyLocal(CommandSpec spec, int threads, @Nullable String dataOrNull, OutputOptions output) {

    int run(List<LocalFile> certificates) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (dataOrNull != null && certificates.size() > 1) {
            throw new IllegalArgumentException("--data is the table of one certificate: name its file.");
        }
        Rows rows = new Rows("method", "table", "stored", "status", "checks", "detail");
        int code = Exit.OK;
        for (LocalFile stored : certificates) {
            Certificate certificate = stored.certificate();
            LocalSource source = stored.source();
            String file = dataOrNull == null ? source.file() : dataOrNull;
            CertifyProgress progress = CertifyOn.progress(spec);
            Method<Fit> method = Methods.fit(spec, certificate.method());
            try {
                Verifier.Report report = new LocalVerifier(threads, progress)
                        .verify(stored, method, RoleOptions.read(Inputs.read(file), source));
                progress.end();
                boolean broken = report.checks().stream()
                        .anyMatch(check -> !check.passed() && !check.name().equals("digests_match"));
                code = broken || code == Exit.REFUTED
                        ? Exit.REFUTED
                        : Math.max(code, report.status() == Verdict.STALE ? Exit.STALE : Exit.OK);
                rows.add(
                        certificate.method(),
                        source.table(),
                        certificate.verdict().name(),
                        report.status().name(),
                        report.checks().stream()
                                .filter(Verifier.Check::passed)
                                .map(Verifier.Check::name)
                                .collect(Collectors.joining(" ")),
                        report.checks().stream()
                                .filter(check -> !check.passed())
                                .map(check -> check.name() + ": " + check.detail())
                                .collect(Collectors.joining("; ")));
            } catch (IllegalArgumentException | DataException e) {
                progress.end();
                err.println("error: " + certificate.method() + " on " + source.table() + " was not verified: "
                        + e.getMessage());
                code = Math.max(code, Exit.DATA);
            }
        }
        output.print(spec.commandLine().getOut(), err, "verify-local", rows.format(output.format()));
        return code;
    }
}
