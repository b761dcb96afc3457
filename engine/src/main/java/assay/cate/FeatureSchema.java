package assay.cate;

import assay.Arguments;
import assay.Column;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model was fitted on: columns by name, those of levels with the levels that occurred. New units are encoded as the units
 * of the fit were, as {@link assay.Covariates} does: a column of numbers stays itself, one of levels becomes an indicator
 * {@code name_level} for each level but the first. What the fit has not met is refused, never guessed at.
 *
 * @param features the columns in the order of the fit
 */
public record FeatureSchema(List<Feature> features) {

    /** Whole numbers up to this size are labelled without a fraction, as tables label them. */
    private static final double WHOLE = 1e15;

    public FeatureSchema {
        features = List.copyOf(features);
        Arguments.distinct("feature", features.stream().map(Feature::name).toList());
    }

    /**
     * The schema of columns that a model is fitted on.
     *
     * @param columns the columns; NaN or a negative code where a value is missing
     * @return numbers, and levels that occur in their order
     * @throws EstimationException if a column has no value at all
     * @throws IllegalArgumentException if two columns share a name
     */
    public static FeatureSchema of(List<Column> columns) {
        List<Feature> features = new ArrayList<>();
        for (Column column : columns) {
            int missing = 0;
            for (int i = 0; i < column.size(); i++) {
                missing += column.isMissing(i) ? 1 : 0;
            }
            if (missing == column.size()) {
                throw new EstimationException(
                        Problem.MISSING_VALUES,
                        "Covariate '" + column.name() + "' is missing in every row; there is nothing to learn from it.",
                        "Leave it out.");
            }
            features.add(
                    new Feature(column.name(), levels(column), missing > 0 ? Feature.Gaps.SOME : Feature.Gaps.NONE));
        }
        return new FeatureSchema(features);
    }

    private static List<String> levels(Column column) {
        List<String> occurring = new ArrayList<>();
        if (column instanceof Column.Categorical categorical) {
            boolean[] occurs = new boolean[categorical.levels().size()];
            for (int code : categorical.codes()) {
                if (code >= 0) {
                    occurs[code] = true;
                }
            }
            for (int level = 0; level < occurs.length; level++) {
                if (occurs[level]) {
                    occurring.add(categorical.levels().get(level));
                }
            }
        }
        return occurring;
    }

    /**
     * The names of the columns of numbers that a model sees.
     *
     * @return in their order, after expansion
     */
    public List<String> names() {
        return features.stream().flatMap(f -> f.expanded().stream()).toList();
    }

    /**
     * How many columns of numbers a model sees.
     *
     * @return not negative
     */
    public int count() {
        return names().size();
    }

    /**
     * New units as the model sees units. Columns are found by name, whatever their order; others are left alone.
     *
     * @param columns columns of new units
     * @return the numbers, column by column in the order of {@link #names()}; NaN where a value is missing that the fit has met
     *     missing too
     * @throws EstimationException if a column is not there, holds text where the fit had numbers, a level that the fit has not
     *     met, an infinite number, or misses a value where none was missing in the fit
     */
    public double[][] encode(List<Column> columns) {
        Map<String, Column> byName = new HashMap<>();
        for (Column column : columns) {
            if (byName.put(column.name(), column) != null) {
                throw new EstimationException(
                        Problem.DUPLICATE_COLUMN,
                        "Column '" + column.name() + "' occurs twice; which of them the model is to read is not known.",
                        "Name each column once.");
            }
        }
        List<double[]> encoded = new ArrayList<>();
        for (Feature feature : features) {
            Column column = byName.get(feature.name());
            if (column == null) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "There is no column '" + feature.name() + "', which the model was fitted on.",
                        Names.help(
                                feature.name(),
                                "columns",
                                columns.stream().map(Column::name).toList()));
            }
            if (feature.isNumeric()) {
                encoded.add(numbers(column));
            } else {
                indicators(feature, column, encoded);
            }
            requireKnown(feature, column);
        }
        return encoded.toArray(new double[0][]);
    }

    /**
     * The columns of numbers that a model is fitted on, for a sample that holds them in place of the columns themselves. Unlike a
     * sample's own covariates they may have missing values.
     *
     * @param columns the columns, as for {@link #encode}
     * @return numeric columns, NaN where missing
     * @throws EstimationException as {@link #encode} does
     */
    public List<Column> expand(List<Column> columns) {
        double[][] encoded = encode(columns);
        List<String> names = names();
        List<Column> expanded = new ArrayList<>();
        for (int j = 0; j < encoded.length; j++) {
            expanded.add(new Column.Numeric(names.get(j), encoded[j]));
        }
        return expanded;
    }

    private static void requireKnown(Feature feature, Column column) {
        if (feature.gaps() == Feature.Gaps.SOME) {
            return;
        }
        for (int i = 0; i < column.size(); i++) {
            if (column.isMissing(i)) {
                throw new EstimationException(
                        Problem.MISSING_VALUES,
                        "Column '" + column.name() + "' has no value in row " + (i + 1)
                                + ", and no unit of the fit was without one, so nothing is known of such units.",
                        "Leave such rows out, or fit the model on units without a value too, with --missing keep.");
            }
        }
    }

    private static double[] numbers(Column column) {
        if (column instanceof Column.Numeric numeric) {
            double[] values = numeric.values();
            for (int i = 0; i < values.length; i++) {
                if (Double.isInfinite(values[i])) {
                    throw new EstimationException(
                            Problem.NOT_FINITE,
                            "Column '" + column.name() + "' is infinite in row " + (i + 1) + ".",
                            "Correct the value or leave the row out.");
                }
            }
            return values;
        }
        Column.Categorical text = (Column.Categorical) column;
        for (int i = 0; i < text.size(); i++) {
            if (text.codes()[i] >= 0) {
                throw new EstimationException(
                        Problem.NOT_NUMERIC,
                        "Column '" + column.name() + "' holds text ('"
                                + text.levels().get(text.codes()[i]) + "' in row " + (i + 1)
                                + ") where the model was fitted on numbers.",
                        "Give numbers, in the units of the fit.");
            }
        }
        double[] none = new double[text.size()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private static void indicators(Feature feature, Column column, List<double[]> encoded) {
        int size = column.size();
        int from = encoded.size();
        for (int level = 1; level < feature.levels().size(); level++) {
            encoded.add(new double[size]);
        }
        Map<String, Integer> index = new HashMap<>();
        for (String level : feature.levels()) {
            index.put(level, index.size());
        }
        for (int i = 0; i < size; i++) {
            if (column.isMissing(i)) {
                for (double[] indicator : encoded.subList(from, encoded.size())) {
                    indicator[i] = Double.NaN;
                }
                continue;
            }
            String label = label(column, i);
            Integer level = index.get(label);
            if (level == null) {
                throw new EstimationException(
                        Problem.UNKNOWN_LEVEL,
                        "Column '" + column.name() + "' is '" + label + "' in row " + (i + 1)
                                + ", a level that no unit of the fit had, so that its effect is not known.",
                        Names.help(label, "levels of the fit", feature.levels())
                                + " Leave such rows out, or fit the model on data that hold the level.");
            }
            if (level > 0) {
                encoded.get(from + level - 1)[i] = 1;
            }
        }
    }

    /** The text of a value; levels that all look like numbers are read from a file as numbers. */
    private static String label(Column column, int row) {
        if (column instanceof Column.Categorical categorical) {
            return categorical.levels().get(categorical.codes()[row]);
        }
        double value = ((Column.Numeric) column).values()[row];
        boolean whole = value == Math.rint(value) && Math.abs(value) < WHOLE;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
