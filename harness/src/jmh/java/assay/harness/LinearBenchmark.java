package assay.harness;

import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The linear model on ten regressors and 10,000 clusters: time to coefficients, covariance and degrees of freedom. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LinearBenchmark {

    private static final int REGRESSORS = 10;
    private static final int CLUSTERS = 10_000;

    /** Rows. */
    @Param({"100000", "1000000"})
    public int rows = 100_000;

    private ArrayRows plain;
    private ArrayRows clustered;
    private double[] contrast = new double[0];

    /** Draws the columns. */
    @Setup
    public void draw() {
        double[][] columns = new double[REGRESSORS + 1][rows];
        List<String> names = new ArrayList<>();
        for (int j = 0; j <= REGRESSORS; j++) {
            new Philox(4, 0, j).normals(columns[j]);
            if (j > 0) {
                names.add("x" + j);
                for (int i = 0; i < rows; i++) {
                    columns[0][i] += 0.1 * j * columns[j][i];
                }
            }
        }
        Philox assignment = new Philox(4, 1, 0);
        int[] of = new int[rows];
        for (int i = 0; i < rows; i++) {
            of[i] = (int) (CLUSTERS * assignment.nextDouble());
        }
        plain = ArrayRows.of(LinearSpec.ols(List.of("y"), names), columns);
        clustered = plain.clustered(of);
        contrast = new double[REGRESSORS + 1];
        contrast[1] = 1;
    }

    /**
     * Least squares with HC2.
     *
     * @return the covariance
     */
    @Benchmark
    public double[][] hc2() {
        return LinearModel.fit(plain).covariance(0, Covariance.HC2);
    }

    /**
     * Least squares with CR1.
     *
     * @return the covariance
     */
    @Benchmark
    public double[][] cr1() {
        return LinearModel.fit(clustered).covariance(0, ClusterCovariance.CR1);
    }

    /**
     * Least squares with CR2 and Satterthwaite's degrees of freedom.
     *
     * @return the degrees of freedom
     */
    @Benchmark
    public double cr2() {
        LinearFit fit = LinearModel.fit(clustered);
        return fit.covariance(0, ClusterCovariance.CR2)[1][1] + fit.degreesOfFreedom(contrast, ClusterCovariance.CR2);
    }
}
