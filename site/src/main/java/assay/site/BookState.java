package assay.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the book of badges stands: every live claim, every refutation, every badge, and how strict the procedure is.
 * Undefined numbers are NaN; logarithms are natural.
 */
record BookState(
        boolean published,
        Json rates,
        List<LiveClaim> claims,
        List<Badge> badges,
        List<Refutation> refutations,
        List<Strictness> strictness) {

    /** A claim on which a badge rests. */
    record LiveClaim(
            String method,
            String cell,
            String claim,
            double logE,
            double estimate,
            double low,
            double high,
            double replicates,
            Verdict verdict,
            double rank,
            boolean badged) {

        static LiveClaim of(Json json) {
            return new LiveClaim(
                    json.text("method"),
                    json.text("cell"),
                    json.text("claim"),
                    json.number("log_e"),
                    json.number("estimate"),
                    json.number("cs_low"),
                    json.number("cs_high"),
                    json.number("replicates"),
                    Verdict.of(json.text("verdict")),
                    json.number("rank"),
                    json.flag("badged"));
        }

        static LiveClaim of(String method, String cell, Claim claim) {
            return new LiveClaim(
                    method,
                    cell,
                    claim.name(),
                    claim.logCertify(),
                    claim.estimate(),
                    claim.low(),
                    claim.high(),
                    claim.replicates(),
                    claim.verdict(),
                    Double.NaN,
                    false);
        }
    }

    /** How a method stands in the book. */
    record Badge(
            String method,
            Verdict verdict,
            boolean stale,
            long claims,
            long badgedClaims,
            double logE,
            double lifetimeIndex,
            double lifetimeLogE,
            boolean accepted,
            double cpuSeconds,
            double replicates) {

        static Badge of(Json json) {
            return new Badge(
                    json.text("method"),
                    Verdict.of(json.text("verdict")),
                    json.flag("stale"),
                    json.count("claims"),
                    json.count("badged_claims"),
                    json.number("log_e"),
                    json.number("lifetime_index"),
                    json.number("lifetime_log_e"),
                    json.flag("lifetime_accepted"),
                    json.number("cpu_seconds"),
                    json.number("replicates"));
        }

        /** All claims are among those that the book badges. */
        boolean stands() {
            return !stale && verdict == Verdict.CERTIFIED && claims > 0 && badgedClaims == claims;
        }
    }

    /** A claim that was shown to be false. */
    record Refutation(
            String method,
            String cell,
            String role,
            String claim,
            double estimate,
            double low,
            double high,
            double logE,
            double replicates) {

        static Refutation of(Json json) {
            return new Refutation(
                    json.text("method"),
                    json.text("cell"),
                    json.text("role"),
                    json.text("claim"),
                    json.number("estimate"),
                    json.number("cs_low"),
                    json.number("cs_high"),
                    json.number("log_e_refute"),
                    json.number("replicates"));
        }

        static Refutation of(String method, String cell, String role, Claim claim) {
            return new Refutation(
                    method,
                    cell,
                    role,
                    claim.name(),
                    claim.estimate(),
                    claim.low(),
                    claim.high(),
                    claim.logRefute(),
                    claim.replicates());
        }

        boolean stress() {
            return role.equals("stress");
        }
    }

    /** What the procedure does, exactly, to a claim whose true mean is known. */
    record Strictness(
            String tier,
            double nominal,
            double threshold,
            double budget,
            double p,
            double certified,
            double refuted,
            double inconclusive,
            double mean,
            double median,
            double upper) {

        static Strictness of(Json json) {
            return new Strictness(
                    json.text("tier"),
                    json.number("nominal"),
                    json.number("threshold"),
                    json.number("budget"),
                    json.number("p"),
                    json.number("certified"),
                    json.number("refuted"),
                    json.number("inconclusive"),
                    json.number("mean_replicates"),
                    json.number("median"),
                    json.number("upper"));
        }

        /** Rows of one table have the same. */
        String table() {
            return tier + '|' + nominal + '|' + threshold + '|' + budget;
        }
    }

    /** The published state, or what certificates alone tell of it: everything but ranks, badges and strictness. */
    static BookState read(Path file, Collection<Certificate> certificates) {
        if (!Files.isRegularFile(file)) {
            return of(certificates);
        }
        Json json = Json.read(file);
        return new BookState(
                true,
                json,
                json.list("rows").stream().map(LiveClaim::of).toList(),
                json.list("badges").stream().map(Badge::of).toList(),
                json.list("refuted").stream().map(Refutation::of).toList(),
                json.list("strictness").stream()
                        .map(Strictness::of)
                        .sorted(Comparator.comparing(Strictness::table).thenComparingDouble(Strictness::p))
                        .toList());
    }

    private static BookState of(Collection<Certificate> certificates) {
        List<LiveClaim> live = new ArrayList<>();
        List<Refutation> refuted = new ArrayList<>();
        for (Certificate certificate : certificates) {
            String method = certificate.method();
            for (Cell cell : certificate.cells()) {
                for (Claim claim : cell.claims()) {
                    if (cell.home() && certificate.verdict() != Verdict.STALE) {
                        live.add(LiveClaim.of(method, cell.id(), claim));
                    }
                    if (claim.verdict() == Verdict.REFUTED) {
                        refuted.add(Refutation.of(method, cell.id(), cell.home() ? "home" : "stress", claim));
                    }
                }
            }
            String dataset = certificate.realData().text("dataset");
            for (Claim claim : certificate.realClaims()) {
                live.add(LiveClaim.of(method, dataset, claim));
                if (claim.verdict() == Verdict.REFUTED) {
                    refuted.add(Refutation.of(method, dataset, "real", claim));
                }
            }
        }
        return new BookState(false, Json.ABSENT, List.copyOf(live), List.of(), List.copyOf(refuted), List.of());
    }

    Optional<Badge> badge(String method) {
        return badges.stream().filter(badge -> badge.method().equals(method)).findFirst();
    }

    double rate(String name) {
        return rates.number(name);
    }
}
