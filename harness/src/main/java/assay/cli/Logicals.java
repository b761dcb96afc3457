package assay.cli;

import assay.Role;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Columns of TRUE and FALSE, as R and Python write them: 1 and 0 where a number is needed, as in Parquet files. */
final class Logicals {

    private static final Set<Role> NUMERIC = EnumSet.of(Role.OUTCOME, Role.NUMERATOR, Role.DENOMINATOR, Role.WEIGHT);

    private Logicals() {}

    /** A table in which such columns are numbers where their role needs numbers; the same table if there are none. */
    static Table numbers(Table table, Map<Role, List<String>> roles) {
        return numbers(
                table,
                NUMERIC.stream()
                        .flatMap(role -> roles.getOrDefault(role, List.of()).stream())
                        .toList());
    }

    /** A table in which such columns of these names are numbers. */
    static Table numbers(Table table, Collection<String> names) {
        Table out = table;
        for (String name : names) {
            if (table.columnNames().contains(name)
                    && table.column(name) instanceof StringColumn text
                    && isLogical(text)) {
                out = out == table ? Table.create(table.name(), table.columns().toArray(new Column<?>[0])) : out;
                out.replaceColumn(name, numbers(text));
            }
        }
        return out;
    }

    /** Whether a column holds nothing but TRUE and FALSE, in letters of any size, and what is missing. */
    static boolean isLogical(StringColumn column) {
        boolean any = false;
        for (String value : column.unique()) {
            if (!value.isEmpty() && !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
                return false;
            }
            any |= !value.isEmpty();
        }
        return any;
    }

    private static DoubleColumn numbers(StringColumn text) {
        DoubleColumn column = DoubleColumn.create(text.name());
        for (String value : text) {
            switch (value.toLowerCase(Locale.ROOT)) {
                case "true" -> column.append(1);
                case "false" -> column.append(0);
                default -> column.appendMissing();
            }
        }
        return column;
    }
}
