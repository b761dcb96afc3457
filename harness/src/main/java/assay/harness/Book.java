package assay.harness;

import assay.certificate.BookClaim;
import assay.certificate.BookEntry;
import assay.certificate.BookState;
import assay.certificate.Certificate;
import assay.certificate.CertificateFiles;
import assay.certificate.ClaimRecord;
import assay.certificate.CodeDigest;
import assay.certificate.ErrorRates;
import assay.certificate.Ledger;
import assay.certificate.Verdict;
import assay.multiplicity.EBh;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.math3.util.FastMath;

/**
 * All certificates of a folder together: what is badged, and what the badges promise as a whole.
 *
 * <p>The claims of the book are those of the home cells and of the real tables of current certificates. The e-BH rule at
 * {@link ErrorRates#BOOK} badges them (certification.md J3, theorem 2); a method's badge stands if its certificate is
 * CERTIFIED, is current and has all its claims badged.
 */
public final class Book {

    private final List<Entry> entries = new ArrayList<>();
    private final List<BookState.Row> rows = new ArrayList<>();
    private final Ledger ledger;
    private final double cut;

    private Book(
            List<Certificate> certificates, Ledger ledger, Function<String, Optional<? extends Method<?>>> methods) {
        this.ledger = ledger;
        Digests digests = new Digests(CodeDigest.ofProject());
        List<BookClaim> live = new ArrayList<>();
        for (Certificate certificate : certificates) {
            List<String> reasons = methods.apply(certificate.method())
                    .map(method -> Standing.changed(certificate, method, digests))
                    .orElse(List.of("the catalogue has no method of this name"));
            entries.add(new Entry(certificate, reasons));
            if (reasons.isEmpty()) {
                live.addAll(BookClaim.of(certificate));
            }
        }
        live.sort(Comparator.comparingDouble(Book::logE).reversed());
        this.cut = new EBh(ErrorRates.BOOK)
                .cut(live.stream().mapToDouble(Book::logE).toArray());
        for (BookClaim claim : live) {
            rows.add(row(claim, rows.size() + 1));
        }
    }

    /** Log evidence; a file that lacks it has none. */
    private static double logE(BookClaim claim) {
        double logE = claim.claim().logECertify();
        return Double.isNaN(logE) ? Double.NEGATIVE_INFINITY : logE;
    }

    /** A stored certificate and why it is stale. */
    private record Entry(Certificate certificate, List<String> reasons) {

        boolean current() {
            return reasons.isEmpty();
        }
    }

    /**
     * The book of a folder, against the catalogue.
     *
     * @param files the folder
     * @return the book
     */
    public static Book of(CertificateFiles files) {
        return of(files, Catalog::find);
    }

    /**
     * The book of a folder.
     *
     * @param files the folder
     * @param methods finds a method by name
     * @return the book
     */
    public static Book of(CertificateFiles files, Function<String, Optional<? extends Method<?>>> methods) {
        return new Book(files.readAll(), files.ledger(), methods);
    }

    private BookState.Row row(BookClaim of, int rank) {
        ClaimRecord claim = of.claim();
        return new BookState.Row(
                of.method(),
                of.cell(),
                claim.name(),
                claim.logECertify(),
                claim.estimate(),
                claim.csLow(),
                claim.csHigh(),
                claim.replicates(),
                claim.verdict(),
                rank,
                claim.logECertify() >= cut);
    }

    /**
     * Whether the badge of a method stands.
     *
     * @param method name of the method
     * @return true if it is certified, current and all its claims are badged
     */
    public boolean stands(String method) {
        return entries.stream().anyMatch(entry -> entry.certificate.method().equals(method) && stands(entry));
    }

    private boolean stands(Entry entry) {
        return entry.current()
                && entry.certificate.verdict() == Verdict.CERTIFIED
                && badged(entry) == BookClaim.of(entry.certificate).size();
    }

    private int badged(Entry entry) {
        return (int) rows.stream()
                .filter(row -> row.badged() && row.method().equals(entry.certificate.method()))
                .count();
    }

    /**
     * Whether any stored certificate is stale.
     *
     * @return true if one is
     */
    public boolean isStale() {
        return entries.stream().anyMatch(entry -> !entry.current());
    }

    /**
     * Where the book or a certificate was changed after it was written.
     *
     * @return one sentence for each fault
     */
    public List<String> faults() {
        List<String> faults = new ArrayList<>(ledger.faults());
        entries.forEach(entry -> ledger.faults(entry.certificate)
                .forEach(fault -> faults.add(entry.certificate.method() + ": " + fault)));
        return faults;
    }

    /**
     * What a reader should be warned of.
     *
     * @return one sentence for each warning
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        int used = ledger.capacityUsed();
        if (used > ErrorRates.CAPACITY) {
            warnings.add(format(
                    "The book has room for %,d claims and %,d were tested: the chance of a false alarm is bounded by %.3f "
                            + "only, no longer by %s. Set a larger capacity with the next epoch.",
                    ErrorRates.CAPACITY, used, used * ErrorRates.REFUTE, ErrorRates.ALARM));
        } else if (used > 0.9 * ErrorRates.CAPACITY) {
            warnings.add(format(
                    "The book's room for claims is nearly spent: %,d of %,d. Past it the bound on false alarms grows.",
                    used, ErrorRates.CAPACITY));
        }
        for (Entry entry : entries) {
            if (entry.current() && entry.certificate.verdict() == Verdict.CERTIFIED && !stands(entry)) {
                warnings.add(entry.certificate.method()
                        + " is certified by itself, but the evidence is not enough for the whole book: continue it with "
                        + "a larger budget.");
            }
        }
        return warnings;
    }

    /**
     * The state of the book.
     *
     * @param strictness the exact table, see {@link Strictness#table()}
     * @return the state
     */
    public BookState state(List<BookState.Strictness> strictness) {
        return new BookState(
                BookState.SCHEMA,
                rows.size(),
                (int) rows.stream().filter(BookState.Row::badged).count(),
                ErrorRates.BOOK,
                cut,
                ErrorRates.ALARM,
                ErrorRates.CAPACITY,
                ledger.capacityUsed(),
                -FastMath.log(ErrorRates.REFUTE),
                entries.stream()
                        .filter(Entry::current)
                        .mapToDouble(entry -> entry.certificate.provenance().cpuSeconds())
                        .sum(),
                statement(),
                rows,
                entries.stream().map(this::badge).toList(),
                refuted(),
                strictness,
                BookState.Margins.all());
    }

    private BookState.BadgeState badge(Entry entry) {
        Certificate certificate = entry.certificate;
        Optional<BookEntry> line = ledger.last(certificate.method());
        return new BookState.BadgeState(
                certificate.method(),
                certificate.verdict(),
                !entry.current(),
                entry.reasons,
                stands(entry),
                BookClaim.of(certificate).size(),
                badged(entry),
                BookClaim.weakest(certificate),
                line.map(BookEntry::lifetimeIndex).orElse(null),
                line.map(BookEntry::lifetimeLogE).orElse(null),
                line.map(BookEntry::lifetimeAccepted).orElse(null),
                certificate.provenance().cpuSeconds(),
                certificate.replicates());
    }

    private List<BookState.Refutation> refuted() {
        return entries.stream()
                .filter(Entry::current)
                .flatMap(entry -> BookClaim.all(entry.certificate).stream())
                .filter(of -> of.claim().verdict() == Verdict.REFUTED)
                .map(of -> new BookState.Refutation(
                        of.method(),
                        of.cell(),
                        of.role(),
                        of.claim().name(),
                        of.claim().estimate(),
                        of.claim().csLow(),
                        of.claim().csHigh(),
                        of.claim().logERefute(),
                        of.claim().replicates()))
                .toList();
    }

    private String statement() {
        long current = entries.stream().filter(Entry::current).count();
        long badged = rows.stream().filter(BookState.Row::badged).count();
        long attempts = ledger.entries().stream()
                .filter(BookEntry::chained)
                .map(BookEntry::lifetimeIndex)
                .distinct()
                .count();
        long older = ledger.entries().stream().filter(line -> !line.chained()).count();
        int used = ledger.capacityUsed();
        double alarms = Math.max(ErrorRates.ALARM, used * ErrorRates.REFUTE);
        String head = format(
                "%,d claims of %d current certificates are in this book and %,d of them are badged. ",
                rows.size(), current, badged);
        String badge = badged == 0
                ? "No claim is badged yet. "
                : format(
                        "Each badged claim has an E-value of at least %.0f (e-BH): at most %s of the badged claims are "
                                + "expected to be false, however the claims depend on each other and whenever each run "
                                + "was stopped. ",
                        FastMath.exp(cut), percent(ErrorRates.BOOK));
        return head
                + badge
                + format(
                        "Over the book's lifetime, %d attempts so far, at most %s of the attempts that it accepts are "
                                + "expected to rest on a false claim (e-LOND)%s. ",
                        attempts,
                        percent(ErrorRates.BOOK),
                        older == 0 ? "" : format("; %d lines from before this rule are kept as history", older))
                + format(
                        "One claim that is false is ever certified with probability at most %s. The probability that any "
                                + "claim that is true is ever refuted is at most %s while no more than %,d claims are "
                                + "tested, each being refuted on an E-value of %,.0f only; %,d were tested so far.",
                        ErrorRates.BADGE,
                        percent(alarms),
                        Math.max(used, ErrorRates.CAPACITY),
                        1 / ErrorRates.REFUTE,
                        used);
    }

    private static String percent(double share) {
        return format("%s %%", format("%.1f", 100 * share).replaceAll("\\.0$", ""));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
