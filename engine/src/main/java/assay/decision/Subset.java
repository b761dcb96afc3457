package assay.decision;

import assay.Column;
import java.util.List;

/**
 * Some users of a log: all, those with one value of a column, or all others.
 *
 * @param name {@code all}, or such as {@code platform=ios}
 * @param column the column; of no rows for all
 * @param level index of the value
 * @param side those who have it, or the others
 */
record Subset(String name, Column.Categorical column, int level, Side side) {

    /** Inside a segment, or in its complement. */
    enum Side {
        INSIDE,
        OUTSIDE
    }

    /** Everybody. */
    static final Subset ALL =
            new Subset(MetricReading.ALL, new Column.Categorical("", new int[0], List.of()), 0, Side.INSIDE);

    static Subset of(Column.Categorical column, int level) {
        return new Subset(column.name() + "=" + column.levels().get(level), column, level, Side.INSIDE);
    }

    /** All other users, those of whom the column is missing among them. */
    Subset complement() {
        return new Subset("not " + name, column, level, Side.OUTSIDE);
    }

    boolean everybody() {
        return column.levels().isEmpty();
    }

    boolean has(int row) {
        return everybody() || (column.codes()[row] == level) == (side == Side.INSIDE);
    }
}
