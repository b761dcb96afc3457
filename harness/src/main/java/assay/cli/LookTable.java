package assay.cli;

import assay.data.DataException;
import assay.data.DataProblem;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table whose cells are asked for by column and row, with errors that name both. */
final class LookTable {

    private static final Pattern ARM_FIRST = Pattern.compile("^(control|treated|treatment|variant|a|b|c|t)_(.+)$");

    private final Table table;

    LookTable(Table table) {
        this.table = table;
    }

    int rows() {
        return table.rowCount();
    }

    /** The column that is named, or the first of the usual names that there is. */
    Optional<String> find(@Nullable String named, List<String> usual) {
        if (named != null) {
            if (!table.columnNames().contains(named)) {
                throw new DataException(
                        DataProblem.UNKNOWN_COLUMN,
                        "There is no column '" + named + "'. Columns: " + String.join(", ", table.columnNames()));
            }
            return Optional.of(named);
        }
        Map<String, String> plain = new LinkedHashMap<>();
        table.columnNames().forEach(name -> plain.putIfAbsent(plain(name), name));
        // The arm may stand first, as in control_n.
        table.columnNames()
                .forEach(
                        name -> plain.putIfAbsent(ARM_FIRST.matcher(plain(name)).replaceFirst("$2_$1"), name));
        return usual.stream().map(plain::get).filter(name -> name != null).findFirst();
    }

    /** The same, where there must be one. */
    String require(@Nullable String named, List<String> usual, String option, String what) {
        return find(named, usual)
                .orElseThrow(() -> new DataException(
                        DataProblem.UNKNOWN_COLUMN,
                        "No column holds " + what + ": name it by " + option + ". Columns: "
                                + String.join(", ", table.columnNames())));
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    double number(String column, int row) {
        Column<?> cells = table.column(column);
        if (!(cells instanceof NumericColumn<?> numbers)) {
            throw new DataException(
                    DataProblem.COLUMN_TYPE,
                    "Column '" + column + "' holds text such as '" + cells.getString(row)
                            + "', where numbers are needed.");
        }
        if (numbers.isMissing(row)) {
            throw missing(column, row);
        }
        return numbers.getDouble(row);
    }

    String text(String column, int row) {
        Column<?> cells = table.column(column);
        if (cells.isMissing(row)) {
            throw missing(column, row);
        }
        if (cells instanceof NumericColumn<?> numbers) {
            double value = numbers.getDouble(row);
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }
        return cells.getString(row);
    }

    private static DataException missing(String column, int row) {
        return new DataException(
                DataProblem.COLUMN_TYPE,
                "Column '" + column + "' has no value in row " + (row + 1)
                        + ". A look without a value cannot be read; drop the row if there was no such look.");
    }

    /** Labels of a column in the order of time: by number, by date, else as they stand in the file. */
    List<String> inOrder(String column) {
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int row = 0; row < rows(); row++) {
            first.putIfAbsent(text(column, row), row);
        }
        List<String> labels = new ArrayList<>(first.keySet());
        if (table.column(column) instanceof NumericColumn<?>) {
            labels.sort(Comparator.comparingDouble(Double::parseDouble));
        } else if (labels.stream().allMatch(LookTable::isDate)) {
            labels.sort(Comparator.naturalOrder());
        }
        return labels;
    }

    private static boolean isDate(String text) {
        if (text.length() < 10) {
            return false;
        }
        try {
            return LocalDate.parse(text.substring(0, 10)).isAfter(LocalDate.MIN);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
