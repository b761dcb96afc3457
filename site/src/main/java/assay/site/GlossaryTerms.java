package assay.site;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terms of the glossary: anchors for them on its page, and links to them where a chapter or the page of a method first uses
 * one.
 */
final class GlossaryTerms {

    private static final Pattern ROW = Pattern.compile("<tr>\\s*<td>(.*?)</td>\\s*<td>([^<]+)</td>");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z0-9]+)[^>]*?(/?)>");
    private static final Set<String> SKIPPED =
            Set.of("a", "code", "pre", "math", "svg", "summary", "h1", "h2", "h3", "h4", "h5", "h6");
    private static final int SHORTEST = 4;

    /** Words that every chapter uses in their plain meaning as well. */
    private static final Set<String> PLAIN = Set.of(
            "sample",
            "draw",
            "block",
            "sizes",
            "path",
            "look",
            "world",
            "rate",
            "value",
            "cohort",
            "benchmark",
            "cell",
            "estimate",
            "treatment",
            "outcome",
            "budget",
            "weight",
            "claim");

    private final Map<String, String> anchors = new LinkedHashMap<>();

    private GlossaryTerms(String page) {
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            String term = row.group(2).strip();
            anchors.putIfAbsent(term.toLowerCase(java.util.Locale.ROOT), anchor(term));
        }
    }

    static GlossaryTerms of(Library library) {
        Optional<MarkdownFile> file = library.content().page("glossary");
        return new GlossaryTerms(
                file.map(text -> Markdown.plain("glossary.html").render(text.bodyWithoutTitle(), 0))
                        .orElse(""));
    }

    /** The glossary with an anchor at each term. */
    static String anchored(String page) {
        Set<String> used = new HashSet<>();
        return ROW.matcher(page).replaceAll(row -> {
            String anchor = anchor(row.group(2).strip());
            String id = used.add(anchor) ? " id=\"" + anchor + "\"" : "";
            return Matcher.quoteReplacement("<tr><td>" + row.group(1) + "</td><td" + id + ">" + row.group(2) + "</td>");
        });
    }

    private static String anchor(String term) {
        return "term-" + Slug.of(term);
    }

    /** The linker of one page. */
    Linker linker(String root) {
        return new Linker(root);
    }

    /** Links each term once. */
    final class Linker {

        private final String root;
        private final Set<String> linked = new HashSet<>();
        private final Optional<Pattern> terms;

        private Linker(String root) {
            this.root = root;
            List<String> longestFirst = anchors.keySet().stream()
                    .filter(term -> term.length() >= SHORTEST && !PLAIN.contains(term))
                    .sorted((a, b) -> b.length() - a.length())
                    .map(Pattern::quote)
                    .toList();
            terms = longestFirst.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Pattern.compile(
                            "(?<![\\w-])(" + String.join("|", longestFirst) + ")(?![\\w-])", Pattern.CASE_INSENSITIVE));
        }

        /** A fragment with links at the first use of each term. */
        String link(String html) {
            if (terms.isEmpty()) {
                return html;
            }
            StringBuilder out = new StringBuilder();
            Matcher tag = TAG.matcher(html);
            int at = 0;
            int skipped = 0;
            while (tag.find()) {
                String text = html.substring(at, tag.start());
                out.append(skipped > 0 ? text : linkText(text, terms.get())).append(tag.group());
                if (SKIPPED.contains(tag.group(2)) && tag.group(3).isEmpty()) {
                    skipped += tag.group(1).isEmpty() ? 1 : -1;
                }
                at = tag.end();
            }
            String rest = html.substring(at);
            return out.append(skipped > 0 ? rest : linkText(rest, terms.get())).toString();
        }

        private String linkText(String text, Pattern pattern) {
            return pattern.matcher(text).replaceAll(match -> {
                String term = match.group().toLowerCase(java.util.Locale.ROOT);
                String anchor = anchors.get(term);
                if (anchor == null || !linked.add(term)) {
                    return Matcher.quoteReplacement(match.group());
                }
                return Matcher.quoteReplacement("<a class=\"term\" href=\"" + root + "glossary.html#" + anchor + "\">"
                        + match.group() + "</a>");
            });
        }
    }
}
