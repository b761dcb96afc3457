package assay.site;

import java.util.List;

/** Tables: the first column heads the row, the others hold numbers or marks. */
final class Tables {

    // Longer meanings, in characters, take a line of their own.
    private static final int LONG = 110;

    private Tables() {}

    static Html of(List<String> header, List<List<Html>> rows) {
        return of(header, rows, "");
    }

    /** A table whose class says how it behaves, such as {@code sortable}. */
    static Html of(List<String> header, List<List<Html>> rows, String style) {
        return of("", header, rows, style);
    }

    /** A table with a caption that is read out; on the page a heading says the same. */
    static Html of(String caption, List<String> header, List<List<Html>> rows, String style) {
        Html out = new Html();
        String label = caption.isEmpty() ? "Table, may scroll sideways" : caption + ", may scroll sideways";
        out.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-label", label);
        if (style.isEmpty()) {
            out.open("table");
        } else {
            out.open("table", "class", style);
        }
        if (!caption.isEmpty()) {
            out.leaf("caption", caption, "class", "sr");
        }
        out.open("thead").open("tr");
        header.forEach(name -> out.leaf("th", name, "scope", "col"));
        out.close().close().open("tbody");
        for (List<Html> row : rows) {
            out.open("tr");
            for (int i = 0; i < row.size(); i++) {
                if (i == 0) {
                    out.open("th", "scope", "row");
                } else {
                    out.open("td");
                }
                out.add(row.get(i)).close();
            }
            out.close();
        }
        return out.close().close().close().line();
    }

    static Html text(String text) {
        return new Html().text(text);
    }

    /** A list of terms and what they mean; an empty meaning leaves its term out. */
    static Html facts(List<String> pairs) {
        Html out = new Html();
        out.open("dl", "class", "facts");
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            if (!pairs.get(i + 1).isBlank()) {
                (pairs.get(i + 1).length() > LONG ? out.open("div", "class", "long") : out.open("div"))
                        .leaf("dt", pairs.get(i))
                        .open("dd")
                        .add(Breaks.write(pairs.get(i + 1)))
                        .close()
                        .close();
            }
        }
        return out.close();
    }
}
