package assay.data.experiment;

import assay.data.DataException;
import assay.data.DataProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds the rows of a relation to the contract of its table, in one pass. The first breach ends in one error: table, column, row, value,
 * why it cannot be, and what to do.
 */
public final class RowCheck {

    private final Connection connection;
    private final List<String> arms;

    /**
     * A check.
     *
     * @param connection a DuckDB connection
     * @param arms the arms that were planned; empty to take any
     */
    public RowCheck(Connection connection, List<String> arms) {
        this.connection = connection;
        this.arms = List.copyOf(arms);
    }

    /** A breach that can be looked for. */
    private record Breach(String column, String broken, String why, String fix) {}

    /**
     * Checks the rows of a table.
     *
     * @param contract of the table
     * @param where how messages call the table, such as its file
     * @param from the relation in SQL
     * @throws DataException if a column is missing, or a row breaks the contract
     * @throws SQLException if the relation cannot be read
     */
    public void rows(TableContract contract, String where, String from) throws SQLException {
        Map<String, String> columns = columns(from);
        for (ColumnContract column : contract.columns()) {
            if (!columns.containsKey(column.name()) && column.presence() == ColumnContract.Presence.REQUIRED) {
                throw new DataException(
                        DataProblem.UNKNOWN_COLUMN,
                        where + " has no column '" + column.name() + "', without which " + contract.name()
                                + " cannot be read; its columns are " + String.join(", ", columns.keySet())
                                + ". Export it under this name.");
            }
        }
        List<Breach> breaches = new ArrayList<>();
        for (ColumnContract column : contract.columns()) {
            String type = columns.get(column.name());
            if (type != null) {
                column(column, type, breaches);
            }
        }
        for (TableContract.Rule rule : contract.rules()) {
            boolean typed = rule.columns().stream().allMatch(name -> isTyped(columns.get(name)));
            if (columns.keySet().containsAll(rule.columns()) && typed) {
                breaches.add(new Breach(rule.column(), rule.broken(), rule.why(), rule.fix()));
            }
        }
        look(contract, where, from, breaches);
        if (!contract.key().isEmpty() && columns.keySet().containsAll(contract.key())) {
            key(contract.key(), where, from);
        }
    }

    private static boolean isTyped(@org.jspecify.annotations.Nullable String type) {
        return type != null && !type.equals("VARCHAR");
    }

    private Map<String, String> columns(String from) throws SQLException {
        Map<String, String> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet empty = statement.executeQuery("SELECT * FROM " + from + " LIMIT 0")) {
            ResultSetMetaData found = empty.getMetaData();
            for (int j = 1; j <= found.getColumnCount(); j++) {
                columns.put(found.getColumnName(j), found.getColumnTypeName(j).toUpperCase(Locale.ROOT));
            }
        }
        return columns;
    }

    private void column(ColumnContract column, String type, List<Breach> breaches) {
        String name = quoted(column.name());
        boolean list = column.type() == ColumnContract.Type.TEXTS || column.type() == ColumnContract.Type.FILTERS;
        if (list) {
            return;
        }
        boolean text = type.equals("VARCHAR");
        String empty = text ? "(" + name + " IS NULL OR trim(" + name + ") = '')" : name + " IS NULL";
        if (column.presence() == ColumnContract.Presence.REQUIRED) {
            breaches.add(new Breach(
                    column.name(),
                    empty,
                    "the value is missing",
                    "Every row needs one: repair the export, or drop the row."));
        }
        if (column.type().isNumber()) {
            number(column, name, text, empty, type, breaches);
        } else if (column.type() == ColumnContract.Type.TIME || column.type() == ColumnContract.Type.DATE) {
            String time = "TRY_CAST(" + name + " AS TIMESTAMP WITH TIME ZONE)";
            breaches.add(new Breach(
                    column.name(),
                    "NOT " + empty + " AND " + (text ? time : "TRY_CAST(" + name + " AS TIMESTAMP)") + " IS NULL",
                    "this is no " + (column.type() == ColumnContract.Type.DATE ? "date" : "time"),
                    "Write times as 2026-02-01T09:30:00Z and dates as 2026-02-01."));
        } else {
            texts(column, name, breaches);
        }
    }

    private static void number(
            ColumnContract column, String name, boolean text, String empty, String type, List<Breach> breaches) {
        String value = text ? "TRY_CAST(" + name + " AS DOUBLE)" : name;
        if (text) {
            breaches.add(new Breach(
                    column.name(),
                    "NOT " + empty + " AND " + value + " IS NULL",
                    "this is no number",
                    "Write numbers as 1.5."));
        }
        boolean fractions = text || type.equals("DOUBLE") || type.equals("FLOAT") || type.startsWith("DECIMAL");
        if (fractions) {
            breaches.add(new Breach(
                    column.name(),
                    "NOT isfinite(CAST(" + value + " AS DOUBLE))",
                    "the number is not finite",
                    "Leave the value out where it is not known."));
        }
        if (column.type().isWhole() && fractions) {
            breaches.add(new Breach(
                    column.name(),
                    value + " <> round(" + value + ")",
                    "this is no whole number",
                    "A count or a flag has no fractions: export the raw counts."));
        }
        if (column.least() == 0 && column.greatest() == 1) {
            String flag = column.type().isWhole() ? "must be 0 or 1" : "must be in [0, 1]";
            breaches.add(new Breach(
                    column.name(), value + " < 0 OR " + value + " > 1", flag, "Find out what the export put there."));
        } else {
            if (column.least() > Double.NEGATIVE_INFINITY) {
                breaches.add(new Breach(
                        column.name(),
                        value + " < " + brief(column.least()),
                        column.least() == 0 ? "it cannot be negative" : "it cannot be below " + brief(column.least()),
                        "Find out what the export subtracted."));
            }
            if (column.greatest() < Double.POSITIVE_INFINITY) {
                breaches.add(new Breach(
                        column.name(),
                        value + " > " + brief(column.greatest()),
                        "it cannot be above " + brief(column.greatest()),
                        "Find out what the export put there."));
            }
        }
    }

    private void texts(ColumnContract column, String name, List<Breach> breaches) {
        boolean arm = column.name().equals("assigned_group") || column.name().equals("variant_served");
        List<String> values = arm ? arms : column.values();
        if (!values.isEmpty()) {
            breaches.add(new Breach(
                    column.name(),
                    name + " NOT IN (" + values.stream().map(RowCheck::literal).collect(Collectors.joining(", ")) + ")",
                    arm
                            ? "no arm of this name was planned; there are " + String.join(", ", values)
                            : "it must be one of " + String.join(", ", values),
                    arm ? "Name the arms as they are logged." : "Correct the value."));
        }
    }

    private void look(TableContract contract, String where, String from, List<Breach> breaches) throws SQLException {
        if (breaches.isEmpty()) {
            return;
        }
        String counts = breaches.stream()
                .map(breach -> "count(*) FILTER (WHERE " + breach.broken() + ")")
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + counts + " FROM " + from)) {
            row.next();
            for (int k = 0; k < breaches.size(); k++) {
                if (row.getLong(k + 1) > 0) {
                    throw breach(contract, where, from, breaches.get(k), row.getLong(k + 1));
                }
            }
        }
    }

    private DataException breach(TableContract contract, String where, String from, Breach breach, long rows)
            throws SQLException {
        String column = quoted(breach.column());
        String sql = "SELECT place, shown FROM (SELECT row_number() OVER () AS place, CAST(" + column
                + " AS VARCHAR) AS shown, " + breach.broken() + " AS broken FROM " + from + ") WHERE broken LIMIT 1";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            String shown = row.getString(2);
            return new DataException(
                    DataProblem.FILE_FORMAT,
                    where + (where.contains(contract.name()) ? "" : " (" + contract.name() + ")") + ", column '"
                            + breach.column() + "', row " + row.getLong(1) + ": "
                            + (shown == null || shown.isBlank() ? "" : "'" + shown + "': ") + breach.why()
                            + (rows > 1 ? ", here and in " + (rows - 1) + " more rows. " : ". ") + breach.fix());
        }
    }

    void key(List<String> columns, String where, String from) throws SQLException {
        String key = columns.stream().map(RowCheck::quoted).collect(Collectors.joining(", "));
        String shown = columns.stream()
                .map(name -> "CAST(any_value(" + quoted(name) + ") AS VARCHAR)")
                .collect(Collectors.joining(" || ', ' || "));
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + shown + ", count(*) FROM " + from + " GROUP BY "
                        + key + " HAVING count(*) > 1 LIMIT 1")) {
            if (row.next()) {
                throw new DataException(
                        DataProblem.FILE_FORMAT,
                        where + " has " + row.getLong(2) + " rows of " + String.join(" and ", columns) + " "
                                + row.getString(1)
                                + ", and there can be one. Write one row for each, or find out which is right.");
            }
        }
    }

    /**
     * Checks that every value of a column is in another table.
     *
     * @param reference which column, and where its values must be
     * @param where how messages call the table
     * @param from the relation in SQL
     * @param other the relation of the other table in SQL
     * @throws DataException if a value is not there
     * @throws SQLException if a relation cannot be read
     */
    public void reference(TableContract.Reference reference, String where, String from, String other)
            throws SQLException {
        String column = quoted(reference.column());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT t." + column + ", count(*) OVER () FROM " + from
                        + " t ANTI JOIN " + other + " o USING (" + column + ") LIMIT 1")) {
            if (row.next()) {
                throw new DataException(
                        DataProblem.FILE_FORMAT,
                        where + ", column '" + reference.column() + "': '" + row.getString(1) + "' is not in "
                                + reference.table() + ", as are " + row.getLong(2)
                                + " rows in all. Export both tables from the same moment.");
            }
        }
    }

    private static String brief(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
