package assay.experiment;

import assay.EstimationException;
import assay.Problem;
import assay.condition.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The values of a column of groups, numbered as they appear. */
final class GridLevels {

    /** Whole numbers below this are found in a table. */
    private static final int TABLE = 1024;

    private final String column;
    private final List<String> levels;
    private final boolean text;
    private final int limit;
    private final int[] table = new int[TABLE];
    private double[] values = new double[8];
    private int count;

    /** Groups by a column of a source, or one group for all rows where there is none. */
    GridLevels(Source source, String column, int limit) {
        this.column = column;
        this.limit = limit;
        this.text = source.kind(column) == Kind.TEXT;
        this.levels = text ? source.levels(column) : List.of();
        Arrays.fill(table, -1);
    }

    /** The number of a value, new for a new one. */
    int of(double value) {
        int whole = (int) value;
        if (whole == value && whole >= 0 && whole < TABLE) {
            int found = table[whole];
            if (found < 0) {
                found = add(whole);
                table[whole] = found;
            }
            return found;
        }
        for (int i = 0; i < count; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return add(value);
    }

    private int add(double value) {
        if (count == limit) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Column '" + column + "' has more than " + limit + " values, each of which would be a group.",
                    "Name a column of groups, or merge its values.");
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count] = value + 0.0;
        return count++;
    }

    int count() {
        return count;
    }

    /** The numbers of all values, in the order of the values. */
    List<Integer> inOrder() {
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .toList();
    }

    /** The number of a value by its label, -1 if it did not occur. */
    int find(String label) {
        for (int i = 0; i < count; i++) {
            if (label(i).equals(label)) {
                return i;
            }
        }
        return -1;
    }

    List<String> labels() {
        List<String> labels = new ArrayList<>();
        inOrder().forEach(i -> labels.add(label(i)));
        return labels;
    }

    String label(int number) {
        double value = values[number];
        if (text) {
            return levels.get((int) value);
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
