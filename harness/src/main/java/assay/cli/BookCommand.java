package assay.cli;

import assay.certificate.BookSignature;
import assay.certificate.BookState;
import assay.certificate.CertificateFiles;
import assay.harness.Book;
import assay.harness.Strictness;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The state of the book. */
@Command(
        name = "book",
        mixinStandardHelpOptions = true,
        description = "Show the book of all badges: what is badged, how often badges may be wrong, what is stale.",
        footer = "%nExit codes: 0 all current, 4 the book or a certificate was changed by hand, 6 something is stale.")
final class BookCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "METHOD",
            description =
                    "Methods whose badges, or claims, are listed (default: all). The statement is of the whole book.")
    private List<String> methods = List.of();

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "Folder of the certificates (default: harness/certificates of the checkout).")
    private @Nullable Path from;

    @Option(names = "--claims", description = "List every claim with its evidence, refutations first.")
    private boolean claims;

    @Option(names = "--strictness", description = "Show what CERTIFIED takes, by exact computation.")
    private boolean strictness;

    @Option(names = "--new-key", paramLabel = "FILE", description = "Make a pair of keys: FILE and FILE.pub.")
    private @Nullable Path newKey;

    @Option(
            names = "--sign",
            paramLabel = "FILE",
            description = "Sign the book with this private key; its public key lies beside it as FILE.pub.")
    private @Nullable Path key;

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        CertificateFiles files = new CertificateFiles(from == null ? Home.certificates() : from);
        if (newKey != null) {
            BookSignature.newKey(newKey);
            err.println("written: " + newKey + " (keep it secret) and " + newKey + ".pub");
        }
        if (key != null) {
            err.println("written: " + BookSignature.sign(files, key));
        }
        if (newKey != null || key != null) {
            return Exit.OK;
        }
        Optional<String> unreadable = files.unreadable();
        if (unreadable.isPresent()) {
            err.println("error: " + unreadable.get());
            return Exit.REFUTED;
        }
        Book book = Book.of(files);
        for (String method : methods) {
            if (files.read(method).isEmpty()) {
                throw new ParameterException(spec.commandLine(), "The book has no certificate of '" + method + "'.");
            }
        }
        BookState state = book.state(strictness ? Strictness.table() : List.of());
        output.print(spec.commandLine().getOut(), err, "book", text(state, book.warnings(), err));
        List<String> faults = book.faults();
        faults.forEach(fault -> err.println("error: " + fault));
        return faults.isEmpty() ? (book.isStale() ? Exit.STALE : Exit.OK) : Exit.REFUTED;
    }

    private String text(BookState state, List<String> warnings, PrintWriter err) {
        Format format = output.format();
        boolean prose = format == Format.TABLE || format == Format.MD;
        if (!prose) {
            err.println(state.statement());
        }
        warnings.forEach(warning -> err.println("warning: " + warning));
        if (format == Format.JSON) {
            return claims ? claims(state).format(format) : state.text();
        }
        String rows = strictness
                ? strict(state).format(format)
                : claims ? claims(state).format(format) : badges(state).format(format);
        return prose ? Wrap.at(state.statement(), 100) + "\n" + rows : rows;
    }

    private boolean listed(String method) {
        return methods.isEmpty() || methods.contains(method);
    }

    private Rows badges(BookState state) {
        Rows rows = new Rows(
                "method",
                "verdict",
                "badge",
                "claims",
                "badged",
                "min_e",
                "cut_e",
                "lifetime_index",
                "lifetime_e",
                "lifetime_accepted",
                "replicates",
                "cpu_seconds",
                "stale");
        for (BookState.BadgeState badge : state.badges()) {
            if (!listed(badge.method())) {
                continue;
            }
            @Nullable Double asked = badge.lifetimeLogE();
            rows.add(
                    badge.method(),
                    badge.verdict().name(),
                    badge.stands() ? "stands" : badge.stale() ? "stale" : "no",
                    badge.claims(),
                    badge.badgedClaims(),
                    FastMath.exp(badge.logE()),
                    FastMath.exp(state.cutLogE()),
                    badge.lifetimeIndex(),
                    asked == null ? null : FastMath.exp(asked),
                    badge.lifetimeAccepted(),
                    badge.replicates(),
                    badge.cpuSeconds(),
                    String.join("; ", badge.reasons()));
        }
        return rows;
    }

    private Rows claims(BookState state) {
        Rows rows = new Rows(
                "method",
                "cell",
                "claim",
                "verdict",
                "estimate",
                "cs_low",
                "cs_high",
                "replicates",
                "e_for",
                "e_against",
                "rank",
                "badged");
        for (BookState.Refutation refuted : state.refuted()) {
            if (!listed(refuted.method())) {
                continue;
            }
            rows.add(
                    refuted.method(),
                    refuted.cell(),
                    refuted.claim(),
                    "REFUTED",
                    refuted.estimate(),
                    refuted.csLow(),
                    refuted.csHigh(),
                    refuted.replicates(),
                    null,
                    FastMath.exp(refuted.logERefute()),
                    null,
                    false);
        }
        for (BookState.Row row : state.rows()) {
            if (listed(row.method()) && state.refuted().stream().noneMatch(refuted -> same(refuted, row))) {
                rows.add(
                        row.method(),
                        row.cell(),
                        row.claim(),
                        row.verdict().name(),
                        row.estimate(),
                        row.csLow(),
                        row.csHigh(),
                        row.replicates(),
                        FastMath.exp(row.logE()),
                        null,
                        row.rank(),
                        row.badged());
            }
        }
        return rows;
    }

    private static boolean same(BookState.Refutation refuted, BookState.Row row) {
        return refuted.method().equals(row.method())
                && refuted.cell().equals(row.cell())
                && refuted.claim().equals(row.claim());
    }

    private static Rows strict(BookState state) {
        Rows rows = new Rows(
                "tier",
                "nominal",
                "threshold",
                "budget",
                "true_p",
                "certified",
                "refuted",
                "inconclusive",
                "mean_replicates",
                "median",
                "upper");
        for (BookState.Strictness row : state.strictness()) {
            rows.add(
                    row.tier().name(),
                    row.nominal(),
                    row.threshold(),
                    row.budget(),
                    row.p(),
                    row.certified(),
                    row.refuted(),
                    row.inconclusive(),
                    row.meanReplicates(),
                    row.median(),
                    row.upper());
        }
        return rows;
    }
}
