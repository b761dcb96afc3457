package assay.data;

import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.columns.Column;

/** How a column is kept. A column has the last kind in this order that any of its values asks for. */
enum ColumnKind {
    /** Whole numbers that fit 32 bits. */
    INTEGER,
    /** Whole numbers that fit 64 bits, such as identifiers; a double would merge neighbours above 2^53. */
    LONG,
    /** Numbers, infinite ones included. */
    DOUBLE,
    /** Anything else, also whole numbers too long for 64 bits: those are identifiers. */
    TEXT;

    /** The kind that a value which is not missing asks for. */
    static ColumnKind of(String field) {
        if (Numbers.isWhole(field)) {
            try {
                return of(Long.parseLong(field));
            } catch (NumberFormatException e) {
                return TEXT;
            }
        }
        return Numbers.parse(field).isPresent() ? DOUBLE : TEXT;
    }

    /** The kind that holds a whole number; the smallest of each width stands for a missing value in Tablesaw. */
    static ColumnKind of(long value) {
        if (value > Integer.MIN_VALUE && value <= Integer.MAX_VALUE) {
            return INTEGER;
        }
        return value == Long.MIN_VALUE ? TEXT : LONG;
    }

    /** The kind that holds the values of both. */
    ColumnKind with(ColumnKind other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** An empty column of this kind. */
    Column<?> column(String name) {
        return switch (this) {
            case INTEGER -> IntColumn.create(name);
            case LONG -> LongColumn.create(name);
            case DOUBLE -> DoubleColumn.create(name);
            case TEXT -> StringColumn.create(name);
        };
    }

    /** Appends the value of a field, which must be missing or of this kind, to a column that this kind made. */
    void append(Column<?> column, String field) {
        if (Numbers.isMissing(field)) {
            column.appendMissing();
            return;
        }
        switch (this) {
            case INTEGER -> ((IntColumn) column).append(Integer.parseInt(field));
            case LONG -> ((LongColumn) column).append(Long.parseLong(field));
            case DOUBLE -> ((DoubleColumn) column).append(Numbers.parse(field).orElseThrow());
            case TEXT -> ((StringColumn) column).append(field);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
