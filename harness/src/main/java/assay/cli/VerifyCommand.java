package assay.cli;

import assay.certificate.BookSignature;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.Ledger;
import assay.certificate.LocalFile;
import assay.certificate.Verdict;
import assay.harness.Certifier;
import assay.harness.Rerun;
import assay.harness.Verifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.util.FastMath;
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

    @Parameters(
            arity = "0..*",
            paramLabel = "METHOD",
            description =
                    "Methods, or files FILE.json of local certificates; all certificates of the folder by default.")
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
            description = "Blocks of consecutive replicates to recompute for each certificate, chosen by its content "
                    + "(default: ${DEFAULT-VALUE}). There is a tenth of a second of processor time for each: of a costly "
                    + "method one block, and in it the method or one of its controls.")
    private int blocks = 3;

    @Option(
            names = "--rerun",
            description =
                    "Recompute everything: to the bit with the certificate's keys, and the verdicts again on keys "
                            + "of the next epoch.")
    private boolean rerun;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "The table of a local certificate, where it lies elsewhere than when it was certified.")
    private @Nullable String data;

    @Option(names = "--key", paramLabel = "FILE", description = "Public key (PEM) with which the book must be signed.")
    private @Nullable Path key;

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        CertificateFiles files = new CertificateFiles(from == null ? Home.certificates() : from);
        List<LocalFile> locals = locals(files);
        int local = locals.isEmpty() ? Exit.OK : new VerifyLocal(spec, threads.count(), data, output).run(locals);
        List<Certificate> certificates;
        try {
            certificates = chosen(files, locals);
        } catch (CertificateFiles.Unreadable e) {
            spec.commandLine().getErr().println("error: " + e.getMessage());
            return Exit.REFUTED;
        }
        if (certificates.isEmpty() && !locals.isEmpty()) {
            return local;
        }
        int code = catalogue(files, certificates);
        return code == Exit.REFUTED || local == Exit.REFUTED ? Exit.REFUTED : Math.max(code, local);
    }

    private int catalogue(CertificateFiles files, List<Certificate> certificates) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        if (certificates.isEmpty()) {
            err.println("error: there are no certificates to verify; run assay certify");
            return Exit.DATA;
        }
        Optional<String> unreadable = files.unreadable();
        if (unreadable.isPresent()) {
            err.println("error: " + unreadable.get());
            return Exit.REFUTED;
        }
        Ledger ledger = files.ledger();
        // Beside the certificates of the project the book must be: without it a change that is consistent with itself
        // is
        // left to the audit.
        for (Certificate certificate : from == null ? certificates : List.<Certificate>of()) {
            boolean chained = certificate.schema().equals(Certificate.SCHEMA);
            if (chained && ledger.last(certificate.method()).isEmpty()) {
                err.println("error: the book has no line of the certificate of " + certificate.method()
                        + ": book.json is missing or was changed. Restore it, or certify again.");
                return Exit.REFUTED;
            }
        }
        int code = signature(files, ledger, err);
        Verifier verifier = new Verifier(threads.count(), blocks);
        List<String> told = new ArrayList<>();
        Rows rows = new Rows("method", "stored", "status", "checks", "detail");
        for (Certificate certificate : certificates) {
            Verifier.Report report = verifier.verify(certificate, ledger);
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
            report.checks().stream()
                    .filter(check -> check.name().equals("replicates_audited") && check.passed())
                    .forEach(check -> told.add(report.method() + ": " + check.detail()));
            code = worse(code, report, certificate.verdict());
        }
        if (blocks > 0) {
            told.forEach(err::println);
        }
        if (ledger.entries().isEmpty()) {
            err.println("There is no book beside the certificates: counts outside the audited blocks are not checked.");
        }
        output.print(spec.commandLine().getOut(), err, "verify", rows.format(output.format()));
        int recomputed = rerun ? rerun(certificates) : Exit.OK;
        return code == Exit.REFUTED || recomputed == Exit.REFUTED ? Exit.REFUTED : Math.max(code, recomputed);
    }

    /** Absence of a signature is fine unless a key was asked for. */
    private int signature(CertificateFiles files, Ledger ledger, PrintWriter err) {
        Optional<BookSignature> signature = BookSignature.read(files);
        Optional<String> fault = signature.flatMap(found -> found.fault(ledger));
        if (key != null && fault.isEmpty()) {
            Path trusted = key;
            fault = signature.isEmpty()
                    ? Optional.of("the book is not signed")
                    : signature
                            .filter(found -> !found.madeWith(trusted))
                            .map(found -> "the book is signed with another key");
        }
        fault.ifPresent(found -> err.println("error: " + found));
        if (fault.isEmpty()) {
            signature.ifPresent(found -> err.println("The first " + found.entries() + " of "
                    + ledger.entries().size() + " lines of the book are signed."));
        }
        return fault.isPresent() ? Exit.REFUTED : Exit.OK;
    }

    private int rerun(List<Certificate> certificates) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        CertifyProgress progress = new CertifyProgress(
                err,
                Boolean.getBoolean("assay.tty"),
                spec.commandLine().getColorScheme().ansi());
        Rerun again = new Rerun(new Certifier(threads.count()).withProgress(progress));
        Rows rows = new Rows("method", "cell", "stored", "fresh_epoch", "reading", "combined_e");
        int code = Exit.OK;
        boolean broken = false;
        for (Certificate certificate : certificates) {
            Rerun.Outcome outcome = again.run(certificate, Methods.find(spec, certificate.method()));
            progress.end();
            if (!outcome.stale().isEmpty()) {
                err.println(outcome.method() + ": not recomputed, it is stale: " + String.join("; ", outcome.stale()));
                code = Math.max(code, Exit.STALE);
                continue;
            }
            String machine = outcome.machine().isEmpty() ? "" : " (recomputed with Java " + outcome.machine() + ")";
            err.println(outcome.method()
                    + (outcome.differences().isEmpty()
                            ? ": every number came out again to the bit" + machine
                            : ": differs from what is stored" + machine));
            outcome.differences().forEach(difference -> err.println("  " + difference));
            for (Rerun.Agreement cell : outcome.cells()) {
                rows.add(
                        outcome.method(),
                        cell.cell(),
                        cell.stored().name(),
                        cell.fresh().name(),
                        cell.stored() == cell.fresh() ? "agrees" : cell.contradicts() ? "contradicts" : "differs",
                        FastMath.exp(cell.combinedLogE()));
            }
            broken |= !outcome.holds();
        }
        output.print(spec.commandLine().getOut(), err, "verify-rerun", rows.format(output.format()));
        return broken ? Exit.REFUTED : code;
    }

    private List<LocalFile> locals(CertificateFiles files) {
        if (names.isEmpty()) {
            return LocalFile.readAll(files.folder());
        }
        List<LocalFile> locals = new ArrayList<>();
        for (String name : names) {
            if (name.endsWith(".json")) {
                locals.add(LocalFile.parse(Path.of(name))
                        .orElseThrow(() -> new IllegalArgumentException(
                                name + " is no local certificate: name the method and its folder with --from.")));
            }
        }
        return locals;
    }

    private List<Certificate> chosen(CertificateFiles files, List<LocalFile> locals) throws IOException {
        if (names.isEmpty()) {
            return locals.isEmpty() ? files.readAll() : others(files);
        }
        List<Certificate> chosen = new ArrayList<>();
        for (String name : names) {
            if (name.endsWith(".json")) {
                continue;
            }
            String method = Methods.find(spec, name).name();
            chosen.add(files.read(method)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no certificate of " + method + " to verify; run assay certify " + method)));
        }
        return chosen;
    }

    /** The certificates of a folder that are not local ones, which go by other names. */
    private static List<Certificate> others(CertificateFiles files) throws IOException {
        List<Certificate> others = new ArrayList<>();
        try (Stream<Path> all = Files.list(files.folder())) {
            for (Path file : all.sorted().toList()) {
                String name = file.getFileName().toString();
                boolean wanted = name.endsWith(".json") && !name.equals("book.json");
                if (wanted && LocalFile.parse(file).isEmpty()) {
                    files.read(name.substring(0, name.length() - ".json".length()))
                            .ifPresent(others::add);
                }
            }
        }
        return others;
    }

    /** A verdict that stands is accepted, whatever it is; void, or a broken book, outweighs stale. */
    private static int worse(int code, Verifier.Report report, Verdict stored) {
        boolean broken = report.status() == Verdict.VOID && (stored != Verdict.VOID || !report.passed("ledger_holds"));
        if (broken || code == Exit.REFUTED) {
            return Exit.REFUTED;
        }
        return report.status() == Verdict.STALE || code == Exit.STALE ? Exit.STALE : code;
    }
}
