package assay.experiment;

import assay.condition.Condition;
import assay.condition.Predicate;
import java.util.List;
import tech.tablesaw.api.Table;

/** The rows of a table that meet a condition. */
public final class MatchingRows {

    private MatchingRows() {}

    /**
     * Evaluates a condition.
     *
     * @param condition on columns of the table
     * @param table the rows
     * @return for each row whether the condition holds; not where a missing value leaves it open
     * @throws assay.EstimationException if it names a column or a level that does not exist, or compares text with a number
     */
    public static boolean[] of(Condition condition, Table table) {
        ColumnSource source = ColumnSource.of(table);
        List<String> columns = List.copyOf(condition.columns());
        Predicate predicate = condition.on(source, columns);
        boolean[] all = new boolean[table.rowCount()];
        int[] from = {0};
        source.forEach(columns, (rows, block) -> {
            boolean[] part = new boolean[rows];
            predicate.evaluate(rows, block, part);
            System.arraycopy(part, 0, all, from[0], rows);
            from[0] += rows;
        });
        return all;
    }
}
