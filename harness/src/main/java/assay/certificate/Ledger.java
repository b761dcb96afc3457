package assay.certificate;

import assay.multiplicity.ELond;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The book of all attempts: lines are only ever added, and each holds the digest of the one before.
 *
 * <p>A line that repeats an attempt (the same method, code, claims, worlds and epoch) with another budget continues it, as
 * it reads the same random stream further; anything else is a new attempt and takes the next index of the lifetime rule.
 *
 * @param entries the lines, in order
 */
public record Ledger(List<BookEntry> entries) {

    private static final double TOLERANCE = 1e-9;

    private static final ELond RULE = new ELond(ErrorRates.BOOK);

    public Ledger {
        entries = List.copyOf(entries);
    }

    /**
     * Adds the outcome of an attempt. The outcome that the last line of the method holds adds nothing: it is the same
     * evidence.
     *
     * @param certificate the outcome
     * @param date its day, ISO 8601
     * @return the longer ledger, or this one
     */
    public Ledger append(Certificate certificate, String date) {
        String digest = CertificateFiles.digest(certificate);
        boolean repeated = last(certificate.method())
                .filter(line -> digest.equals(line.certificateDigest()))
                .isPresent();
        if (repeated) {
            return this;
        }
        Provenance provenance = certificate.provenance();
        BookEntry line = new BookEntry(
                entries.size() + 1,
                certificate.method(),
                provenance.codeDigest(),
                provenance.specDigest(),
                certificate.verdict(),
                certificate.replicates(),
                date,
                BookClaim.of(certificate).size(),
                BookClaim.tested(certificate),
                BookClaim.weakest(certificate),
                certificate.budget(),
                provenance.epoch(),
                worlds(certificate),
                digest,
                0,
                0,
                false,
                head(),
                null);
        BookEntry placed = new Lifetime(entries).place(line);
        List<BookEntry> longer = new ArrayList<>(entries);
        longer.add(placed.withDigest(digest(placed)));
        return new Ledger(longer);
    }

    /**
     * The last line of a method in the chain.
     *
     * @param method name of the method
     * @return empty if it has none
     */
    public Optional<BookEntry> last(String method) {
        return entries.stream()
                .filter(line -> line.chained() && line.method().equals(method))
                .reduce((first, second) -> second);
    }

    /**
     * The digest that stands for all lines so far.
     *
     * @return that of the last line; before there is a chain, that of all lines together
     */
    public String head() {
        String last = entries.isEmpty() ? null : entries.get(entries.size() - 1).digest();
        return last != null ? last : Sha256.hex(Json.write(Json.lines(entries)));
    }

    /**
     * Claims that could have been refuted over the attempts of the chain, each attempt counted once.
     *
     * @return the part of the book's capacity that is used
     */
    public int capacityUsed() {
        Map<Integer, Integer> tested = new HashMap<>();
        for (BookEntry line : entries) {
            if (line.chained()) {
                tested.merge(line.lifetimeIndex(), line.claimsTested(), Math::max);
            }
        }
        return tested.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Where the ledger was changed after it was written.
     *
     * @return one sentence for each fault, none for a sound ledger
     */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        List<BookEntry> before = new ArrayList<>();
        for (BookEntry line : entries) {
            String where = "line " + (before.size() + 1) + " of the book";
            if (line.index() != before.size() + 1) {
                faults.add(where + " says that it is line " + line.index());
            }
            if (line.chained()) {
                if (!new Ledger(before).head().equals(line.previous())) {
                    faults.add(where + " does not continue the line before: a line was changed, removed or added");
                }
                if (!digest(line.withDigest(null)).equals(line.digest())) {
                    faults.add(where + " was changed after it was written");
                }
                lifetime(where, line, new Lifetime(before).place(line), faults);
            } else if (before.stream().anyMatch(BookEntry::chained)) {
                faults.add(where + " is not chained to the line before");
            }
            before.add(line);
        }
        return faults;
    }

    private static void lifetime(String where, BookEntry stored, BookEntry again, List<String> faults) {
        boolean same = stored.lifetimeIndex() == again.lifetimeIndex()
                && Math.abs(stored.lifetimeLogE() - again.lifetimeLogE()) <= TOLERANCE
                && stored.lifetimeAccepted() == again.lifetimeAccepted();
        if (!same) {
            faults.add(where + ": the lifetime rule gives another index, threshold or decision than the line");
        }
    }

    /**
     * Where a certificate is not the one that the ledger tells of.
     *
     * @param certificate the certificate
     * @return one sentence for each fault; none also where the ledger is empty or older than its chain
     */
    public List<String> faults(Certificate certificate) {
        Optional<BookEntry> found = last(certificate.method());
        if (found.isEmpty()) {
            boolean older = entries.stream().anyMatch(line -> line.method().equals(certificate.method()));
            return entries.isEmpty() || older
                    ? List.of()
                    : List.of("the book has no line of this certificate; if its run was cut short, certify again adds "
                            + "the line");
        }
        BookEntry line = found.get();
        List<String> faults = new ArrayList<>();
        if (!CertificateFiles.digest(certificate).equals(line.certificateDigest())) {
            faults.add("the file is not the certificate of line " + line.index()
                    + " of the book: it was changed, or its run was cut short and certify again adds the line");
        } else {
            boolean same = line.verdict() == certificate.verdict()
                    && line.replicates() == certificate.replicates()
                    && line.budget() == certificate.budget()
                    && line.epoch() == certificate.provenance().epoch()
                    && line.claims() == BookClaim.of(certificate).size()
                    && line.claimsTested() == BookClaim.tested(certificate)
                    && Math.abs(line.logE() - BookClaim.weakest(certificate)) <= TOLERANCE
                    && line.codeDigest().equals(certificate.provenance().codeDigest())
                    && line.specDigest().equals(certificate.provenance().specDigest())
                    && Objects.equals(line.worldDigest(), worlds(certificate));
            if (!same) {
                faults.add("line " + line.index() + " of the book sums the certificate up wrongly");
            }
        }
        return faults;
    }

    private static String worlds(Certificate certificate) {
        return Sha256.hex(Json.write(certificate.provenance().worldDigests()));
    }

    private static String digest(BookEntry line) {
        return Sha256.hex(Json.write(line));
    }

    /** The state of the lifetime rule after some lines. */
    private static final class Lifetime {
        private final Map<String, Integer> indices = new HashMap<>();
        private final Set<Integer> accepted = new HashSet<>();

        Lifetime(List<BookEntry> before) {
            for (BookEntry line : before) {
                if (line.chained()) {
                    indices.putIfAbsent(line.attempt(), indices.size() + 1);
                    if (line.lifetimeAccepted()) {
                        accepted.add(line.lifetimeIndex());
                    }
                }
            }
        }

        /** The rule counts what was accepted of other attempts: what it once accepted stays in the count. */
        BookEntry place(BookEntry line) {
            int index = indices.getOrDefault(line.attempt(), indices.size() + 1);
            Set<Integer> others = new HashSet<>(accepted);
            others.remove(index);
            double threshold = RULE.logThreshold(index, others.size());
            return line.withLifetime(index, threshold, line.verdict() == Verdict.CERTIFIED && line.logE() >= threshold);
        }
    }
}
