package assay.tablesaw;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;

/** Columns of a table as columns of a sample. */
final class Columns {

    private Columns() {}

    static boolean isNumeric(tech.tablesaw.columns.Column<?> column) {
        return column instanceof NumericColumn || column instanceof BooleanColumn;
    }

    static Column of(tech.tablesaw.columns.Column<?> source) {
        if (isNumeric(source)) {
            return new Column.Numeric(source.name(), numbers(source));
        }
        return categorical(source.name(), texts(source), List.of());
    }

    /** A categorical column whose first level is the reference. */
    static Column withReference(tech.tablesaw.columns.Column<?> source, String reference) {
        String[] texts = texts(source);
        if (!Arrays.asList(texts).contains(reference)) {
            TreeSet<String> levels = new TreeSet<>(Arrays.asList(texts));
            levels.remove("");
            throw new EstimationException(
                    Problem.UNKNOWN_LEVEL,
                    "No row of column '" + source.name() + "' is '" + reference + "', which was named as control.",
                    "Its levels are " + ColumnNames.list(List.copyOf(levels)) + ".");
        }
        return categorical(source.name(), texts, List.of(reference));
    }

    private static double[] numbers(tech.tablesaw.columns.Column<?> source) {
        double[] values = new double[source.size()];
        for (int i = 0; i < values.length; i++) {
            if (source.isMissing(i)) {
                values[i] = Double.NaN;
            } else if (source instanceof NumericColumn<?> numeric) {
                values[i] = numeric.getDouble(i);
            } else {
                values[i] = ((BooleanColumn) source).getByte(i);
            }
        }
        return values;
    }

    /** The text of each row, empty where missing; numbers and booleans as {@link Column.Numeric} would label them. */
    private static String[] texts(tech.tablesaw.columns.Column<?> source) {
        String[] texts = new String[source.size()];
        boolean numeric = isNumeric(source);
        double[] numbers = numeric ? numbers(source) : new double[0];
        for (int i = 0; i < texts.length; i++) {
            if (source.isMissing(i)) {
                texts[i] = "";
            } else if (numeric) {
                double v = numbers[i];
                texts[i] = v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v);
            } else {
                texts[i] = source.getUnformattedString(i);
            }
        }
        return texts;
    }

    private static Column categorical(String name, String[] texts, List<String> first) {
        TreeSet<String> rest = new TreeSet<>(Arrays.asList(texts));
        rest.remove("");
        first.forEach(rest::remove);
        List<String> levels = new ArrayList<>(first);
        levels.addAll(rest);
        Map<String, Integer> codes = new HashMap<>();
        for (String level : levels) {
            codes.put(level, codes.size());
        }
        int[] coded = new int[texts.length];
        for (int i = 0; i < coded.length; i++) {
            coded[i] = codes.getOrDefault(texts[i], -1);
        }
        return new Column.Categorical(name, coded, levels);
    }
}
