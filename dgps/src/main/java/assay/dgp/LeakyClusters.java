package assay.dgp;

import assay.Arguments;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Clusters in pairs of neighbours, one of each pair treated by lot, whose units spend a part of their time in the other cluster.
 *
 * <p>A unit of cluster g with neighbour h is exposed to {@code e = (1 - leakage) T_g + leakage T_h} and has outcome {@code y =
 * effect e + sd (sqrt(icc) u_g + sqrt(1 - icc) noise)} with standard normal u and noise. The difference between clusters has
 * expectation {@code (1 - 2 leakage) effect}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size clusters, an even number of at least 4
 * @param units units of a cluster, at least 1
 * @param effect what treating all clusters adds to each outcome
 * @param leakage share of a unit's exposure that is the neighbouring cluster's, in [0, 1]
 * @param icc intra-cluster correlation of the noise, in [0, 1)
 * @param sd standard deviation of the noise, above 0
 */
public record LeakyClusters(int size, int units, double effect, double leakage, double icc, double sd)
        implements Twins {

    public LeakyClusters {
        Arguments.atLeast("size", size, 4);
        if (size % 2 != 0) {
            throw new IllegalArgumentException("size must be even, for clusters come in pairs, not " + size);
        }
        Arguments.atLeast("units", units, 1);
        Arguments.finite("effect", effect);
        if (!(leakage >= 0 && leakage <= 1)) {
            throw new IllegalArgumentException("leakage must be in [0, 1], not " + leakage);
        }
        if (!(icc >= 0 && icc < 1)) {
            throw new IllegalArgumentException("icc must be in [0, 1), not " + icc);
        }
        Arguments.positive("sd", sd);
    }

    @Override
    public String name() {
        return "leaky-clusters";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] first = new double[size / 2];
        streams.assignment().uniforms(first);
        double[] arm = new double[size];
        for (int g = 0; g < size; g++) {
            arm[g] = first[g / 2] < 0.5 == (g % 2 == 0) ? 1 : 0;
        }
        return new Draw(sample(streams, arm), new GroundTruth(Map.of(Estimand.GLOBAL_ATE, effect), null));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        double[] all = new double[size];
        Arrays.fill(all, arm);
        return sample(streams, all);
    }

    private Sample sample(Streams streams, double[] arm) {
        int n = size * units;
        Philox noise = streams.noise();
        double[] shared = new double[size];
        noise.normals(shared);
        double[] y = new double[n];
        noise.normals(y);
        double[] cluster = new double[n];
        double[] pair = new double[n];
        double[] treated = new double[n];
        double between = sd * Math.sqrt(icc);
        double within = sd * Math.sqrt(1 - icc);
        for (int i = 0; i < n; i++) {
            int g = i / units;
            double exposure = (1 - leakage) * arm[g] + leakage * arm[g ^ 1];
            y[i] = effect * exposure + between * shared[g] + within * y[i];
            cluster[i] = g;
            pair[i] = Math.floorDiv(g, 2);
            treated[i] = arm[g];
        }
        return Sample.builder()
                .outcome("y", y)
                .assignment("t", treated)
                .add(Role.CLUSTER, "cluster", cluster)
                .add(Role.STRATUM, "pair", pair)
                .build();
    }

    @Override
    public LeakyClusters withEffect(double changed) {
        return new LeakyClusters(size, units, changed, leakage, icc, sd);
    }

    @Override
    public LeakyClusters withSize(int changed) {
        return new LeakyClusters(changed, units, effect, leakage, icc, sd);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Leaky clusters",
                List.of(
                        "\\text{one cluster of each pair } (g, h) \\text{ is treated, by lot}",
                        "E_{gi} = (1 - \\ell) T_g + \\ell T_h",
                        "Y_{gi} = \\tau E_{gi} + \\sigma (\\sqrt{\\rho} u_g + \\sqrt{1 - \\rho} \\varepsilon_{gi}), \\quad u_g, \\varepsilon_{gi} \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "clusters, an even number of at least 4"),
                        new WorldCard.Knob("units", "units of a cluster, at least 1"),
                        new WorldCard.Knob("effect", "what treating all clusters adds to each outcome: tau"),
                        new WorldCard.Knob("leakage", "share l of exposure that is the other cluster's, in [0, 1]"),
                        new WorldCard.Knob("icc", "intra-cluster correlation rho of the noise, in [0, 1)"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0")),
                Dag.of("T -> E -> Y; Neighbour -> E; [U] -> Y"),
                "The effect is a knob: with all clusters treated every exposure is 1. What clusters show is (1 - 2 l) of it.",
                "The linear exposure model of contamination between clusters; Hayes and Moulton, Cluster Randomised Trials (2017), chapter 2.");
    }
}
