package assay.site;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers in texts, read from certificates and the state of the book, between double braces:
 * {@code claim:METHOD:CELL:CLAIM}, where the cell is an id, {@code home}, {@code larger} or {@code stress};
 * {@code error:badge}, {@code error:stop} and {@code error:refute}, the error rates of a claim; {@code book:NAME}, a
 * member of the state of the book; and the blocks {@code rule-table}, {@code verdicts} and {@code tiers}.
 */
final class Placeholders {

    private static final String UNKNOWN = "not computed yet";
    private static final Pattern BLOCK = Pattern.compile("<p>\\{\\{([a-z-]+)\\}\\}</p>");
    private static final Pattern INLINE = Pattern.compile("\\{\\{(claim|error|book):([^}]+)\\}\\}");

    private Placeholders() {}

    static String expand(String html, Library library) {
        String blocks =
                BLOCK.matcher(html).replaceAll(match -> Matcher.quoteReplacement(block(match.group(1), library)));
        return INLINE.matcher(blocks)
                .replaceAll(
                        match -> Matcher.quoteReplacement(inline(match, library).toString()));
    }

    private static String block(String name, Library library) {
        return switch (name) {
            case "rule-table" -> UsualRule.table().toString();
            case "verdicts" -> Wall.legend().toString();
            case "tiers" -> TierTable.of(library).toString();
            default -> throw new SiteException("{{" + name + "}} is not a block; known: rule-table, verdicts, tiers.");
        };
    }

    private static Html inline(MatchResult match, Library library) {
        return switch (match.group(1)) {
            case "claim" -> new Html().text(claim(match.group(2), library));
            case "error" -> new Html().text(error(match.group(2), library));
            default -> book(match.group(2), library.bookState());
        };
    }

    private static String claim(String reference, Library library) {
        String[] parts = reference.split(":", -1);
        if (parts.length != 3) {
            throw new SiteException("{{claim:" + reference + "}} must be claim:METHOD:CELL:CLAIM.");
        }
        return Optional.ofNullable(library.certificates().get(parts[0]))
                .flatMap(certificate -> cell(certificate, parts[1]))
                .flatMap(cell -> cell.claim(parts[2])
                        .map(claim -> claim.measured() + " (n = " + Numbers.count(cell.size()) + ")"))
                .orElse("not measured yet");
    }

    /** An error rate at which the claims of certificates were tested. */
    private static String error(String name, Library library) {
        return library.certificates().values().stream()
                .flatMap(certificate -> certificate.cells().stream())
                .flatMap(cell -> cell.claims().stream())
                .map(claim -> switch (name) {
                    case "badge" -> claim.epsilon();
                    case "stop" -> claim.stopEpsilon();
                    case "refute" -> claim.refuteEpsilon();
                    default ->
                        throw new SiteException("{{error:" + name + "}} is not a rate; known: badge, stop, refute.");
                })
                .filter(Double::isFinite)
                .findFirst()
                .map(Numbers::brief)
                .orElse(UNKNOWN);
    }

    private static Html book(String name, BookState state) {
        double value = state.rate(name);
        if (!Double.isFinite(value)) {
            return new Html().text(UNKNOWN);
        }
        return name.endsWith("log_e") ? Numbers.power(value) : new Html().text(Numbers.brief(value));
    }

    private static Optional<Cell> cell(Certificate certificate, String reference) {
        return switch (reference) {
            case "home" -> certificate.home().stream().findFirst();
            case "larger" -> certificate.home().stream().max((a, b) -> Long.compare(a.size(), b.size()));
            case "stress" ->
                certificate.cells().stream().filter(cell -> !cell.home()).findFirst();
            default -> certificate.cell(reference);
        };
    }
}
