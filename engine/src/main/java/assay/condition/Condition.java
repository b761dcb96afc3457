package assay.condition;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition on columns, such as {@code device = 'desktop' and tenure > 30}.
 *
 * <p>The language: comparisons of a column with a value by {@code = == != <> < <= > >=}; {@code column in ('a', 'b')} and
 * {@code not in}; {@code column is missing} and {@code is not missing} ({@code null} means the same); {@code not},
 * {@code and}, {@code or}, which bind in this order, and parentheses. Text stands in single quotes, numbers as usual,
 * {@code true} and {@code false} are 1 and 0. Names of columns stand bare when they are made of letters, digits, dots and
 * underscores, else in double quotes or backticks. A quote within quotes is written twice. Words are read in any case, names
 * and text exactly as they are. Text compares alphabetically, by code unit.
 *
 * <p>A missing value makes a comparison neither true nor false, as in SQL: {@code not tenure > 30} does not hold where
 * tenure is missing, and a row is in the segment where the whole is true.
 *
 * <p>Immutable. Nothing is ever executed: a condition is read into a tree that is evaluated or written as SQL.
 */
public final class Condition {

    private final String text;
    private final Expression expression;

    private Condition(String text, Expression expression) {
        this.text = text;
        this.expression = expression;
    }

    /**
     * Reads a condition.
     *
     * @param text the condition
     * @return the condition
     * @throws assay.EstimationException if it cannot be read; the message points at the place
     */
    public static Condition where(String text) {
        return new Condition(text, new Parser(text).parse());
    }

    /**
     * The condition that a column has a value, whatever characters they are made of.
     *
     * @param column name of a text column
     * @param level the value
     * @return the condition
     */
    public static Condition equal(String column, String level) {
        return where(quote(column) + " = '" + level.replace("'", "''") + "'");
    }

    /**
     * The condition that a column has a value.
     *
     * @param column name of a column of numbers
     * @param value the value, finite
     * @return the condition
     */
    public static Condition equal(String column, double value) {
        String number = value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
        return where(quote(column) + " = " + number);
    }

    private static String quote(String column) {
        return column.matches("[\\p{L}_][\\p{L}\\p{Nd}_.]*") && !Parser.reserved(column)
                ? column
                : '"' + column.replace("\"", "\"\"") + '"';
    }

    /**
     * The condition as it was written.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * The columns that it names.
     *
     * @return in the order in which they occur
     */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        collect(expression, columns);
        return Collections.unmodifiableSet(columns);
    }

    private static void collect(Expression expression, Set<String> columns) {
        if (expression instanceof Expression.Comparison c) {
            columns.add(c.column());
        } else if (expression instanceof Expression.Membership m) {
            columns.add(m.column());
        } else if (expression instanceof Expression.Absence a) {
            columns.add(a.column());
        } else if (expression instanceof Expression.Negation n) {
            collect(n.inner(), columns);
        } else if (expression instanceof Expression.Conjunction c) {
            c.parts().forEach(part -> collect(part, columns));
        } else if (expression instanceof Expression.Disjunction d) {
            d.parts().forEach(part -> collect(part, columns));
        }
    }

    /**
     * Makes it ready to be evaluated on blocks of columns.
     *
     * @param schema the columns that there are
     * @param columns the columns of the blocks, in their order; they hold those that the condition names
     * @return the condition on these columns
     * @throws assay.EstimationException if it names a column or a level that does not exist, or compares text with a number
     * @throws IllegalArgumentException if a column that it names is not in the blocks
     */
    public Predicate on(Schema schema, List<String> columns) {
        return new Predicate(new Binder(text, schema, columns).bind(expression));
    }

    /**
     * Writes the condition as an SQL expression in the dialect of DuckDB, from literals and quoted names only. NaN and
     * empty text count as missing, as they do everywhere in Assay.
     *
     * @param schema the columns that there are
     * @return an expression that is true for the rows that match, and false or null for the others
     * @throws assay.EstimationException if it names a column or a level that does not exist, or compares text with a number
     */
    public String sql(Schema schema) {
        new Binder(text, schema, List.copyOf(columns())).bind(expression);
        return new Sql(schema).of(expression);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
