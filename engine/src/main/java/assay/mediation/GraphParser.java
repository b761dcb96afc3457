package assay.mediation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the text of a graph: statements end with a semicolon or a line, a statement is a chain of lists of names with arrows
 * between, names of a list are separated by commas. A name in brackets is hidden; a name in quotes may hold anything.
 */
final class GraphParser {

    private static final String ARROW = "->";
    private static final String EXAMPLE = "Write arrows as in T -> searches -> sales; T, X -> sales.";
    private static final String SPECIAL = ",;[]\"<>\n\r";

    private final String text;
    private int at;

    /** Edges, and where the arrow of each stands. */
    final Map<CausalGraph.Edge, Integer> edges = new LinkedHashMap<>();

    final Set<String> names = new LinkedHashSet<>();
    final Set<String> hidden = new LinkedHashSet<>();
    private final Set<String> shown = new LinkedHashSet<>();

    GraphParser(String text) {
        this.text = text;
    }

    void parse() {
        skipEnds();
        if (at == text.length()) {
            throw error(0, "the graph is empty");
        }
        while (at < text.length()) {
            statement();
            skipEnds();
        }
    }

    private void statement() {
        List<String> before = list();
        if (!arrowNext()) {
            throw error(at, "an arrow is missing after '" + before.get(before.size() - 1) + "'");
        }
        while (arrowNext()) {
            int arrow = at;
            at += ARROW.length();
            List<String> after = list();
            for (String from : before) {
                for (String to : after) {
                    if (from.equals(to)) {
                        throw error(arrow, "an arrow leads from '" + from + "' to itself");
                    }
                    edges.putIfAbsent(new CausalGraph.Edge(from, to), arrow);
                }
            }
            before = after;
        }
        if (at < text.length() && text.charAt(at) != ';' && text.charAt(at) != '\n') {
            throw error(at, "'" + text.charAt(at) + "' stands where an arrow, a comma or a semicolon should");
        }
    }

    private List<String> list() {
        List<String> list = new ArrayList<>(List.of(name()));
        skipSpaces();
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            list.add(name());
            skipSpaces();
        }
        return list;
    }

    private String name() {
        skipSpaces();
        int start = at;
        if (at < text.length() && text.charAt(at) == '[') {
            at++;
            String name = plain();
            skipSpaces();
            if (at >= text.length() || text.charAt(at) != ']') {
                throw error(at, "the bracket that opens before '" + name + "' is not closed");
            }
            at++;
            if (shown.contains(name)) {
                throw error(start, "'" + name + "' is hidden here and not hidden before");
            }
            hidden.add(name);
            names.add(name);
            return name;
        }
        String name = plain();
        if (hidden.contains(name)) {
            throw error(start, "'" + name + "' was hidden before and is not hidden here");
        }
        shown.add(name);
        names.add(name);
        return name;
    }

    private String plain() {
        skipSpaces();
        int start = at;
        if (at < text.length() && text.charAt(at) == '"') {
            int end = text.indexOf('"', at + 1);
            if (end <= at + 1) {
                throw error(at, end < 0 ? "the quote is not closed" : "a name is empty");
            }
            at = end + 1;
            return text.substring(start + 1, end);
        }
        while (at < text.length() && part(at)) {
            at++;
        }
        if (at == start) {
            throw error(at, at == text.length() ? "a name is missing at the end" : "a name is missing");
        }
        return text.substring(start, at);
    }

    private boolean part(int i) {
        char c = text.charAt(i);
        return SPECIAL.indexOf(c) < 0 && !Character.isWhitespace(c) && !text.startsWith(ARROW, i);
    }

    private boolean arrowNext() {
        skipSpaces();
        if (text.startsWith("<->", at)) {
            throw error(at, "a variable moves another and is not moved by it; write a common cause as [U] -> A, B");
        }
        if (text.startsWith("<-", at)) {
            throw error(at, "arrows point to the right only");
        }
        return text.startsWith(ARROW, at);
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) != '\n' && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void skipEnds() {
        while (at < text.length() && (text.charAt(at) == ';' || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
    }

    /** What is wrong at a place, with the line and a mark below it. */
    IllegalArgumentException error(int place, String what) {
        int start = text.lastIndexOf('\n', place - 1) + 1;
        int end = text.indexOf('\n', place);
        String line = text.substring(start, end < 0 ? text.length() : end);
        int number =
                (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
        return new IllegalArgumentException("graph, line " + number + ", character " + (place - start + 1) + ": " + what
                + ".\n  " + line + "\n  " + " ".repeat(place - start) + "^\n" + EXAMPLE);
    }
}
