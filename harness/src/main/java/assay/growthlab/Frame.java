package assay.growthlab;

import assay.data.DataException;
import assay.data.DataProblem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some columns of a table: numbers with NaN where missing, texts with null where missing. */
final class Frame {

    private final int rows;
    private final Map<String, double[]> numbers = new HashMap<>();
    private final Map<String, @Nullable String[]> texts = new HashMap<>();

    Frame(int rows) {
        this.rows = rows;
    }

    private final Map<String, @Nullable String[]> groupings = new HashMap<>();

    int rows() {
        return rows;
    }

    void put(String column, double[] values) {
        numbers.put(column, values);
    }

    void put(String column, @Nullable String[] values) {
        texts.put(column, values);
    }

    /** Keeps the values of a grouping as text, beside numbers of the same name. */
    void putGrouping(String column, @Nullable String[] values) {
        groupings.put(column, values);
    }

    /** The values of a grouping; null where missing. */
    @Nullable
    String[] grouping(String column) {
        @Nullable String[] values = groupings.get(column);
        return values == null ? texts("dim_users", column) : values;
    }

    boolean has(String column) {
        return numbers.containsKey(column) || texts.containsKey(column);
    }

    /** A column of numbers; one that is absent is missing in every row. */
    double[] numbers(String column) {
        double[] values = numbers.get(column);
        if (values == null) {
            double[] missing = new double[rows];
            Arrays.fill(missing, Double.NaN);
            return missing;
        }
        return values;
    }

    double[] requiredNumbers(String table, String column) {
        require(table, column);
        return numbers(column);
    }

    @Nullable
    String[] texts(String table, String column) {
        require(table, column);
        @Nullable String[] values = texts.get(column);
        if (values == null) {
            throw new DataException(DataProblem.COLUMN_TYPE, table + ": column " + column + " is not text.");
        }
        return values;
    }

    private void require(String table, String column) {
        if (!has(column)) {
            throw new DataException(
                    DataProblem.UNKNOWN_COLUMN,
                    table + " has no column " + column
                            + ", which the rules of GrowthLab read. Add it, or use the native" + " profile.");
        }
    }

    /** The share of rows in which a column is missing; 1 where it is absent. */
    double missing(String column) {
        if (!has(column)) {
            return 1;
        }
        int count = 0;
        double[] values = numbers.get(column);
        @Nullable String[] words = texts.get(column);
        for (int i = 0; i < rows; i++) {
            boolean missing = values != null ? Double.isNaN(values[i]) : words == null || words[i] == null;
            count += missing ? 1 : 0;
        }
        return rows == 0 ? 0 : (double) count / rows;
    }

    /** The rows at some places, in their order. */
    Frame at(int[] places) {
        Frame chosen = new Frame(places.length);
        numbers.forEach((name, values) -> {
            double[] picked = new double[places.length];
            for (int i = 0; i < places.length; i++) {
                picked[i] = places[i] < 0 ? Double.NaN : values[places[i]];
            }
            chosen.put(name, picked);
        });
        texts.forEach((name, values) -> {
            @Nullable String[] picked = new @Nullable String[places.length];
            for (int i = 0; i < places.length; i++) {
                picked[i] = places[i] < 0 ? null : values[places[i]];
            }
            chosen.put(name, picked);
        });
        groupings.forEach((name, values) -> {
            @Nullable String[] picked = new @Nullable String[places.length];
            for (int i = 0; i < places.length; i++) {
                picked[i] = values[places[i]];
            }
            chosen.groupings.put(name, picked);
        });
        return chosen;
    }

    /** The columns of another frame beside these; a name that both have is kept from this one. */
    Frame beside(Frame other) {
        Frame both = new Frame(rows);
        both.numbers.putAll(other.numbers);
        both.texts.putAll(other.texts);
        numbers.forEach((name, values) -> {
            both.texts.remove(name);
            both.put(name, values);
        });
        texts.forEach((name, values) -> {
            both.numbers.remove(name);
            both.put(name, values);
        });
        return both;
    }
}
