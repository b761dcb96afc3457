package assay.data.experiment;

import assay.data.DataException;
import assay.data.DataProblem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Columns of a table under other names, each text, a number or a time in microseconds, kept in the memory of DuckDB. Text that is no
 * number where a number is needed, infinite numbers, and rows without a key are errors.
 */
final class TypedTable {

    private final TableFolder folder;
    private final TableView view;
    private final Map<String, String> selected = new LinkedHashMap<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private final Map<String, String> read = new LinkedHashMap<>();
    private final Map<String, String> sources = new LinkedHashMap<>();

    TypedTable(TableFolder folder, TableView view) {
        this.folder = folder;
        this.view = view;
    }

    /** A column of text that no row may lack. */
    TypedTable key(String as, String column) {
        keys.add(as);
        return text(as, column);
    }

    TypedTable text(String as, String column) {
        selected.put(as, view.text(column));
        sources.put(as, column);
        return this;
    }

    TypedTable number(String as, String column) {
        String value = view.number(column);
        numbers.add(as);
        return convert(as, column, value);
    }

    /** A time that no row may lack. */
    TypedTable time(String as, String column) {
        keys.add(as);
        return optionalTime(as, column);
    }

    TypedTable optionalTime(String as, String column) {
        return convert(as, column, view.micros(column));
    }

    /** Any expression of the columns of the table. */
    TypedTable expression(String as, String sql) {
        selected.put(as, sql);
        sources.put(as, as);
        return this;
    }

    private TypedTable convert(String as, String column, String value) {
        selected.put(as, value);
        sources.put(as, column);
        if (view.isRead(column)) {
            read.put(column, Values.unreadable(Sql.name(column), value));
        }
        return this;
    }

    /** Reads the rows of a condition into a table of memory. */
    void into(String table, String where) {
        try {
            requireReadable(where);
            StringBuilder sql = new StringBuilder("CREATE TABLE memory." + table + " AS SELECT ");
            String separator = "";
            for (Map.Entry<String, String> column : selected.entrySet()) {
                sql.append(separator).append(column.getValue()).append(" AS ").append(Sql.name(column.getKey()));
                separator = ", ";
            }
            folder.execute(sql + " FROM " + view.from() + " WHERE " + where);
            requireKeys(table);
            requireFinite(table);
            requireRanges(table);
        } catch (SQLException e) {
            throw TableFolder.unreadable(view.where(), e);
        }
    }

    private void requireReadable(String where) throws SQLException {
        if (read.isEmpty()) {
            return;
        }
        List<String> columns = List.copyOf(read.keySet());
        StringBuilder sql = new StringBuilder("SELECT ");
        for (int j = 0; j < columns.size(); j++) {
            sql.append(j == 0 ? "" : ", ")
                    .append("count(*) FILTER (WHERE ")
                    .append(read.get(columns.get(j)))
                    .append(")");
        }
        long[] counts = folder.counts(sql + " FROM " + view.from() + " WHERE " + where);
        for (int j = 0; j < counts.length; j++) {
            if (counts[j] > 0) {
                String column = columns.get(j);
                List<String> example = folder.texts("SELECT " + Sql.name(column) + " FROM " + view.from() + " WHERE "
                        + read.get(column) + " LIMIT 1");
                throw view.defect(
                        DataProblem.COLUMN_TYPE,
                        "column '" + column + "' has " + counts[j] + " values that cannot be read, such as '"
                                + example.get(0) + "'. Numbers are written as 1.5 and times as 2026-02-01T09:30:00Z.");
            }
        }
    }

    private void requireKeys(String table) throws SQLException {
        for (String key : keys) {
            long missing = folder.counts(
                            "SELECT count(*) FILTER (WHERE " + Sql.name(key) + " IS NULL) FROM memory." + table)[0];
            if (missing > 0) {
                throw view.defect(
                        DataProblem.COLUMN_TYPE,
                        missing + " rows have no '" + sources.get(key)
                                + "'. A row without it cannot be used: repair the export, or remove these rows and say so.");
            }
        }
    }

    private void requireFinite(String table) throws SQLException {
        for (String number : numbers) {
            long infinite = folder.counts(
                            "SELECT count(*) FILTER (WHERE isinf(" + Sql.name(number) + ")) FROM memory." + table)[0];
            if (infinite > 0) {
                throw view.defect(
                        DataProblem.COLUMN_TYPE,
                        infinite + " values of column '" + sources.get(number)
                                + "' are infinite. Find out what divided by 0, or leave them empty.");
            }
        }
    }

    /** Refuses numbers that the contract of the table does not allow. */
    private void requireRanges(String table) throws SQLException {
        Optional<TableContract> contract = TableContracts.named(view.name());
        for (String number : numbers) {
            Optional<ColumnContract> column = contract.flatMap(c -> c.column(sources.getOrDefault(number, number)));
            if (column.isPresent()) {
                double least = column.get().least();
                double greatest = column.get().greatest();
                String name = Sql.name(number);
                String broken = name + (Double.isInfinite(least) ? " < '-infinity'" : " < " + least) + " OR " + name
                        + (Double.isInfinite(greatest) ? " > 'infinity'" : " > " + greatest);
                long outside = folder.counts("SELECT count(*) FILTER (WHERE " + broken + ") FROM memory." + table)[0];
                if (outside > 0) {
                    throw view.defect(
                            DataProblem.COLUMN_TYPE,
                            outside + " values of column '" + column.get().name() + "' are not in [" + least + ", "
                                    + greatest + "]. Repair the export.");
                }
            }
        }
    }

    /** Refuses numbers below 0 in a column that counts. */
    void requireCounts(String table, String as) {
        try {
            long negative =
                    folder.counts("SELECT count(*) FILTER (WHERE " + Sql.name(as) + " < 0) FROM memory." + table)[0];
            if (negative > 0) {
                throw view.defect(
                        DataProblem.COLUMN_TYPE,
                        negative + " values of column '" + sources.get(as)
                                + "' are below 0, and it counts. Repair the export.");
            }
        } catch (SQLException e) {
            throw TableFolder.unreadable(view.where(), e);
        }
    }

    /** Refuses two rows of one user, unless all their columns agree; then one is kept. Returns how many rows are gone. */
    long requireOnePerUser(String table) {
        try {
            long[] counts = folder.counts("SELECT count(*), count(DISTINCT user_id) FROM memory." + table);
            if (counts[0] == counts[1]) {
                return 0;
            }
            folder.execute("CREATE OR REPLACE TABLE memory." + table + " AS SELECT DISTINCT * FROM memory." + table);
            long left = folder.counts("SELECT count(*) FROM memory." + table)[0];
            if (left > counts[1]) {
                List<String> example = folder.texts(
                        "SELECT user_id FROM memory." + table + " GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 1");
                throw view.defect(
                        DataProblem.FILE_FORMAT,
                        (left - counts[1]) + " rows are second rows of a user with other values, such as of user '"
                                + example.get(0) + "'. The table must have one row for each user.");
            }
            return counts[0] - left;
        } catch (SQLException e) {
            throw TableFolder.unreadable(view.where(), e);
        }
    }

    DataException failure(SQLException e) {
        return TableFolder.unreadable(view.where(), e);
    }
}
