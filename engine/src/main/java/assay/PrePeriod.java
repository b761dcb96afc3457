package assay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Covariates of which some values are missing, such as the pre-period of users who are new. Leaving those rows out would
 * change whom the experiment is about; so a missing value is replaced by the mean of those known, and an indicator of being
 * missing, {@code name_missing}, becomes one more covariate. A regression on both is the same whatever the value put in.
 */
public final class PrePeriod {

    private PrePeriod() {}

    /**
     * Fills in covariates.
     *
     * @param covariates the columns, NaN or a negative code where missing
     * @return columns without missing values, in the same order, each numeric column that had some followed by its indicator
     * @throws EstimationException if a column has no value at all
     */
    public static List<Column> impute(List<Column> covariates) {
        List<Column> filled = new ArrayList<>();
        for (Column column : covariates) {
            int missing = 0;
            for (int i = 0; i < column.size(); i++) {
                missing += column.isMissing(i) ? 1 : 0;
            }
            if (missing == column.size()) {
                throw new EstimationException(
                        Problem.MISSING_VALUES,
                        "Covariate '" + column.name() + "' is missing in every row.",
                        "Leave it out.");
            }
            if (missing == 0) {
                filled.add(column);
            } else if (column instanceof Column.Numeric numeric) {
                filled.addAll(numbers(numeric, missing));
            } else {
                filled.add(levels((Column.Categorical) column));
            }
        }
        return List.copyOf(filled);
    }

    private static List<Column> numbers(Column.Numeric column, int missing) {
        double[] values = column.values();
        int known = values.length - missing;
        double mean = 0;
        for (double value : values) {
            mean += Double.isNaN(value) ? 0 : value / known;
        }
        double[] filled = values.clone();
        double[] indicator = new double[values.length];
        for (int i = 0; i < filled.length; i++) {
            if (Double.isNaN(filled[i])) {
                filled[i] = mean;
                indicator[i] = 1;
            }
        }
        return List.of(
                new Column.Numeric(column.name(), filled), new Column.Numeric(column.name() + "_missing", indicator));
    }

    private static Column levels(Column.Categorical column) {
        List<String> levels = new ArrayList<>(column.levels());
        levels.add("missing");
        int last = levels.size() - 1;
        return new Column.Categorical(
                column.name(),
                Arrays.stream(column.codes())
                        .map(code -> code < 0 ? last : code)
                        .toArray(),
                levels);
    }
}
