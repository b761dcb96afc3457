package assay.bench;

import assay.Arguments;
import assay.Missing;
import assay.bench.Measurement.Result;
import assay.data.FileRows;
import assay.data.FileSource;
import assay.data.GroupStatistics;
import assay.experiment.EffectGrid;
import assay.experiment.GridEffects;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.linear.VarianceEstimator;
import assay.multiplicity.PValueAdjustment;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How fast the linear model is, in memory and from files, beside a plain textbook implementation in the same run. Both
 * must give the same numbers.
 *
 * @param rows rows of the tasks in memory and of the grid of effects
 * @param large rows of the table of metrics
 * @param repeats measurements of each task, of which the median is told
 */
public record LinearBench(int rows, int large, int repeats) {

    private static final List<String> X = numbered("x", 10);
    private static final int PUBLISHED_ROWS = 1_000_000;
    private static final int PUBLISHED_LARGE = 14_000_000;

    public LinearBench {
        Arguments.atLeast("rows", rows, 1000);
        Arguments.atLeast("large", large, 1000);
        Arguments.atLeast("repeats", repeats, 1);
    }

    /** A task. */
    public enum Task {
        /** Least squares with HC2, columns in memory. */
        OLS_HC2,
        /** Least squares with CR1, columns in memory. */
        OLS_CR1,
        /** Least squares with CR2 and the degrees of freedom of Satterthwaite. */
        OLS_CR2,
        /** Two-stage least squares with CR1. */
        TSLS_CR1,
        /** 660 effects from Parquet. */
        MULTIPLICITY,
        /** Four metrics from Parquet, groups summed up inside DuckDB. */
        METRICS_DUCKDB,
        /** Four metrics from Parquet, rows streamed. */
        METRICS_STREAMED,
        /** Least squares with HC2 from Parquet at three sizes. */
        SCALING
    }

    /**
     * One line of the table.
     *
     * @param task what was done
     * @param source where the rows were: memory or parquet
     * @param rows how many
     * @param seconds median on the clock, reading the file included
     * @param cpuSeconds median of processor time, of all threads; NaN where unknown
     * @param heapMegabytes peak of the heap beyond the columns in memory, garbage included
     * @param processMegabytes peak resident size of the process, NaN where unknown
     * @param plainSeconds the textbook implementation, NaN where there is none
     * @param plainCpuSeconds processor time of the textbook implementation
     * @param reference the fastest of other software on a machine of the same kind, with its seconds; empty if the size
     *     differs from the published one
     */
    public record Row(
            String task,
            String source,
            long rows,
            double seconds,
            double cpuSeconds,
            double heapMegabytes,
            double processMegabytes,
            double plainSeconds,
            double plainCpuSeconds,
            String reference) {}

    /**
     * Runs tasks.
     *
     * @param tasks which
     * @param listener gets each line as soon as it is measured
     * @throws Exception if files cannot be written, or results disagree
     */
    public void run(List<Task> tasks, Consumer<Row> listener) throws Exception {
        if (tasks.stream().anyMatch(task -> task.compareTo(Task.TSLS_CR1) <= 0)) {
            inMemory(tasks, listener);
        }
        if (tasks.contains(Task.MULTIPLICITY)) {
            listener.accept(multiplicity());
        }
        if (tasks.contains(Task.METRICS_DUCKDB) || tasks.contains(Task.METRICS_STREAMED)) {
            metrics(tasks, listener);
        }
        if (tasks.contains(Task.SCALING)) {
            for (int n : new int[] {rows / 10, rows, Math.multiplyExact(rows, 10)}) {
                listener.accept(scaling(n));
            }
        }
    }

    private void inMemory(List<Task> tasks, Consumer<Row> listener) throws Exception {
        double[][] table = Generator.LINEAR.table(rows);
        int[] of = Arrays.stream(table[12]).mapToInt(c -> (int) c).toArray();
        double[][] x = Arrays.copyOfRange(table, 2, 12);
        double[][] tx = beside(table[1], x);
        double[][] clustered = beside(table[14], x);
        double[][] endogenous = beside(table[16], x);
        double[][] instruments = beside(table[15], x);
        LinearSpec ols = LinearSpec.ols(List.of("y"), names("t"));
        LinearSpec stages = new LinearSpec(List.of("y"), X, List.of("d"), List.of("z"));
        double[][] staged = new double[13][];
        staged[0] = table[17];
        System.arraycopy(x, 0, staged, 1, 10);
        staged[11] = table[16];
        staged[12] = table[15];
        ArrayRows plain = ArrayRows.of(ols, beside(table[0], tx));
        ArrayRows inClusters = ArrayRows.of(ols, beside(table[13], clustered)).clustered(of);
        ArrayRows twoStage = ArrayRows.of(stages, staged).clustered(of);
        for (Task task : tasks) {
            switch (task) {
                case OLS_HC2 ->
                    listener.accept(row(
                            "OLS, HC2",
                            () -> fit(plain, Covariance.HC2, 1),
                            () -> Result.of(Textbook.hc2(table[0], tx)),
                            "NumPy by hand 0.57 s"));
                case OLS_CR1 ->
                    listener.accept(row(
                            "OLS, CR1, " + Generator.CLUSTERS + " clusters",
                            () -> fit(inClusters, ClusterCovariance.CR1, 1),
                            () -> Result.of(
                                    Textbook.clustered(table[13], clustered, clustered, of, Generator.CLUSTERS)),
                            "fixest 0.30 s"));
                case OLS_CR2 ->
                    listener.accept(row(
                            "OLS, CR2 and Satterthwaite, " + Generator.CLUSTERS + " clusters",
                            () -> fit(inClusters, ClusterCovariance.CR2, 1),
                            null,
                            "estimatr 87 s"));
                case TSLS_CR1 ->
                    listener.accept(row(
                            "2SLS, CR1, " + Generator.CLUSTERS + " clusters",
                            () -> fit(twoStage, ClusterCovariance.CR1, 1),
                            () -> Result.of(
                                    Textbook.clustered(table[17], endogenous, instruments, of, Generator.CLUSTERS)),
                            "fixest 2.0 s"));
                default -> {}
            }
        }
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }

    private static List<String> names(String first) {
        List<String> names = new ArrayList<>(List.of(first));
        names.addAll(X);
        return names;
    }

    private static double[][] beside(double[] first, double[][] others) {
        double[][] all = new double[others.length + 1][];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    /** Coefficient and standard error of a term, and with CR2 its degrees of freedom, which must be there. */
    private static Result fit(assay.linear.RowSource source, VarianceEstimator variance, int term) {
        LinearFit fit = LinearModel.fit(source);
        double[] contrast = new double[fit.terms().size()];
        contrast[term] = 1;
        double df = fit.degreesOfFreedom(contrast, variance);
        Arguments.positive("degrees of freedom", df);
        return new Result(fit.coefficients(0)[term], Math.sqrt(fit.covariance(0, variance)[term][term]));
    }

    private Row row(String task, Callable<Result> work, @Nullable Callable<Result> plain, String reference)
            throws Exception {
        return row(task, "memory", rows, work, plain, rows == PUBLISHED_ROWS ? reference : "");
    }

    private Row row(
            String task,
            String source,
            long n,
            Callable<Result> work,
            @Nullable Callable<Result> plain,
            String reference)
            throws Exception {
        Measurement ours = Measurement.of(repeats, work);
        double plainSeconds = Double.NaN;
        double plainCpu = Double.NaN;
        if (plain != null) {
            Measurement theirs = Measurement.of(Math.min(repeats, 3), plain);
            plainSeconds = theirs.seconds();
            plainCpu = theirs.cpuSeconds();
            if (!ours.result().agrees(theirs.result())) {
                throw new IllegalStateException(
                        task + ": " + ours.result() + " differs from the textbook's " + theirs.result());
            }
        }
        return new Row(
                task,
                source,
                n,
                ours.seconds(),
                ours.cpuSeconds(),
                ours.heapMegabytes(),
                ours.processMegabytes(),
                plainSeconds,
                plainCpu,
                reference);
    }

    private Row multiplicity() throws Exception {
        try (BenchFile file = BenchFile.create(Generator.GRID, rows)) {
            EffectGrid grid =
                    new EffectGrid("arm", "0", Optional.of("seg"), numbered("y", 20), numbered("x", 5), Missing.FAIL);
            return row(
                    "660 effects twice, adjusted for multiplicity",
                    "parquet",
                    rows,
                    () -> adjusted(grid.estimate(FileSource.open(file.path()))),
                    () -> cellByCell(Generator.GRID.table(rows)),
                    rows == PUBLISHED_ROWS ? "NumPy vectorised 5.4 s" : "");
        }
    }

    private static Result adjusted(GridEffects effects) {
        for (PValueAdjustment adjustment : PValueAdjustment.values()) {
            GridEffects.adjustedPValues(effects.differences(), adjustment);
            GridEffects.adjustedPValues(effects.adjusted(), adjustment);
        }
        double value = 0;
        double error = 0;
        for (GridEffects.Effect effect : effects.adjusted()) {
            value += effect.estimate().value();
            error += effect.estimate().stdError();
        }
        return new Result(value, error);
    }

    private static Result cellByCell(double[][] table) {
        double value = 0;
        double error = 0;
        for (int arm = 1; arm <= 3; arm++) {
            for (int segment = -1; segment < 10; segment++) {
                int treated = arm;
                int cell = segment;
                int[] in = IntStream.range(0, table[0].length)
                        .filter(i -> table[0][i] == 0 || table[0][i] == treated)
                        .filter(i -> cell < 0 || table[1][i] == cell)
                        .toArray();
                double[][] design = new double[6][];
                design[0] = Arrays.stream(in)
                        .mapToDouble(i -> table[0][i] == 0 ? 0 : 1)
                        .toArray();
                for (int a = 1; a <= 5; a++) {
                    design[a] = select(table[1 + a], in);
                }
                for (int j = 1; j <= 20; j++) {
                    double[] pair = Textbook.hc1(select(table[6 + j], in), design);
                    value += pair[0];
                    error += pair[1];
                }
            }
        }
        return new Result(value, error);
    }

    private static double[] select(double[] column, int[] in) {
        return Arrays.stream(in).mapToDouble(i -> column[i]).toArray();
    }

    private void metrics(List<Task> tasks, Consumer<Row> listener) throws Exception {
        List<String> metrics = Generator.METRICS
                .columns()
                .subList(1, Generator.METRICS.columns().size());
        try (BenchFile file = BenchFile.create(Generator.METRICS, large)) {
            String reference = large == PUBLISHED_LARGE ? "DuckDB 0.7 s, data.table 4.8 s, pandas 20 s" : "";
            Callable<Result> plain = () -> rowByRow(file.path(), metrics);
            if (tasks.contains(Task.METRICS_DUCKDB)) {
                listener.accept(row(
                        "4 metrics, grouped inside DuckDB",
                        "parquet",
                        large,
                        () -> grouped(file.path(), metrics),
                        plain,
                        reference));
            }
            if (tasks.contains(Task.METRICS_STREAMED)) {
                EffectGrid grid = new EffectGrid("arm", "0", Optional.empty(), metrics, List.of(), Missing.FAIL);
                listener.accept(row(
                        "4 metrics, streamed twice",
                        "parquet",
                        large,
                        () -> differences(grid.estimate(FileSource.open(file.path()))),
                        plain,
                        reference));
            }
        }
    }

    private static Result grouped(Path file, List<String> metrics) {
        GroupStatistics groups =
                GroupStatistics.of(FileSource.open(file), List.of("arm"), metrics, Optional.empty(), Missing.FAIL);
        double value = 0;
        double error = 0;
        for (String metric : metrics) {
            var estimate = groups.difference(metric, groups.group("1"), groups.group("0"));
            value += estimate.value();
            error += estimate.stdError();
        }
        return new Result(value, error);
    }

    private static Result differences(GridEffects effects) {
        double value = 0;
        double error = 0;
        for (GridEffects.Effect effect : effects.differences()) {
            value += effect.estimate().value();
            error += effect.estimate().stdError();
        }
        return new Result(value, error);
    }

    /** Sums and sums of squares by arm, a row of the result set at a time. */
    private static Result rowByRow(Path file, List<String> metrics) throws SQLException {
        double[] n = new double[2];
        double[][] sums = new double[2][metrics.size()];
        double[][] squares = new double[2][metrics.size()];
        java.util.Properties settings = new java.util.Properties();
        settings.setProperty("jdbc_stream_results", "true");
        try (var duck = DriverManager.getConnection("jdbc:duckdb:", settings);
                Statement statement = duck.createStatement();
                ResultSet found = statement.executeQuery("SELECT arm, " + String.join(", ", metrics) + " FROM '"
                        + file.toString().replace("'", "''") + "'")) {
            while (found.next()) {
                int arm = (int) found.getDouble(1);
                n[arm]++;
                for (int j = 0; j < metrics.size(); j++) {
                    double value = found.getDouble(2 + j);
                    sums[arm][j] += value;
                    squares[arm][j] += value * value;
                }
            }
        }
        double value = 0;
        double error = 0;
        for (int j = 0; j < metrics.size(); j++) {
            double variance = 0;
            for (int arm = 0; arm < 2; arm++) {
                double mean = sums[arm][j] / n[arm];
                variance += (squares[arm][j] - n[arm] * mean * mean) / (n[arm] - 1) / n[arm];
                value += arm == 1 ? mean : -mean;
            }
            error += Math.sqrt(variance);
        }
        return new Result(value, error);
    }

    private Row scaling(int n) throws Exception {
        try (BenchFile file = BenchFile.create(Generator.LINEAR, n, 12)) {
            LinearSpec spec = LinearSpec.ols(List.of("y"), names("t"));
            return row(
                    "OLS, HC2, streamed",
                    "parquet",
                    n,
                    () -> fit(FileRows.of(FileSource.open(file.path()), spec), Covariance.HC2, 1),
                    null,
                    "");
        }
    }
}
