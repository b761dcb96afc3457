package assay.site;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers in texts, read from certificates: {@code claim:METHOD:CELL:CLAIM} between double braces, where the cell is an id, {@code home},
 * {@code larger} or {@code stress}; and the blocks {@code rule-table} and {@code verdicts}.
 */
final class Placeholders {

    private static final Pattern BLOCK = Pattern.compile("<p>\\{\\{([a-z-]+)\\}\\}</p>");
    private static final Pattern CLAIM = Pattern.compile("\\{\\{claim:([^:}]+):([^:}]+):([^:}]+)\\}\\}");

    private Placeholders() {}

    static String expand(String html, Library library) {
        String blocks = BLOCK.matcher(html).replaceAll(match -> Matcher.quoteReplacement(block(match.group(1))));
        return CLAIM.matcher(blocks).replaceAll(match -> Matcher.quoteReplacement(Html.escape(claim(match, library))));
    }

    private static String block(String name) {
        return switch (name) {
            case "rule-table" -> UsualRule.table().toString();
            case "verdicts" -> Wall.legend().toString();
            default -> throw new SiteException("{{" + name + "}} is not a block; known: rule-table, verdicts.");
        };
    }

    private static String claim(MatchResult match, Library library) {
        return Optional.ofNullable(library.certificates().get(match.group(1)))
                .flatMap(certificate -> cell(certificate, match.group(2)))
                .flatMap(cell -> cell.claim(match.group(3))
                        .map(claim -> claim.measured() + " (n = " + Numbers.count(cell.size()) + ")"))
                .orElse("not measured yet");
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
