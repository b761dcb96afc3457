package assay.harness;

import assay.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A partition of rows.
 *
 * <p>Arrays are shared and must not be written to.
 */
final class Groups {

    private final int[] codes;
    private final List<String> labels;

    private Groups(int[] codes, List<String> labels) {
        this.codes = codes;
        this.labels = labels;
    }

    /** By the values of a column, numbered as they are first met. */
    static Groups of(Column column) {
        Map<Object, Integer> seen = new HashMap<>();
        List<String> labels = new ArrayList<>();
        int[] codes = new int[column.size()];
        for (int i = 0; i < codes.length; i++) {
            String label = label(column, i);
            Object key = column instanceof Column.Numeric numeric ? (Object) (numeric.values()[i] + 0.0) : label;
            Integer code = seen.get(key);
            if (code == null) {
                code = labels.size();
                seen.put(key, code);
                labels.add(label);
            }
            codes[i] = code;
        }
        return new Groups(codes, labels);
    }

    /** By the values of a column, numbered by size, or by the order of its levels. */
    static Groups sorted(Column column) {
        Groups met = of(column);
        Map<String, Integer> index = new HashMap<>();
        for (int g = 0; g < met.count(); g++) {
            index.put(met.label(g), g);
        }
        List<Integer> order = new ArrayList<>();
        if (column instanceof Column.Numeric numeric) {
            TreeSet<Double> values = new TreeSet<>();
            for (double value : numeric.values()) {
                values.add(value + 0.0);
            }
            values.forEach(value -> order.add(index.getOrDefault(number(value), 0)));
        } else if (column instanceof Column.Categorical categorical) {
            categorical.levels().stream()
                    .filter(index::containsKey)
                    .forEach(level -> order.add(index.getOrDefault(level, 0)));
        }
        int[] place = new int[order.size()];
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < place.length; k++) {
            place[order.get(k)] = k;
            labels.add(met.labels.get(order.get(k)));
        }
        int[] codes = new int[met.codes.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = place[met.codes[i]];
        }
        return new Groups(codes, labels);
    }

    /** All rows in one. */
    static Groups one(int size) {
        return new Groups(new int[size], List.of("all"));
    }

    /** Every row for itself. */
    static Groups rows(int size) {
        int[] codes = new int[size];
        for (int i = 0; i < size; i++) {
            codes[i] = i;
        }
        return new Groups(codes, new RowNumbers(size));
    }

    private static final class RowNumbers extends java.util.AbstractList<String> {
        private final int size;

        RowNumbers(int size) {
            this.size = size;
        }

        @Override
        public String get(int index) {
            return "row " + (index + 1);
        }

        @Override
        public int size() {
            return size;
        }
    }

    private static String label(Column column, int row) {
        return column instanceof Column.Numeric numeric
                ? number(numeric.values()[row] + 0.0)
                : ((Column.Categorical) column).levels().get(((Column.Categorical) column).codes()[row]);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    int[] codes() {
        return codes;
    }

    int count() {
        return labels.size();
    }

    String label(int group) {
        return labels.get(group);
    }

    List<String> labels() {
        return labels;
    }

    boolean isRows() {
        return labels instanceof RowNumbers;
    }

    /** Groups by both. */
    Groups cross(Groups other) {
        Map<Long, Integer> seen = new HashMap<>();
        List<String> both = new ArrayList<>();
        int[] crossed = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            long key = (long) codes[i] * other.count() + other.codes[i];
            Integer code = seen.get(key);
            if (code == null) {
                code = both.size();
                seen.put(key, code);
                both.add(label(codes[i]) + ", " + other.label(other.codes[i]));
            }
            crossed[i] = code;
        }
        return new Groups(crossed, both);
    }

    /** The first of these groups in which another partition has more than one group, or -1. */
    int firstSplitBy(Groups other) {
        int[] seen = new int[count()];
        for (int i = 0; i < codes.length; i++) {
            int have = seen[codes[i]];
            if (have != 0 && have != other.codes[i] + 1) {
                return codes[i];
            }
            seen[codes[i]] = other.codes[i] + 1;
        }
        return -1;
    }

    /** For each of these groups, the group of another partition that its first row is in. */
    int[] first(Groups other) {
        int[] first = new int[count()];
        for (int i = codes.length - 1; i >= 0; i--) {
            first[codes[i]] = other.codes[i];
        }
        return first;
    }
}
