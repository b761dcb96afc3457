package assay.cli;

import assay.data.DataException;
import assay.data.DataProblem;
import assay.sequential.ArmTotals;
import java.util.List;
import java.util.Optional;

/**
 * The columns that hold the totals of an arm.
 *
 * @param n units
 * @param first sum, successes or mean
 * @param second sum of squares, standard deviation or variance; equal to the first for successes
 * @param form which of them
 * @param distinct distinct units since the start, if there is such a column
 */
record TotalsColumns(String n, String first, String second, Form form, Optional<String> distinct) {

    static final List<String> LOOK = List.of(
            "look", "day", "date", "time", "week", "hour", "period", "time_since_start", "ds", "dt", "timestamp");
    static final List<String> ARM = List.of(
            "arm", "group", "variant", "variation", "assignment", "treatment", "bucket", "cell", "experiment_group");
    private static final List<String> N = List.of(
            "n",
            "users",
            "units",
            "visitors",
            "count",
            "sample_size",
            "nobs",
            "new_users",
            "n_users",
            "total_users",
            "customers",
            "subjects",
            "participants",
            "assigned");
    private static final List<String> SUM = List.of(
            "sum",
            "total",
            "sum_y",
            "revenue",
            "revenue_sum",
            "sum_revenue",
            "total_revenue",
            "value_sum",
            "amount",
            "sales",
            "spend");
    private static final List<String> SQUARES = List.of(
            "sum_squares",
            "sum_of_squares",
            "sum_squared",
            "sum_sq",
            "sumsq",
            "sum2",
            "ss",
            "sum_y2",
            "revenue_sq",
            "revenue_squares",
            "revenue_squared",
            "revenue_sum_sq",
            "revenue_sumsq",
            "sum_revenue_sq",
            "sum_revenue_squared",
            "total_sq",
            "amount_sq",
            "sales_sq",
            "spend_sq");
    private static final List<String> SUCCESSES = List.of(
            "successes",
            "conversions",
            "converted",
            "converters",
            "clicks",
            "purchases",
            "orders",
            "signups",
            "events");
    private static final List<String> MEAN = List.of("mean", "average", "avg");
    private static final List<String> SD = List.of("sd", "std", "stddev", "std_dev", "standard_deviation");
    private static final List<String> VARIANCE = List.of("variance", "var");
    private static final List<String> DISTINCT = List.of(
            "distinct_users",
            "distinct_users_to_date",
            "unique_users",
            "unique_users_to_date",
            "users_to_date",
            "distinct_to_date",
            "cumulative_users");

    /** How the columns tell the totals. */
    enum Form {
        /** Sum and sum of squares. */
        SUMS,
        /** Successes of a metric that is 0 or 1. */
        SUCCESSES,
        /** Mean and standard deviation. */
        SD,
        /** Mean and variance. */
        VARIANCE
    }

    /** Whether a table has the units of an arm under a usual name with a suffix. */
    static boolean counts(LookTable table, String suffix) {
        return table.find(null, with(N, suffix)).isPresent();
    }

    /** The columns of a table whose names end in a suffix, empty for a table with a row per arm. */
    static TotalsColumns find(LookTable table, LookColumns columns, String suffix) {
        String n = table.require(
                columns.n,
                with(N, suffix),
                "--n, or for a table with a row per unit give --outcome, --time, --assignment and --unit",
                "the units of an arm");
        Optional<String> distinct = table.find(columns.distinct, with(DISTINCT, suffix));
        Optional<String> squares = table.find(columns.sumSquares, with(SQUARES, suffix));
        if (columns.sum != null || (squares.isPresent() && columns.successes == null && columns.mean == null)) {
            String sum = table.require(columns.sum, with(SUM, suffix), "--sum", "the sum of the outcome");
            String needed =
                    table.require(columns.sumSquares, with(SQUARES, suffix), "--sum-squares", "the sum of its squares");
            return new TotalsColumns(n, sum, needed, Form.SUMS, distinct);
        }
        Optional<String> mean = table.find(columns.mean, with(MEAN, suffix));
        if (mean.isPresent() && columns.successes == null) {
            Optional<String> variance =
                    columns.sd == null ? table.find(null, with(VARIANCE, suffix)) : Optional.empty();
            if (variance.isPresent()) {
                return new TotalsColumns(n, mean.get(), variance.get(), Form.VARIANCE, distinct);
            }
            String sd = table.require(columns.sd, with(SD, suffix), "--sd", "the standard deviation");
            return new TotalsColumns(n, mean.get(), sd, Form.SD, distinct);
        }
        String successes = table.require(
                columns.successes,
                with(SUCCESSES, suffix),
                "--sum and --sum-squares, --mean and --sd, or --successes",
                "the outcome");
        return new TotalsColumns(n, successes, successes, Form.SUCCESSES, distinct);
    }

    private static List<String> with(List<String> names, String suffix) {
        return names.stream().map(name -> name + suffix).toList();
    }

    /** The totals in a row. */
    ArmTotals read(LookTable table, int row) {
        long units = whole(table, n, row);
        double a = table.number(first, row);
        double b = table.number(second, row);
        try {
            return switch (form) {
                case SUMS -> new ArmTotals(units, a, b);
                case SUCCESSES -> ArmTotals.binary(units, whole(table, first, row));
                case SD -> units == 0 ? ArmTotals.NONE : ArmTotals.of(units, a, b);
                case VARIANCE -> units == 0 ? ArmTotals.NONE : ArmTotals.of(units, a, Math.sqrt(b));
            };
        } catch (IllegalArgumentException e) {
            throw new DataException(DataProblem.COLUMN_TYPE, "Row " + (row + 1) + ": " + e.getMessage() + ".", e);
        }
    }

    private static long whole(LookTable table, String column, int row) {
        double value = table.number(column, row);
        if (!(value >= 0 && value == Math.rint(value) && value < 9e15)) {
            throw new DataException(
                    DataProblem.COLUMN_TYPE,
                    "Column '" + column + "' counts, and has " + Rows.brief(value) + " in row " + (row + 1) + ".");
        }
        return (long) value;
    }
}
