package assay.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What a table holds, column by column, for whoever is about to name roles. */
final class TableGlimpse {

    private static final int LEVELS = 4;

    private TableGlimpse() {}

    static void print(String name, Table table, PrintWriter out) {
        out.printf(Locale.ROOT, "%s: %,d rows, %d columns%n%n", name, table.rowCount(), table.columnCount());
        Rows rows = new Rows("column", "type", "missing", "distinct", "mean", "min", "max", "values");
        for (Column<?> column : table.columns()) {
            if (column instanceof NumericColumn<?> numbers) {
                boolean any = column.countMissing() < column.size();
                rows.add(
                        column.name(),
                        "number",
                        column.countMissing(),
                        column.countUnique(),
                        any ? numbers.mean() : null,
                        any ? numbers.min() : null,
                        any ? numbers.max() : null,
                        "");
            } else {
                boolean logical = column instanceof StringColumn text && Logicals.isLogical(text);
                rows.add(
                        column.name(),
                        logical ? "true/false" : column instanceof StringColumn ? "text" : "date",
                        column.countMissing(),
                        column.countUnique(),
                        null,
                        null,
                        null,
                        values(column));
            }
        }
        out.print(rows.format(Format.TABLE));
        out.println();
        out.println("Name the columns by their roles:");
        out.println("  ./assay estimate difference-in-means " + ShellWord.of(name)
                + " --outcome COLUMN --assignment COLUMN");
        out.println("The first level in alphabetical order is control, unless --control names another.");
        out.flush();
    }

    /** The most frequent values with their counts. */
    private static String values(Column<?> column) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < column.size(); i++) {
            if (!column.isMissing(i)) {
                counts.merge(column.getString(i), 1, Integer::sum);
            }
        }
        String shown = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(LEVELS)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return counts.size() > LEVELS ? shown + ", ..." : shown;
    }
}
