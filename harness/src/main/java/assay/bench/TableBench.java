package assay.bench;

import assay.Arguments;
import assay.Estimate;
import assay.Missing;
import assay.bench.Measurement.Result;
import assay.data.LargeTable;
import assay.data.LargeTable.Counted;
import assay.data.LargeTableWriter;
import assay.dgp.UpliftTable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * How fast two arms of a table of any number of rows are counted, beside DuckDB's own scan in the same run, and what the whole report
 * costs. The columns are those of Criteo's uplift file.
 *
 * @param threads that DuckDB may use, in both
 * @param repeats measurements, of which the median is told
 */
public record TableBench(int threads, int repeats) {

    private static final List<String> COUNTED = List.of("visit", "conversion", "exposure");
    private static final int MEGABYTES = 400;

    public TableBench {
        Arguments.atLeast("threads", threads, 1);
        Arguments.atLeast("repeats", repeats, 1);
    }

    /**
     * One line of the table.
     *
     * @param task what was done
     * @param rows how many
     * @param seconds on the clock, opening the file included
     * @param cpuSeconds processor time of all threads; NaN where unknown
     * @param processMegabytes peak resident size of the process so far, NaN where unknown
     * @param duckSeconds DuckDB's group statistics of the same columns; NaN where that is no comparison
     * @param duckCpuSeconds their processor time
     */
    public record Row(
            String task,
            long rows,
            double seconds,
            double cpuSeconds,
            double processMegabytes,
            double duckSeconds,
            double duckCpuSeconds) {}

    /** A whole report. */
    @FunctionalInterface
    public interface Report {

        /**
         * Makes it.
         *
         * @return the effect that it leads with
         * @throws Exception if it cannot
         */
        Estimate make() throws Exception;
    }

    /**
     * Writes a simulated table.
     *
     * @param rows how many
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public static void simulate(long rows, Path file) throws IOException {
        UpliftTable table = new UpliftTable(rows, 1);
        Map<String, LargeTableWriter.Type> columns = new LinkedHashMap<>();
        for (String column : UpliftTable.COLUMNS) {
            boolean number = columns.size() < UpliftTable.FEATURES;
            columns.put(column, number ? LargeTableWriter.Type.NUMBER : LargeTableWriter.Type.WHOLE);
        }
        try (LargeTableWriter writer = new LargeTableWriter(file, columns)) {
            double[][] block = new double[columns.size()][UpliftTable.BLOCK];
            for (int n = table.next(block); n > 0; n = table.next(block)) {
                writer.append(n, block);
            }
            writer.finish("simulated by assay bench criteo");
        }
    }

    /**
     * Effects of the assignment on two outcomes, the first stage and the rows of the arms, all exact.
     *
     * @param file Parquet
     * @return what it costs, beside sums and sums of squares by arm inside DuckDB
     * @throws Exception if the file cannot be read, or the two disagree
     */
    public Row counts(Path file) throws Exception {
        long[] rows = new long[1];
        Measurement ours = Measurement.of(repeats, () -> {
            LargeTable table = LargeTable.open(
                    file, "treatment", COUNTED, Missing.FAIL, new LargeTable.Resources(threads, MEGABYTES));
            Counted counted = table.count(COUNTED);
            rows[0] = counted.rows().stream().mapToLong(Long::longValue).sum();
            Estimate effect = counted.compare("0", "1").statistics().difference("visit");
            return new Result(effect.value(), effect.stdError());
        });
        Measurement duck = Measurement.of(repeats, () -> scan(file));
        if (!ours.result().agrees(duck.result())) {
            throw new IllegalStateException("the counts give " + ours.result() + " and DuckDB " + duck.result());
        }
        return new Row(
                "rows, effects and their standard errors",
                rows[0],
                ours.seconds(),
                ours.cpuSeconds(),
                ours.processMegabytes(),
                duck.seconds(),
                duck.cpuSeconds());
    }

    private Result scan(Path file) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("threads", Integer.toString(threads));
        String sql = "SELECT treatment, count(*), avg(visit), var_samp(visit), avg(conversion), var_samp(conversion),"
                + " avg(exposure), var_samp(exposure) FROM read_parquet('"
                + file.toString().replace("'", "''")
                + "') GROUP BY treatment ORDER BY treatment";
        try (var connection = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            double[] mean = new double[2];
            double variance = 0;
            for (int arm = 0; arm < 2 && found.next(); arm++) {
                mean[arm] = found.getDouble(3);
                variance += found.getDouble(4) / found.getLong(2);
            }
            return new Result(mean[1] - mean[0], Math.sqrt(variance));
        }
    }

    /**
     * A whole report, once, with nothing warmed up.
     *
     * @param rows of its table
     * @param report makes it
     * @return what it costs
     * @throws Exception if it cannot be made
     */
    public Row whole(long rows, Report report) throws Exception {
        Measurement measured = Measurement.once(() -> {
            Estimate effect = report.make();
            return new Result(effect.value(), effect.stdError());
        });
        return new Row(
                "whole report",
                rows,
                measured.seconds(),
                measured.cpuSeconds(),
                measured.processMegabytes(),
                Double.NaN,
                Double.NaN);
    }
}
