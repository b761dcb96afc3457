package assay.data.experiment;

import assay.data.DataProblem;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sums of daily columns over the days of each user, in one pass over the largest table. */
final class DaySums {

    /** The longest span of days in which a day that comes twice is looked for. */
    private static final int LONGEST = 120;

    private final TableFolder folder;
    private final TableView view;
    private final LogColumns columns;
    private long rows;

    DaySums(TableFolder folder, TableView view, LogColumns columns) {
        this.folder = folder;
        this.view = view;
        this.columns = columns;
    }

    long rows() {
        return rows;
    }

    void read(String scope, long end) throws SQLException {
        TypedTable table =
                new TypedTable(folder, view).key("user_id", "user_id").time("us", "date");
        Set<String> daily = new LinkedHashSet<>();
        columns.sums().values().forEach(sum -> daily.add(sum.column()));
        daily.forEach(column -> table.number(column, column));
        table.into("e_days", scope);
        columns.sums().values().stream()
                .filter(LogColumns.DaySum::isCount)
                .forEach(sum -> table.requireCounts("e_days", sum.column()));
        long[] facts =
                folder.counts("SELECT count(*), min(us) // 86400000000, max(us) // 86400000000 FROM memory.e_days");
        rows = facts[0];
        if (rows == 0) {
            throw view.defect(DataProblem.FILE_EMPTY, "it has no rows of this experiment.");
        }
        requireOneRowADay(facts[1], facts[2]);
        folder.execute("CREATE TABLE memory.t_span AS SELECT least(" + end + ", " + (facts[2] + 1)
                + " * 86400000000) AS observed");
        folder.execute("CREATE TABLE memory.t_days AS SELECT d.user_id" + sums()
                + " FROM memory.e_days d JOIN (SELECT a.user_id, coalesce(any_value(o.us), min(a.us)) // 86400000000 AS anchor"
                + " FROM memory.t_assigned a LEFT JOIN memory.t_triggered o USING (user_id) GROUP BY a.user_id) s"
                + " USING (user_id) GROUP BY d.user_id");
    }

    /** A user who has rows, and none in the window, did nothing in it; a user whose values are all missing is missing. */
    private String sums() {
        StringBuilder sql = new StringBuilder();
        for (Map.Entry<String, LogColumns.DaySum> sum : columns.sums().entrySet()) {
            LogColumns.DaySum days = sum.getValue();
            String column = "d." + Sql.name(days.column());
            String inside = "d.us // 86400000000 - s.anchor BETWEEN " + days.from() + " AND " + (days.to() - 1);
            sql.append(", CASE WHEN count(*) FILTER (WHERE ")
                    .append(inside)
                    .append(") = 0 THEN 0 ELSE sum(")
                    .append(column)
                    .append(") FILTER (WHERE ")
                    .append(inside)
                    .append(") END AS ")
                    .append(Sql.name(sum.getKey()));
        }
        return sql.toString();
    }

    private void requireOneRowADay(long first, long last) throws SQLException {
        if (last - first >= LONGEST) {
            return;
        }
        List<String> doubled = folder.texts("SELECT user_id FROM memory.e_days GROUP BY user_id HAVING count(*) >"
                + " bit_count(bit_or(CAST(1 AS HUGEINT) << CAST(us // 86400000000 - " + first + " AS INTEGER)))"
                + " ORDER BY 1 LIMIT 1");
        if (!doubled.isEmpty()) {
            throw view.defect(
                    DataProblem.FILE_FORMAT,
                    "user '" + doubled.get(0)
                            + "' has two rows for one day, which would be summed twice. Write one row for each user and day.");
        }
    }
}
