package assay.apidoc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes HTML that is well formed whatever a comment says: text is escaped, a few elements are let through where they
 * may stand, all else becomes text, and every element that is opened is closed.
 */
final class SafeHtml {

    /** What the fragment stands in. */
    enum Flow {
        /** A part of a page: text stands in paragraphs. */
        BLOCKS,
        /** An item of a list: its first text needs no paragraph. */
        ITEM,
        /** A sentence: no paragraphs, lists or tables. */
        SENTENCE
    }

    private static final Set<String> INLINE = Set.of("em", "strong", "i", "b", "code", "sub", "sup", "a");
    private static final Set<String> LISTS = Set.of("ul", "ol");
    private static final Set<String> ROWS = Set.of("table", "thead", "tbody", "tfoot");
    private static final Set<String> PARTS = Set.of("thead", "tbody", "tfoot", "caption");
    private static final Set<String> CELLS = Set.of("td", "th");
    private static final Set<String> BLOCKS = Set.of("p", "ul", "ol", "pre", "blockquote", "table");
    /** What text or a block may stand in as it is. */
    private static final Set<String> HOLDERS = Set.of("li", "td", "th", "blockquote");

    private final Flow flow;
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private boolean paragraph;

    SafeHtml(Flow flow) {
        this.flow = flow;
        this.paragraph = flow == Flow.BLOCKS;
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
                default -> escaped.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }

    void text(String text) {
        if (open.contains("pre")) {
            out.append(escape(text));
            return;
        }
        String flat = text.replaceAll("\\s+", " ");
        if (flat.isBlank() && (!inText() || out.length() == 0)) {
            return;
        }
        ready();
        out.append(escape(flat));
    }

    void code(String text) {
        boolean block = open.contains("pre");
        ready();
        out.append("<code>")
                .append(escape(block ? text : text.replaceAll("\\s+", " ").strip()))
                .append("</code>");
    }

    /** A link with what is written in it; without an address, or inside a link, what is written alone. */
    void link(String address, Runnable content) {
        ready();
        if (address.isEmpty() || open.contains("a")) {
            content.run();
            return;
        }
        out.append("<a href=\"").append(escape(address)).append("\">");
        open.push("a");
        content.run();
        closeThrough("a");
    }

    /** What is written, as code. */
    void coded(Runnable content) {
        ready();
        out.append("<code>");
        open.push("code");
        content.run();
        closeThrough("code");
    }

    /** The start of an element; {@code source} is how the comment has it. */
    void start(String written, Map<String, String> attributes, String source) {
        String name = written.toLowerCase(Locale.ROOT);
        if (INLINE.contains(name)) {
            inline(name, attributes, source);
        } else if (flow == Flow.SENTENCE && isKnown(name)) {
            text(" ");
        } else if (name.equals("p")) {
            closeToHolder();
            paragraph = true;
        } else if (BLOCKS.contains(name)) {
            closeToHolder();
            paragraph = false;
            push(name);
        } else if (name.equals("li")) {
            if (closeTo(LISTS)) {
                push(name);
            } else {
                text(source);
            }
        } else if (PARTS.contains(name)) {
            if (closeTo(Set.of("table"))) {
                push(name);
            } else {
                text(source);
            }
        } else if (name.equals("tr")) {
            if (closeTo(ROWS)) {
                push(name);
            } else {
                text(source);
            }
        } else if (CELLS.contains(name)) {
            if (closeTo(Set.of("tr"))) {
                push(name);
            } else {
                text(source);
            }
        } else {
            text(source);
        }
    }

    private void inline(String name, Map<String, String> attributes, String source) {
        if (!name.equals("a")) {
            ready();
            push(name);
            return;
        }
        String address = attributes.getOrDefault("href", "");
        String lower = address.toLowerCase(Locale.ROOT);
        boolean outside = lower.startsWith("https://") || lower.startsWith("http://");
        if (!outside || address.matches("(?s).*[\\s<>\"\\\\^`{|}].*") || open.contains("a")) {
            text(source);
            return;
        }
        ready();
        out.append("<a href=\"").append(escape(address)).append("\">");
        open.push("a");
    }

    /** The end of an element. */
    void end(String written, String source) {
        String name = written.toLowerCase(Locale.ROOT);
        if (!isKnown(name)) {
            text(source);
        } else if (open.contains(name)) {
            closeThrough(name);
            paragraph = BLOCKS.contains(name) && open.isEmpty();
        } else if (name.equals("a")) {
            text(source);
        }
    }

    private static boolean isKnown(String name) {
        return INLINE.contains(name)
                || BLOCKS.contains(name)
                || PARTS.contains(name)
                || CELLS.contains(name)
                || name.equals("li")
                || name.equals("tr");
    }

    static boolean isBlock(String name) {
        return BLOCKS.contains(name.toLowerCase(Locale.ROOT));
    }

    boolean isEmpty() {
        return out.length() == 0;
    }

    String finish() {
        while (!open.isEmpty()) {
            pop();
        }
        return out.toString().strip();
    }

    /** Makes a place where text may stand. */
    private void ready() {
        String top = open.peek();
        if (top != null && LISTS.contains(top)) {
            push("li");
        } else if (top != null && top.equals("tr")) {
            push("td");
        } else if (top != null && ROWS.contains(top)) {
            closeThrough("table");
            paragraph = open.isEmpty();
        }
        if (paragraph && flow != Flow.SENTENCE) {
            push("p");
        }
        paragraph = false;
    }

    private boolean inText() {
        String top = open.peek();
        return top == null
                ? flow != Flow.BLOCKS && !paragraph
                : !LISTS.contains(top) && !ROWS.contains(top) && !top.equals("tr");
    }

    /** Closes what cannot hold a block, and opens an item where only items may stand. */
    private void closeToHolder() {
        String top = open.peek();
        while (top != null && !HOLDERS.contains(top) && !LISTS.contains(top) && !ROWS.contains(top)) {
            if (top.equals("tr")) {
                push("td");
                return;
            }
            pop();
            top = open.peek();
        }
        if (top != null && LISTS.contains(top)) {
            push("li");
        } else if (top != null && ROWS.contains(top)) {
            closeThrough("table");
        }
    }

    private boolean closeTo(Set<String> names) {
        if (open.stream().noneMatch(names::contains)) {
            return false;
        }
        for (String top = open.peek(); top != null && !names.contains(top); top = open.peek()) {
            pop();
        }
        paragraph = false;
        return true;
    }

    private void closeThrough(String name) {
        for (String top = open.peek(); top != null; top = open.peek()) {
            pop();
            if (top.equals(name)) {
                return;
            }
        }
    }

    private void push(String name) {
        out.append('<').append(name).append('>');
        open.push(name);
    }

    private void pop() {
        int end = out.length();
        boolean block = !INLINE.contains(String.valueOf(open.peek()));
        while (block && end > 0 && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        out.append("</").append(open.pop()).append('>');
    }
}
