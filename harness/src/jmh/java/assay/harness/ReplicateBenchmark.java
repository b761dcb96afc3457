package assay.harness;

import java.util.Objects;
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

/** Replicates per second of the cases of {@link Bench}: draw 2,000 units, estimate, score. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReplicateBenchmark {

    /** The case. */
    @Param({
        "difference in means",
        "lin, 5 covariates",
        "difference in means, ols and lin on one draw",
        "aipw, linear nuisances",
        "aipw, series nuisances",
        "aipw, boosted trees"
    })
    public String work = "difference in means";

    private Bench.Work replicate = index -> Double.NaN;
    private int next;

    /** Finds the case. */
    @Setup
    public void find() {
        replicate = Objects.requireNonNull(Bench.cases().get(work), work);
    }

    /**
     * One replicate, a new one at each call.
     *
     * @return a score
     */
    @Benchmark
    public double replicate() {
        return replicate.replicate(next++);
    }
}
