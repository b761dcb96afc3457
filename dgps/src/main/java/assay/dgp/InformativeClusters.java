package assay.dgp;

import assay.Arguments;
import assay.Clusters;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Clusters whose size says something about their units: with {@code r_g = m_g / m - 1} the relative size of cluster g,
 * {@code y = slope r_g + effect (1 + informativeness r_g) T_g + sd (sqrt(icc) u_g + sqrt(1 - icc) e)} with standard normal u
 * and e. Half of the clusters are treated by lot.
 *
 * <p>The average effect over clusters is the knob. Over units it is {@code effect (1 + informativeness V)} with V the squared
 * coefficient of variation of the sizes, as larger clusters count for more there.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size clusters, at least 4
 * @param clusterSize mean units m of a cluster, at least 1
 * @param spread clusters hold from {@code 1 - spread} to {@code 1 + spread} times the mean, each whole number as likely; in
 *     [0, 1)
 * @param icc intra-cluster correlation of the noise, in [0, 1)
 * @param effect average effect over clusters
 * @param informativeness relative change of the effect by unit of relative size
 * @param slope change of the outcome under control by unit of relative size
 * @param sd standard deviation of the noise, above 0
 */
public record InformativeClusters(
        int size,
        int clusterSize,
        double spread,
        double icc,
        double effect,
        double informativeness,
        double slope,
        double sd)
        implements Twins {

    public InformativeClusters {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("clusterSize", clusterSize, 1);
        if (!(spread >= 0 && spread < 1)) {
            throw new IllegalArgumentException("spread must be in [0, 1), not " + spread);
        }
        if (!(icc >= 0 && icc < 1)) {
            throw new IllegalArgumentException("icc must be in [0, 1), not " + icc);
        }
        Arguments.finite("effect", effect);
        Arguments.finite("informativeness", informativeness);
        Arguments.finite("slope", slope);
        Arguments.positive("sd", sd);
    }

    /**
     * Clusters of 6 to 54 units with an intra-cluster correlation of 0.05, an effect of 0.5 that is twice as large in a
     * cluster of twice the size, and unit noise.
     *
     * @param size clusters
     * @return the world
     */
    public static InformativeClusters standard(int size) {
        return new InformativeClusters(size, 30, 0.8, 0.05, 0.5, 1, 0.5, 1);
    }

    /** Smallest and largest size; {@link ClusterSizes#uniform} draws from all in between. */
    private double[] range() {
        return new double[] {Math.max(1, Math.rint(clusterSize * (1 - spread))), Math.rint(clusterSize * (1 + spread))};
    }

    /** Mean units of a cluster, which rounding may move from the knob. */
    private double meanSize() {
        double[] range = range();
        return (range[0] + range[1]) / 2;
    }

    /**
     * The average effect over units, {@code E[m_g tau_g] / E[m_g]}.
     *
     * @return the estimand that weights clusters by their size
     */
    public double unitEffect() {
        double[] range = range();
        double values = range[1] - range[0] + 1;
        double variance = (values * values - 1) / 12;
        return effect * (1 + informativeness * variance / (meanSize() * meanSize()));
    }

    @Override
    public String name() {
        return "informative-clusters";
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Assignment.COMPLETE.draw(streams.assignment(), size, 0.5));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] arm) {
        int[] of = ClusterSizes.uniform(streams.covariates(), size, clusterSize, spread);
        int n = of.length;
        double[] relative = new double[size];
        for (int g : of) {
            relative[g]++;
        }
        double mean = meanSize();
        for (int g = 0; g < size; g++) {
            relative[g] = relative[g] / mean - 1;
        }
        Philox noise = streams.noise();
        double[] shared = new double[size];
        noise.normals(shared);
        double[] y = new double[n];
        noise.normals(y);
        double between = sd * Math.sqrt(icc);
        double within = sd * Math.sqrt(1 - icc);
        double[] cluster = new double[n];
        double[] baseline = new double[n];
        double[] effects = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int g = of[i];
            cluster[i] = g;
            baseline[i] = slope * relative[g];
            effects[i] = effect * (1 + informativeness * relative[g]);
            sum += effects[i];
            y[i] = baseline[i] + effects[i] * arm[g] + between * shared[g] + within * y[i];
        }
        Sample observed = Sample.builder()
                .outcome("y", y)
                .assignment("t", ClusterSizes.spread(arm, of))
                .add(Role.CLUSTER, new Column.Numeric("cluster", cluster))
                .build();
        double[] propensity = new double[n];
        Arrays.fill(propensity, Math.rint(0.5 * size) / size);
        Noise law = Noise.clustered(Clusters.of(observed), between, within);
        return new Draw(
                observed,
                new GroundTruth(
                        Map.of(Estimand.ATE, unitEffect(), Estimand.SATE, sum / n, Estimand.CLUSTER_ATE, effect),
                        new UnitTruth(baseline, effects, propensity, law)));
    }

    @Override
    public InformativeClusters withEffect(double changed) {
        return new InformativeClusters(size, clusterSize, spread, icc, changed, informativeness, slope, sd);
    }

    @Override
    public InformativeClusters withSize(int changed) {
        return new InformativeClusters(changed, clusterSize, spread, icc, effect, informativeness, slope, sd);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Clusters of informative size",
                List.of(
                        "m_g \\sim \\mathrm{Uniform}\\{m (1 - s), \\ldots, m (1 + s)\\}, \\quad r_g = m_g / m - 1",
                        "T_g = 1 \\text{ for half of the clusters, by lot}",
                        "Y_{gi} = b r_g + \\tau (1 + k r_g) T_g + \\sigma (\\sqrt{\\rho} u_g + \\sqrt{1 - \\rho} \\varepsilon_{gi}), \\quad u_g, \\varepsilon_{gi} \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "clusters, at least 4"),
                        new WorldCard.Knob("clusterSize", "mean units m of a cluster, at least 1"),
                        new WorldCard.Knob("spread", "relative spread s of cluster sizes, in [0, 1)"),
                        new WorldCard.Knob("icc", "intra-cluster correlation rho of the noise, in [0, 1)"),
                        new WorldCard.Knob("effect", "average effect tau over clusters"),
                        new WorldCard.Knob(
                                "informativeness", "relative change k of the effect by unit of relative size"),
                        new WorldCard.Knob("slope", "change b of the outcome under control by unit of relative size"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0")),
                Dag.of("m -> Y; T -> Y; [U] -> Y"),
                "Effects of clusters are known; over units they count by size, which adds the squared coefficient of "
                        + "variation of the sizes.",
                "Kahan, Li, Copas and Harhay (2023) on estimands in cluster-randomised trials, doi:10.1093/ije/dyac131.");
    }
}
