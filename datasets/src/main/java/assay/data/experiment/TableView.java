package assay.data.experiment;

import assay.data.DataException;
import assay.data.DataProblem;
import assay.data.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of an experiment as DuckDB sees it.
 *
 * @param name such as {@code fact_assignments}
 * @param where the file that it is in
 * @param from what to select from
 * @param columns how each column is stored, by its name
 */
record TableView(String name, String where, String from, Map<String, Values> columns) {

    TableView {
        columns = new LinkedHashMap<>(columns);
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    /** How a column is stored. */
    Values stored(String column) {
        @Nullable Values values = columns.get(column);
        if (values == null) {
            throw new DataException(
                    DataProblem.UNKNOWN_COLUMN,
                    where + " has no column '" + column + "'." + Nearest.question(column, columns.keySet())
                            + " Its columns are " + String.join(", ", columns.keySet()) + ".");
        }
        return values;
    }

    /** Text in SQL. */
    String text(String column) {
        if (stored(column) == Values.OTHER) {
            throw wrongType(column, "text");
        }
        return Values.text(Sql.name(column));
    }

    /** A double in SQL. */
    String number(String column) {
        Values stored = stored(column);
        if (stored != Values.NUMBER && stored != Values.TEXT) {
            throw wrongType(column, "a number");
        }
        return stored.number(Sql.name(column));
    }

    /** Microseconds since 1970 in SQL. */
    String micros(String column) {
        Values stored = stored(column);
        if (stored == Values.NUMBER || stored == Values.OTHER) {
            throw wrongType(column, "a time, such as 2026-02-01T09:30:00Z");
        }
        return stored.micros(Sql.name(column));
    }

    /** Whether a number or a time of this column has to be read from text, and can fail. */
    boolean isRead(String column) {
        return stored(column) == Values.TEXT;
    }

    private DataException wrongType(String column, String wanted) {
        return new DataException(
                DataProblem.COLUMN_TYPE,
                "Column '" + column + "' of " + where + " must hold " + wanted
                        + ", and is stored as something else. Export it again with that type.");
    }

    DataException defect(DataProblem problem, String what) {
        return new DataException(problem, where + ": " + what);
    }

    List<String> names() {
        return List.copyOf(columns.keySet());
    }
}
