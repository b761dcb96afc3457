package assay.notebook;

import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables as HTML, for {@code render(Html.of(table), "text/html")}. */
public final class Html {

    private static final int ROWS = 20;

    private Html() {}

    /**
     * A table with its first 20 rows. Floating-point numbers are shown with 4 decimals, or 6 significant digits where
     * that says more.
     *
     * @param table the table
     * @return an HTML {@code table} element
     */
    public static String of(Table table) {
        return of(table, ROWS);
    }

    /**
     * A table with its first rows.
     *
     * @param table the table
     * @param rows how many rows to show at most
     * @return an HTML {@code table} element
     */
    public static String of(Table table, int rows) {
        StringBuilder html = new StringBuilder("<table>\n<thead><tr>");
        for (Column<?> column : table.columns()) {
            cell(html, "th", column, column.name());
        }
        html.append("</tr></thead>\n<tbody>\n");
        int shown = Math.min(rows, table.rowCount());
        for (int row = 0; row < shown; row++) {
            html.append("<tr>");
            for (Column<?> column : table.columns()) {
                cell(html, "td", column, text(column, row));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>");
        if (shown < table.rowCount()) {
            html.append("\n<p>")
                    .append(shown)
                    .append(" of ")
                    .append(table.rowCount())
                    .append(" rows</p>");
        }
        return html.toString();
    }

    private static void cell(StringBuilder html, String tag, Column<?> column, String text) {
        html.append('<').append(tag);
        if (column instanceof NumericColumn) {
            html.append(" style=\"text-align:right\"");
        } else {
            html.append(" style=\"text-align:left\"");
        }
        html.append('>').append(escape(text)).append("</").append(tag).append('>');
    }

    private static String text(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return "";
        }
        // By class: a column's type is null where its class was initialised before ColumnType.
        if (column instanceof DoubleColumn numbers) {
            return number(numbers.getDouble(row));
        }
        if (column instanceof FloatColumn numbers) {
            return number(numbers.getDouble(row));
        }
        return column.getString(row);
    }

    private static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e9) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= 1e-3 && size < 1e9 ? "%.4f" : "%.4g", value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
