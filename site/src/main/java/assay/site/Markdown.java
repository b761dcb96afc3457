package assay.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Renders Markdown with tables, mathematics between dollar signs, anchored headings and highlighted Java. */
final class Markdown {

    private static final Pattern PROTECTED = Pattern.compile(
            "(?s)(```.*?```|~~~.*?~~~|`[^`\n]+`)|\\$\\$(.+?)\\$\\$|(?<![\\\\$\\w])\\$(?!\\s)([^$\n]+?)(?<![\\s\\\\])\\$(?!\\d)");
    private static final Pattern TOKEN = Pattern.compile("\uE000(\\d+)\uE001");
    private static final Pattern TABLE = Pattern.compile("(?s)<table>\n<thead>.*?</table>");
    private static final Pattern ALIGNED = Pattern.compile("<(t[hd]) align=\"(left|center|right)\">");
    private static final Pattern RAW_HEADING = Pattern.compile("(?s)<h([1-6])>(.*?)</h\\1>");

    private final Parser parser =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private final String name;
    private final UnaryOperator<String> links;
    private final Map<String, Integer> anchors = new HashMap<>();

    /**
     * A renderer for one page; headings of all its parts have anchors of their own.
     *
     * @param name what is rendered, for messages
     * @param links turns a link as written into one from the page
     */
    Markdown(String name, UnaryOperator<String> links) {
        this.name = name;
        this.links = links;
    }

    /** A renderer that leaves links as they are. */
    static Markdown plain(String name) {
        return new Markdown(name, UnaryOperator.identity());
    }

    /**
     * Renders a text.
     *
     * @param text the Markdown
     * @param shift how many levels to lower its headings
     */
    String render(String text, int shift) {
        List<String> formulas = new ArrayList<>();
        String marked = formulas(text, formulas);
        HtmlRenderer renderer = HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .nodeRendererFactory(context -> new MarkdownNodes(context, links))
                .sanitizeUrls(true)
                .build();
        String html = renderer.render(parser.parse(marked));
        return restored(headings(scrolling(html), shift), formulas);
    }

    /** A wide table scrolls by itself instead of widening the page. */
    private static String scrolling(String html) {
        return TABLE.matcher(ALIGNED.matcher(html).replaceAll("<$1 class=\"to-$2\">"))
                .replaceAll("<div class=\"scroll\" tabindex=\"0\" role=\"group\""
                        + " aria-label=\"Table, may scroll sideways\">$0</div>");
    }

    private String formulas(String text, List<String> formulas) {
        return PROTECTED.matcher(text).replaceAll(match -> {
            if (match.group(1) != null) {
                return Matcher.quoteReplacement(match.group());
            }
            boolean display = match.group(2) != null;
            formulas.add(formula(display ? match.group(2) : match.group(3), display));
            return "\uE000" + (formulas.size() - 1) + "\uE001";
        });
    }

    private String formula(String tex, boolean display) {
        try {
            return Tex.mathml(tex, display);
        } catch (IllegalArgumentException e) {
            throw new SiteException(
                    name + ": the formula $" + tex.strip() + "$ cannot be drawn: " + e.getMessage()
                            + ". Write it with supported commands.",
                    e);
        }
    }

    private static String restored(String html, List<String> formulas) {
        return TOKEN.matcher(html)
                .replaceAll(match -> Matcher.quoteReplacement(formulas.get(Integer.parseInt(match.group(1)))));
    }

    private String headings(String html, int shift) {
        return RAW_HEADING.matcher(html).replaceAll(match -> {
            int level = Math.min(6, Integer.parseInt(match.group(1)) + shift);
            String title = match.group(2);
            String id = anchor(title);
            return Matcher.quoteReplacement("<h" + level + " id=\"" + id + "\">" + title + "</h" + level + ">");
        });
    }

    /** An anchor that this page has not used yet. */
    String anchor(String title) {
        String slug = Slug.of(TOKEN.matcher(title).replaceAll("").replaceAll("<[^>]*>|&[a-z]+;", " "));
        int used = anchors.merge(slug, 1, Integer::sum);
        return used == 1 ? slug : slug + "-" + used;
    }
}
