package assay.site;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets through the HTML that a chapter may hold (tables, details, simple emphasis, embedded images) and turns all else
 * into text. Attributes are kept only if they cannot load or run anything.
 */
final class RawHtml {

    private static final Set<String> TAGS = Set.of(
            "details",
            "summary",
            "br",
            "hr",
            "sub",
            "sup",
            "kbd",
            "em",
            "strong",
            "b",
            "i",
            "u",
            "s",
            "small",
            "mark",
            "code",
            "pre",
            "p",
            "div",
            "span",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "blockquote",
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "th",
            "td",
            "colgroup",
            "col",
            "figure",
            "figcaption",
            "img",
            "a",
            "abbr");

    private static final Set<String> VOID = Set.of("br", "hr", "img", "col");

    private static final Set<String> ATTRIBUTES =
            Set.of("open", "colspan", "rowspan", "scope", "alt", "title", "align", "width", "height", "start", "class");

    private static final Pattern TAG = Pattern.compile(
            "<(/?)([A-Za-z][A-Za-z0-9]*)((?:\\s+[A-Za-z_:-]+(?:\\s*=\\s*(?:\"[^\"]*\"|'[^']*'|[^\\s\"'>]+))?)*)\\s*/?>");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([A-Za-z_:-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");
    private static final Pattern SKIPPED =
            Pattern.compile("(?is)<!--.*?-->|<!doctype[^>]*>|<(style|script|head)\\b.*?</\\1\\s*>");

    private RawHtml() {}

    static String filter(String html) {
        String text = SKIPPED.matcher(html).replaceAll("");
        StringBuilder out = new StringBuilder();
        Matcher tag = TAG.matcher(text);
        int last = 0;
        while (tag.find()) {
            out.append(entities(text.substring(last, tag.start())));
            out.append(element(tag));
            last = tag.end();
        }
        return out.append(entities(text.substring(last))).toString();
    }

    private static String element(Matcher tag) {
        String name = tag.group(2).toLowerCase(Locale.ROOT);
        if (!TAGS.contains(name)) {
            boolean structure = Set.of("html", "body", "h1", "h2", "h3", "h4", "h5", "h6", "font", "center")
                    .contains(name);
            return structure ? "" : Html.escape(tag.group());
        }
        if (!tag.group(1).isEmpty()) {
            return VOID.contains(name) ? "" : "</" + name + ">";
        }
        StringBuilder out = new StringBuilder("<").append(name);
        Matcher attribute = ATTRIBUTE.matcher(tag.group(3));
        boolean source = false;
        boolean alternative = false;
        while (attribute.find()) {
            String key = attribute.group(1).toLowerCase(Locale.ROOT);
            String value = value(attribute);
            boolean embedded = name.equals("img") && key.equals("src") && value.startsWith("data:image/");
            boolean link = name.equals("a") && key.equals("href") && isLink(value);
            if (ATTRIBUTES.contains(key) || embedded || link) {
                out.append(' ')
                        .append(key)
                        .append("=\"")
                        .append(Html.escape(value))
                        .append('"');
            }
            source |= embedded;
            alternative |= key.equals("alt");
        }
        if (name.equals("img")) {
            return source ? out.append(alternative ? ">" : " alt=\"figure\">").toString() : "";
        }
        return out.append('>').toString();
    }

    private static boolean isLink(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://") || !lower.contains(":");
    }

    private static String value(Matcher attribute) {
        for (int group = 2; group <= 4; group++) {
            String value = attribute.group(group);
            if (value != null) {
                return value.replace("&quot;", "\"").replace("&amp;", "&");
            }
        }
        return "";
    }

    private static String entities(String text) {
        return text.replaceAll("&(?!(?:#\\d+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
