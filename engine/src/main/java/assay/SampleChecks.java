package assay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every sample must satisfy, whatever the method. */
final class SampleChecks {

    private SampleChecks() {}

    static int commonSize(Map<Role, List<Column>> columns) {
        int size = -1;
        String first = "";
        for (List<Column> list : columns.values()) {
            for (Column column : list) {
                if (size < 0) {
                    size = column.size();
                    first = column.name();
                } else if (column.size() != size) {
                    throw new IllegalArgumentException("column '" + column.name() + "' has " + column.size()
                            + " rows, but '" + first + "' has " + size);
                }
            }
        }
        if (size < 0) {
            throw new IllegalArgumentException("a sample needs at least one column");
        }
        if (size == 0) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS, "The data hold no rows.", "Check the file and the filter that made it.");
        }
        return size;
    }

    /** A column may serve several roles, but within a role each name is used once. */
    static void distinctNames(Map<Role, List<Column>> columns, Set<String> seen) {
        for (Map.Entry<Role, List<Column>> entry : columns.entrySet()) {
            seen.clear();
            for (Column column : entry.getValue()) {
                if (!seen.add(column.name())) {
                    throw new EstimationException(
                            Problem.DUPLICATE_COLUMN,
                            "Column '" + column.name() + "' is named twice as "
                                    + entry.getKey().code() + ".",
                            "Name each column once.");
                }
            }
        }
    }

    /** Whether nothing is missing or infinite, which is the usual case and cheap to see. */
    static boolean clean(Map<Role, List<Column>> columns) {
        boolean dirty = false;
        for (List<Column> list : columns.values()) {
            for (Column column : list) {
                if (column instanceof Column.Numeric numeric) {
                    for (double value : numeric.values()) {
                        dirty |= !(Math.abs(value) <= Double.MAX_VALUE);
                    }
                } else if (column instanceof Column.Categorical categorical) {
                    for (int code : categorical.codes()) {
                        dirty |= code < 0;
                    }
                }
            }
        }
        return !dirty;
    }

    static int[] completeRows(Map<Role, List<Column>> columns, int size, Missing policy) {
        boolean[] incomplete = new boolean[size];
        List<String> offenders = new ArrayList<>();
        int firstRow = size;
        for (List<Column> list : columns.values()) {
            for (Column column : list) {
                int count = 0;
                for (int i = 0; i < size; i++) {
                    if (column.isMissing(i)) {
                        count++;
                        incomplete[i] = true;
                        firstRow = Math.min(firstRow, i);
                    }
                }
                if (count > 0) {
                    offenders.add("'" + column.name() + "' (" + count + " of " + size + ")");
                }
            }
        }
        if (!offenders.isEmpty() && policy != Missing.DROP) {
            throw new EstimationException(
                    Problem.MISSING_VALUES,
                    "Values are missing in " + String.join(", ", offenders) + ", first in row " + (firstRow + 1)
                            + "; leaving rows out silently could change what is estimated.",
                    "Say --missing impute to keep rows whose covariates are missing, or --missing drop to analyse the complete "
                            + "rows only.");
        }
        int kept = 0;
        for (boolean bad : incomplete) {
            kept += bad ? 0 : 1;
        }
        if (kept == 0) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "No row is complete in all of " + String.join(", ", offenders) + ".",
                    "Leave out the columns that are mostly missing.");
        }
        int[] rows = new int[kept];
        for (int i = 0, k = 0; i < size; i++) {
            if (!incomplete[i]) {
                rows[k++] = i;
            }
        }
        return rows;
    }

    static void finite(Map<Role, List<Column>> columns) {
        for (List<Column> list : columns.values()) {
            for (Column column : list) {
                if (column instanceof Column.Numeric numeric) {
                    double[] values = numeric.values();
                    for (int i = 0; i < values.length; i++) {
                        if (Double.isInfinite(values[i])) {
                            throw new EstimationException(
                                    Problem.NOT_FINITE,
                                    "Column '" + column.name() + "' is infinite in row " + (i + 1)
                                            + "; means and variances are undefined.",
                                    "Correct the value or leave the row out.");
                        }
                    }
                }
            }
        }
    }

    static void propensities(List<Column> columns) {
        for (Column column : columns) {
            if (!(column instanceof Column.Numeric numeric)) {
                throw new EstimationException(
                        Problem.NOT_NUMERIC,
                        "Column '" + column.name() + "' is propensity but holds text.",
                        "Give the probability of being treated as a number in (0, 1).");
            }
            double[] values = numeric.values();
            for (int i = 0; i < values.length; i++) {
                if (!(values[i] > 0 && values[i] < 1)) {
                    throw new EstimationException(
                            Problem.PROPENSITY_RANGE,
                            "Propensity '" + column.name() + "' is " + values[i] + " in row " + (i + 1)
                                    + "; a unit that could not have been in the other arm has no counterfactual.",
                            "Give probabilities strictly between 0 and 1, or leave such rows out.");
                }
            }
        }
    }

    static void weights(List<Column> columns) {
        for (Column column : columns) {
            if (!(column instanceof Column.Numeric numeric)) {
                throw new EstimationException(
                        Problem.NOT_NUMERIC,
                        "Column '" + column.name() + "' is weight but holds text.",
                        "Give weights as numbers, 0 or more.");
            }
            double[] values = numeric.values();
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                if (!(values[i] >= 0)) {
                    throw new EstimationException(
                            Problem.WEIGHT_RANGE,
                            "Weight '" + column.name() + "' is " + values[i] + " in row " + (i + 1)
                                    + "; no row can count for less than nothing.",
                            "Give weights of 0 or more, or leave such rows out.");
                }
                sum += values[i];
            }
            if (!(sum > 0)) {
                throw new EstimationException(
                        Problem.WEIGHT_RANGE,
                        "Weight '" + column.name() + "' is 0 in every row; nothing is left to estimate from.",
                        "Check the column.");
            }
        }
    }
}
