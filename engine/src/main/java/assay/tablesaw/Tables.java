package assay.tablesaw;

import assay.Column;
import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Tables to samples and back.
 *
 * <p>Numeric columns stay numbers and booleans become 0 and 1. Every other column becomes categorical with its levels
 * in alphabetical order, also when the text looks like numbers. Missing values stay missing, for the sample to refuse
 * or drop.
 */
public final class Tables {

    private static final Set<Role> NUMERIC =
            Set.of(Role.OUTCOME, Role.NUMERATOR, Role.DENOMINATOR, Role.PROPENSITY, Role.WEIGHT);

    private Tables() {}

    /**
     * A sample from a table.
     *
     * @param table the table
     * @param roles the names of the columns of each role; a column may have several roles
     * @param missing what to do about missing values in these columns
     * @return the sample
     * @throws EstimationException if a column does not exist, an outcome is not numeric, or values are missing, infinite
     *     or out of range
     */
    public static Sample sample(Table table, Map<Role, List<String>> roles, Missing missing) {
        return build(table, roles, missing, "", false);
    }

    /**
     * A sample from a table, with a named control arm.
     *
     * @param table the table
     * @param roles the names of the columns of each role; a column may have several roles
     * @param missing what to do about missing values in these columns
     * @param control the level of the assignment (of the treatment, where there is no assignment) that is control
     * @return the sample
     * @throws EstimationException if a column does not exist, the control level does not occur, an outcome is not
     *     numeric, or values are missing, infinite or out of range
     */
    public static Sample sample(Table table, Map<Role, List<String>> roles, Missing missing, String control) {
        return build(table, roles, missing, control, true);
    }

    private static Sample build(
            Table table, Map<Role, List<String>> roles, Missing missing, String control, boolean relevel) {
        Role arms = roles.getOrDefault(Role.ASSIGNMENT, List.of()).isEmpty() ? Role.TREATMENT : Role.ASSIGNMENT;
        Sample.Builder builder = Sample.builder().missing(missing);
        for (Role role : Role.values()) {
            for (String name : roles.getOrDefault(role, List.of())) {
                tech.tablesaw.columns.Column<?> source = ColumnNames.find(table, name, role);
                Column column = relevel && role == arms ? Columns.withReference(source, control) : Columns.of(source);
                if (NUMERIC.contains(role) && column instanceof Column.Categorical text) {
                    throw notNumeric(table, text, role);
                }
                builder.add(role, column);
            }
        }
        return builder.build();
    }

    /**
     * A column of a table.
     *
     * @param table the table
     * @param name the name of one of its columns
     * @return numbers, or levels in alphabetical order
     */
    public static Column column(Table table, String name) {
        return Columns.of(table.column(name));
    }

    /**
     * The table of a sample: a row per unit, a column per variable.
     *
     * @param sample the sample
     * @return a new table, columns in the order of their roles; a column with several roles appears once
     */
    public static Table table(Sample sample) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            for (Column column : sample.columns(role)) {
                columns.putIfAbsent(column.name(), column);
            }
        }
        Table table = Table.create("sample");
        for (Column column : columns.values()) {
            if (column instanceof Column.Numeric numeric) {
                table.addColumns(
                        DoubleColumn.create(column.name(), numeric.values().clone()));
            } else if (column instanceof Column.Categorical categorical) {
                StringColumn text = StringColumn.create(column.name());
                for (int code : categorical.codes()) {
                    text.append(categorical.levels().get(code));
                }
                table.addColumns(text);
            }
        }
        return table;
    }

    private static EstimationException notNumeric(Table table, Column.Categorical column, Role role) {
        String values = String.join(
                ", ",
                column.levels().stream()
                        .limit(3)
                        .map(level -> "'" + level + "'")
                        .toList());
        List<String> numeric = table.columns().stream()
                .filter(Columns::isNumeric)
                .map(tech.tablesaw.columns.Column::name)
                .toList();
        return new EstimationException(
                Problem.NOT_NUMERIC,
                "Column '" + column.name() + "' is " + role.code() + " but holds text"
                        + (values.isEmpty() ? "" : " (" + values + ")") + ", which has no mean.",
                numeric.isEmpty()
                        ? "Recode it to numbers; the table has no numeric column."
                        : "Choose a numeric column (" + ColumnNames.list(numeric) + ") or recode it to numbers.");
    }
}
