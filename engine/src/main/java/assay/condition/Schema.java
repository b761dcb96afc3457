package assay.condition;

import java.util.List;

/** The columns that a condition may name. */
public interface Schema {

    /**
     * The names of the columns.
     *
     * @return in their order
     */
    List<String> columns();

    /**
     * What a column holds.
     *
     * @param column one of {@link #columns()}
     * @return numbers or text
     */
    Kind kind(String column);

    /**
     * The distinct values of a text column.
     *
     * @param column one of {@link #columns()} that holds text
     * @return in alphabetical order, without missing; empty for a column of numbers
     */
    List<String> levels(String column);

    /**
     * Whether text columns may hold other values than those that occur, so that a condition may name one that no row has.
     *
     * @return false: such a value is a mistake
     */
    default boolean open() {
        return false;
    }
}
