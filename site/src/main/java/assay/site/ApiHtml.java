package assay.site;

import java.util.List;
import java.util.regex.Pattern;

/** What the comments of the API say, on a page: links start where the page is, wide parts scroll by themselves. */
final class ApiHtml {

    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final String SCROLL =
            "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table, may scroll sideways\"><table>";

    private ApiHtml() {}

    /** Writes a fragment of the file; nothing passes that a chapter might not hold. */
    static Html write(Html page, String fragment) {
        String html = RawHtml.filter(fragment)
                .replace("<a href=\"javadoc/", "<a href=\"" + page.root() + "javadoc/")
                .replace("<pre>", "<pre class=\"code\" tabindex=\"0\">")
                .replace("<table>", SCROLL)
                .replace("</table>", "</table></div>");
        return page.fresh().trusted(html);
    }

    /** The text of a fragment alone. */
    static String plain(String fragment) {
        return TAG.matcher(fragment)
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    /** Terms and what is said of them, each already HTML; nothing if there are none. */
    static Html terms(List<Term> terms) {
        Html out = new Html();
        if (terms.isEmpty()) {
            return out;
        }
        out.open("dl", "class", "terms");
        for (Term term : terms) {
            out.open("div");
            (term.anchor().isEmpty() ? out.open("dt") : out.open("dt", "id", term.anchor()))
                    .add(term.name())
                    .close();
            out.open("dd").add(term.meaning()).close().close();
        }
        return out.close().line();
    }

    /**
     * A term.
     *
     * @param anchor to link to it, or nothing
     * @param name of it
     * @param meaning of it
     */
    record Term(String anchor, Html name, Html meaning) {

        Term(Html name, Html meaning) {
            this("", name, meaning);
        }
    }

    /** The way to a page from the top, as pairs of page and name; the last name is where the reader is. */
    static Html way(Html page, List<String> pairs, String here) {
        Html out = page.fresh();
        out.open("nav", "class", "way", "aria-label", "Where this page is").open("ol");
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            out.open("li").link(pairs.get(i), pairs.get(i + 1)).close();
        }
        out.open("li", "aria-current", "page").add(Breaks.write(here)).close();
        return out.close().close();
    }
}
