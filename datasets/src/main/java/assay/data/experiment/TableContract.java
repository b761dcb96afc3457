package assay.data.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What a table of an experiment must be: its columns, what no row may say, and the rows of other tables that it needs. What cannot be
 * the log of anything is refused: negative counts, arms that nobody planned, times that are none, rows without a user. What a log can
 * say and should not (a user twice, an exposure before the assignment) is legal here and found by the checks of trust.
 *
 * @param name of the table
 * @param columns in the order in which they are written
 * @param key the columns that tell rows apart; empty where rows may repeat
 * @param rules what must hold within a row
 * @param references columns whose values another table must have
 */
public record TableContract(
        String name, List<ColumnContract> columns, List<String> key, List<Rule> rules, List<Reference> references) {

    /**
     * What must hold within a row.
     *
     * @param column the column to which a breach is put down
     * @param columns the columns that it needs; it is not asked where one is absent
     * @param broken SQL that is true where it is broken
     * @param why what is wrong then
     * @param fix what to do
     */
    public record Rule(String column, List<String> columns, String broken, String why, String fix) {
        public Rule {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column whose values another table must have, in its column of the same name.
     *
     * @param column the column
     * @param table the other table
     */
    public record Reference(String column, String table) {}

    public TableContract {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        rules = List.copyOf(rules);
        references = List.copyOf(references);
    }

    /**
     * A column.
     *
     * @param column its name
     * @return empty if it is none of this table
     */
    public Optional<ColumnContract> column(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    /** The table in SQL. */
    String definition() {
        StringBuilder sql = new StringBuilder("CREATE TABLE ").append(name).append(" (");
        String separator = "";
        for (ColumnContract column : columns) {
            sql.append(separator)
                    .append('"')
                    .append(column.name())
                    .append("\" ")
                    .append(column.type().sql());
            separator = ", ";
        }
        return sql.append(')').toString();
    }
}
