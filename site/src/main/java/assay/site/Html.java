package assay.site;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes well-formed HTML, SVG and MathML: text and attributes are escaped, and every element that is opened is closed.
 */
final class Html {

    private final String root;
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** A fragment for a page that reaches the top of the site by {@code root}, such as {@code ../}. */
    Html(String root) {
        this.root = root;
    }

    /** A fragment without links of its own. */
    Html() {
        this("");
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                    boolean control = c < ' ' && c != '\n' && c != '\t';
                    escaped.append(control ? '\uFFFD' : c);
                }
            }
        }
        return escaped.toString();
    }

    String root() {
        return root;
    }

    /** The same kind of fragment, empty. */
    Html fresh() {
        return new Html(root);
    }

    Html open(String tag, String... attributes) {
        start(tag, attributes);
        out.append('>');
        open.push(tag);
        return this;
    }

    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    Html line() {
        out.append('\n');
        return this;
    }

    /** An element that holds text alone. */
    Html leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element that holds nothing, such as {@code br} or {@code img}. */
    Html empty(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** A finished fragment. */
    Html add(Html fragment) {
        out.append(fragment);
        return this;
    }

    /** HTML that this package has already made safe. */
    Html trusted(String html) {
        out.append(html);
        return this;
    }

    /** A link to a page named from the top of the site. */
    Html link(String page, String text, String... attributes) {
        return openLink(page, attributes).text(text).close();
    }

    Html openLink(String page, String... attributes) {
        String[] all = new String[attributes.length + 2];
        all[0] = "href";
        all[1] = root + page;
        System.arraycopy(attributes, 0, all, 2, attributes.length);
        return open("a", all);
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("element <" + open.peek() + "> is not closed");
        }
        return out.toString();
    }
}
