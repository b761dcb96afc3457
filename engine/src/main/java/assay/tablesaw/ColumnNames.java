package assay.tablesaw;

import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import java.util.List;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Columns by name, with help when a name is not there. */
final class ColumnNames {

    private ColumnNames() {}

    static Column<?> find(Table table, String name, Role role) {
        for (Column<?> column : table.columns()) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        throw new EstimationException(
                Problem.UNKNOWN_COLUMN,
                "There is no column '" + name + "' for the role " + role.code() + ".",
                Names.help(name, "columns", table.columnNames()));
    }

    static String list(List<String> names) {
        return Names.list(names);
    }
}
