package assay.cli;

import assay.Clusters;
import assay.Sample;
import assay.design.ClusteredDesign;
import assay.design.PilotMoments;
import assay.dgp.Clustered;
import assay.experiment.ClusterMeans;
import assay.harness.SimulatedPower;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A plan for clusters. */
@Command(
        name = "clusters",
        aliases = "cluster",
        mixinStandardHelpOptions = true,
        description = "Plan an experiment that randomises clusters: --n counts clusters, and so does the answer.",
        footer = {"", "Example: assay power clusters --sd 1 --size 30 --icc 0.05 --mde 0.2"})
final class PowerClustersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--sd",
            paramLabel = "SD",
            description = "Standard deviation of the outcome of a unit (default: 1).")
    private double sd = 1;

    @Option(names = "--size", paramLabel = "M", description = "Mean units of a cluster.")
    private @Nullable Double clusterSize;

    @Option(names = "--icc", paramLabel = "R", description = "Intra-cluster correlation.")
    private @Nullable Double icc;

    @Option(names = "--cv", paramLabel = "CV", description = "Coefficient of variation of cluster sizes (default: 0).")
    private double cv;

    @Option(names = "--mean", paramLabel = "M", description = "Mean under control, for relative effects.")
    private double mean;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Key of a simulation (default: 1).")
    private long seed = 1;

    @Mixin
    private PlanOptions options = new PlanOptions();

    @Mixin
    private PowerData data = new PowerData();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        if (data.given()) {
            estimate();
        }
        Double size = clusterSize;
        Double correlation = icc;
        if (size == null || correlation == null) {
            throw new IllegalArgumentException(
                    "A plan for clusters needs --size and --icc, or --from a file with --outcome and --cluster.");
        }
        ClusteredDesign design = new ClusteredDesign(sd, size, correlation, cv, options.treatedShare, options.test());
        spec.commandLine().getErr().println(String.format(Locale.ROOT, "design effect = %.6g", design.designEffect()));
        boolean simulated = options.plain() && options.treatedShare == 0.5 && correlation < 1;
        Planned.print(
                "clusters",
                options.design(design),
                mean,
                options,
                simulated ? (n, effect) -> simulate(n, effect, size, correlation) : null,
                output,
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
        return Exit.OK;
    }

    private void estimate() {
        Sample sample = data.sample(Map.of());
        Clusters clusters = Clusters.of(sample);
        PilotMoments moments = PilotMoments.of(sample.outcome());
        PilotMoments.ClusterMoments seen = PilotMoments.clusters(sample.outcome(), clusters.of(), clusters.count());
        sd = moments.sd();
        mean = moments.mean();
        clusterSize = seen.meanSize();
        cv = seen.sizeCv();
        icc = seen.icc();
        spec.commandLine()
                .getErr()
                .println(String.format(
                        Locale.ROOT,
                        "from the data: %d clusters of %.4g units in mean (cv %.3g), sd = %.6g, icc = %.4g",
                        seen.count(),
                        seen.meanSize(),
                        cv,
                        sd,
                        seen.icc()));
    }

    private SimulatedPower.Point simulate(int clusters, double effect, double size, double correlation) {
        // Whole sizes spread evenly have a coefficient of variation of spread / sqrt(3).
        Clustered world = new Clustered(
                clusters,
                (int) Math.max(1, Math.round(size)),
                Math.min(0.99, cv * Math.sqrt(3)),
                correlation,
                effect,
                sd);
        return SimulatedPower.of(new ClusterMeans(), world, options.test().level(), seed, threads.count())
                .at(clusters, PowerMeansCommand.REPLICATES);
    }
}
