package assay;

import java.util.ArrayList;
import java.util.List;

/** Covariates as numbers, column by column. Arrays are shared and must not be written to. */
public final class Covariates {

    private final List<String> names;
    private final double[][] columns;

    private Covariates(List<String> names, double[][] columns) {
        this.names = List.copyOf(names);
        this.columns = columns;
    }

    /**
     * Expands columns: a numeric column stays itself, a categorical one becomes an indicator {@code name_level} for
     * each level that occurs but the first.
     *
     * @param source the columns
     * @return the expanded covariates
     */
    public static Covariates of(List<Column> source) {
        List<String> names = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        for (Column column : source) {
            if (column instanceof Column.Numeric numeric) {
                names.add(column.name());
                values.add(numeric.values());
            } else if (column instanceof Column.Categorical categorical) {
                indicators(categorical, names, values);
            }
        }
        return new Covariates(names, values.toArray(new double[0][]));
    }

    private static void indicators(Column.Categorical column, List<String> names, List<double[]> values) {
        int[] codes = column.codes();
        boolean[] occurs = new boolean[column.levels().size()];
        for (int code : codes) {
            occurs[code] = true;
        }
        boolean reference = true;
        for (int level = 0; level < occurs.length; level++) {
            if (!occurs[level]) {
                continue;
            }
            if (reference) {
                reference = false;
                continue;
            }
            double[] indicator = new double[codes.length];
            for (int i = 0; i < codes.length; i++) {
                indicator[i] = codes[i] == level ? 1 : 0;
            }
            names.add(column.name() + "_" + column.levels().get(level));
            values.add(indicator);
        }
    }

    /**
     * The names after expansion.
     *
     * @return one for each column
     */
    public List<String> names() {
        return names;
    }

    /**
     * The numbers, column by column.
     *
     * @return shared arrays, not to be written to
     */
    public double[][] columns() {
        return columns;
    }

    /**
     * How many columns there are after expansion.
     *
     * @return not negative
     */
    public int count() {
        return columns.length;
    }
}
