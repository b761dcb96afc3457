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
 * An experiment that assigns whole clusters, half of them by lot: {@code y = effect T_g + sd (sqrt(icc) u_g + sqrt(1 -
 * icc) e)} with standard normal u and e.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size clusters, at least 4
 * @param clusterSize mean units of a cluster, at least 1
 * @param spread clusters hold from {@code 1 - spread} to {@code 1 + spread} times the mean, each whole number as likely; in
 *     [0, 1)
 * @param icc intra-cluster correlation, in [0, 1)
 * @param effect treatment effect, the same for every unit
 * @param sd standard deviation of the outcome within an arm, above 0
 */
public record Clustered(int size, int clusterSize, double spread, double icc, double effect, double sd)
        implements Twins {

    public Clustered {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("clusterSize", clusterSize, 1);
        fraction("spread", spread);
        fraction("icc", icc);
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
    }

    private static void fraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), not " + value);
        }
    }

    @Override
    public String name() {
        return "clustered";
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
        int[] of = clusters(streams.covariates());
        int n = of.length;
        double[] cluster = new double[n];
        double[] treatment = new double[n];
        for (int i = 0; i < n; i++) {
            cluster[i] = of[i];
            treatment[i] = arm[of[i]];
        }
        Philox noise = streams.noise();
        double[] shared = new double[size];
        noise.normals(shared);
        double[] y = new double[n];
        noise.normals(y);
        double between = sd * Math.sqrt(icc);
        double within = sd * Math.sqrt(1 - icc);
        for (int i = 0; i < n; i++) {
            y[i] = effect * treatment[i] + between * shared[of[i]] + within * y[i];
        }
        Sample observed = Sample.builder()
                .outcome("y", y)
                .assignment("t", treatment)
                .add(Role.CLUSTER, new Column.Numeric("cluster", cluster))
                .build();
        double[] effects = new double[n];
        double[] propensity = new double[n];
        Arrays.fill(effects, effect);
        Arrays.fill(propensity, Math.rint(0.5 * size) / size);
        UnitTruth units = new UnitTruth(
                new double[n], effects, propensity, Noise.clustered(Clusters.of(observed), between, within));
        return new Draw(observed, new GroundTruth(Map.of(Estimand.ATE, effect, Estimand.SATE, effect), units));
    }

    /** The cluster of each row; clusters stand together. */
    private int[] clusters(Philox random) {
        int low = (int) Math.max(1, Math.rint(clusterSize * (1 - spread)));
        int high = (int) Math.rint(clusterSize * (1 + spread));
        int[] of = new int[size * high];
        int n = 0;
        for (int g = 0; g < size; g++) {
            int units = low == high ? low : low + (int) (random.nextDouble() * (high - low + 1));
            Arrays.fill(of, n, n + units, g);
            n += units;
        }
        return Arrays.copyOf(of, n);
    }

    @Override
    public Clustered withEffect(double changed) {
        return new Clustered(size, clusterSize, spread, icc, changed, sd);
    }

    @Override
    public Clustered withSize(int changed) {
        return new Clustered(changed, clusterSize, spread, icc, effect, sd);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Randomised clusters",
                List.of(
                        "T_g = 1 \\text{ for half of the clusters, by lot}",
                        "m_g \\sim \\mathrm{Uniform}\\{m (1 - s), \\ldots, m (1 + s)\\}",
                        "Y_{gi} = \\tau T_g + \\sigma (\\sqrt{\\rho} u_g + \\sqrt{1 - \\rho} \\varepsilon_{gi}), \\quad u_g, \\varepsilon_{gi} \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "clusters, at least 4"),
                        new WorldCard.Knob("clusterSize", "mean units m of a cluster, at least 1"),
                        new WorldCard.Knob("spread", "relative spread s of cluster sizes, in [0, 1)"),
                        new WorldCard.Knob("icc", "intra-cluster correlation rho, in [0, 1)"),
                        new WorldCard.Knob("effect", "the effect tau of treatment, the same for every unit"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the outcome within an arm, above 0")),
                Dag.of("T -> Y; [U] -> Y"),
                "The effect is a knob: every unit gains exactly that much.",
                "The random-intercept model of cluster-randomised trials; Donner and Klar (2000).");
    }
}
