package assay.tablesaw;

import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.Inference;
import assay.Interval;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Fits as tidy tables: a row per term and always the same columns.
 *
 * <p>Degrees of freedom are infinite for normal inference. They are the number infinity in records and tables and
 * {@code Inf} in text; what an inference does not have (a statistic, a p-value) is NaN in records, missing in tables and
 * empty in text, by {@link #text(double)}.
 */
public final class Tidy {

    /** The names of the columns, in order. */
    public static final List<String> COLUMNS = List.of(
            "method",
            "estimand",
            "term",
            "estimate",
            "std_error",
            "statistic",
            "df",
            "p_value",
            "conf_low",
            "conf_high",
            "conf_level",
            "n");

    private Tidy() {}

    /**
     * A term of a fit, as a row.
     *
     * @param method kebab-case name of the method
     * @param estimand code of the estimand
     * @param term name of the term
     * @param estimate the estimate
     * @param stdError its standard error
     * @param statistic test statistic of no effect, NaN where there is none
     * @param df degrees of freedom, infinite for the normal distribution, NaN where there are none
     * @param pValue two-sided p-value of no effect
     * @param confLow lower end of the confidence interval
     * @param confHigh upper end of the confidence interval
     * @param confLevel its level
     * @param n rows used
     */
    public record Row(
            String method,
            String estimand,
            String term,
            double estimate,
            double stdError,
            double statistic,
            double df,
            double pValue,
            double confLow,
            double confHigh,
            double confLevel,
            int n) {

        /**
         * The cells in the order of {@link Tidy#COLUMNS}.
         *
         * @return strings, doubles and one integer
         */
        public List<Object> cells() {
            return List.of(
                    method, estimand, term, estimate, stdError, statistic, df, pValue, confLow, confHigh, confLevel, n);
        }
    }

    /**
     * The terms of a fit.
     *
     * @param fit the fit
     * @param level level of the confidence intervals, in (0, 1)
     * @return a row per term, in their order
     */
    public static List<Row> rows(Fit fit, double level) {
        List<Row> rows = new ArrayList<>();
        for (Estimate estimate : fit.terms()) {
            Inference inference = estimate.inference();
            Interval interval = inference.interval(level);
            rows.add(new Row(
                    fit.glance().method(),
                    estimate.estimand().code(),
                    estimate.term(),
                    estimate.value(),
                    estimate.stdError(),
                    inference.statistic(0),
                    inference.degreesOfFreedom(),
                    inference.pValue(0),
                    interval.lower(),
                    interval.upper(),
                    level,
                    fit.glance().n()));
        }
        return rows;
    }

    /**
     * The terms of a fit as a table.
     *
     * @param fit the fit
     * @param level level of the confidence intervals, in (0, 1)
     * @return a table with a row per term and the columns {@link #COLUMNS}
     */
    public static Table table(Fit fit, double level) {
        return table(rows(fit, level));
    }

    /**
     * Rows as a table, for instance those of several fits.
     *
     * @param rows the rows
     * @return a table with the columns {@link #COLUMNS}
     */
    public static Table table(List<Row> rows) {
        Table table = Table.create("tidy");
        for (int j = 0; j < COLUMNS.size(); j++) {
            int index = j;
            List<Object> cells =
                    rows.stream().map(row -> row.cells().get(index)).toList();
            table.addColumns(column(COLUMNS.get(j), j, cells));
        }
        return table;
    }

    private static Column<?> column(String name, int index, List<Object> cells) {
        if (index < 3) {
            StringColumn column = StringColumn.create(name);
            cells.forEach(cell -> column.append((String) cell));
            return column;
        }
        if (index == COLUMNS.size() - 1) {
            IntColumn column = IntColumn.create(name);
            cells.forEach(cell -> column.append((Integer) cell));
            return column;
        }
        DoubleColumn column = DoubleColumn.create(name);
        cells.forEach(cell -> column.append((Double) cell));
        return column;
    }

    /**
     * What a fit was made from, as a table of one row.
     *
     * @param fit the fit
     * @return columns method, variance, n, treated, control, dropped, clusters and one for each diagnostic
     */
    public static Table glance(Fit fit) {
        Glance glance = fit.glance();
        Table table = Table.create(
                "glance",
                StringColumn.create("method", List.of(glance.method())),
                StringColumn.create("variance", List.of(glance.variance())),
                IntColumn.create("n", new int[] {glance.n()}),
                IntColumn.create("treated", new int[] {glance.treated()}),
                IntColumn.create("control", new int[] {glance.control()}),
                IntColumn.create("dropped", new int[] {glance.dropped()}),
                IntColumn.create("clusters", new int[] {glance.clusters()}));
        glance.diagnostics()
                .forEach((name, value) -> table.addColumns(DoubleColumn.create(name, new double[] {value})));
        return table;
    }

    /**
     * A number as text files print it, in full precision.
     *
     * @param value the number
     * @return {@code Inf} or {@code -Inf} where infinite, empty where undefined
     */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Inf" : "-Inf";
        }
        return Double.toString(value);
    }
}
