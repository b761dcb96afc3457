package assay.dgp;

import assay.Arguments;
import assay.Clusters;
import assay.Column;
import assay.Estimand;
import assay.Role;
import assay.Sample;
import assay.random.Philox;
import assay.random.Streams;
import java.util.List;
import java.util.Map;

/**
 * All at once: whole clusters are encouraged, with a probability that the campaign changed between its two waves, and not
 * everybody follows.
 *
 * <p>Half of the clusters are in the second wave (w = 1), where each is encouraged with probability {@code 1/2 + adaptivity}, by
 * its own toss; in the first wave with {@code 1/2 - adaptivity}. Units are always-takers (s = 1), compliers (0) or
 * never-takers (-1), and with x a standard normal variable of the cluster,
 * {@code y = x + drift w + endogeneity s + effect D + sd (sqrt(icc) u_g + sqrt(1 - icc) e)}. The wave is not among the
 * columns: all that undoes it is the propensity, which is.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size clusters, at least 8
 * @param clusterSize mean units of a cluster, at least 1
 * @param spread clusters hold from {@code 1 - spread} to {@code 1 + spread} times the mean, each whole number as likely; in
 *     [0, 1)
 * @param icc intra-cluster correlation of the noise, in [0, 1)
 * @param effect effect of treatment, the same for every unit
 * @param sd standard deviation of the noise, above 0
 * @param compliers share of compliers, in (0, 1]
 * @param alwaysTakers share of always-takers, in [0, 1 - compliers]
 * @param endogeneity how much better always-takers, and worse never-takers, fare than compliers without treatment
 * @param adaptivity how far the probability of encouragement moves from one half, in [0, 0.4]
 * @param drift how much higher outcomes are in the second wave
 */
public record ClusteredEncouragement(
        int size,
        int clusterSize,
        double spread,
        double icc,
        double effect,
        double sd,
        double compliers,
        double alwaysTakers,
        double endogeneity,
        double adaptivity,
        double drift)
        implements Twins {

    public ClusteredEncouragement {
        Arguments.atLeast("size", size, 8);
        Arguments.atLeast("clusterSize", clusterSize, 1);
        if (!(spread >= 0 && spread < 1)) {
            throw new IllegalArgumentException("spread must be in [0, 1), not " + spread);
        }
        if (!(icc >= 0 && icc < 1)) {
            throw new IllegalArgumentException("icc must be in [0, 1), not " + icc);
        }
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Takers.check(compliers, alwaysTakers);
        Arguments.finite("endogeneity", endogeneity);
        if (!(adaptivity >= 0 && adaptivity <= 0.4)) {
            throw new IllegalArgumentException("adaptivity must be in [0, 0.4], not " + adaptivity);
        }
        Arguments.finite("drift", drift);
    }

    @Override
    public String name() {
        return "clustered-encouragement";
    }

    @Override
    public Draw draw(Streams streams) {
        double[] arm = new double[size];
        streams.assignment().uniforms(arm);
        for (int g = 0; g < size; g++) {
            arm[g] = arm[g] < share(g) ? 1 : 0;
        }
        return run(streams, arm);
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] arm) {
        Philox covariates = streams.covariates();
        double[] x = new double[size];
        covariates.normals(x);
        int[] of = ClusterSizes.uniform(covariates, size, clusterSize, spread);
        int n = of.length;
        double[] type = Takers.types(covariates, n, compliers, alwaysTakers);
        Philox noise = streams.noise();
        double[] shared = new double[size];
        noise.normals(shared);
        double[] y = new double[n];
        noise.normals(y);
        double between = sd * Math.sqrt(icc);
        double within = sd * Math.sqrt(1 - icc);
        double[] cluster = new double[n];
        double[] received = new double[n];
        double[] baseline = new double[n];
        double[] effects = new double[n];
        double[] propensity = new double[n];
        for (int i = 0; i < n; i++) {
            int g = of[i];
            cluster[i] = g;
            propensity[i] = share(g);
            received[i] = Takers.received(type[i], arm[g]);
            effects[i] = type[i] == 0 ? effect : 0;
            baseline[i] = x[g] + drift * wave(g) + endogeneity * type[i] + (type[i] > 0 ? effect : 0);
            y[i] = baseline[i] + effects[i] * arm[g] + between * shared[g] + within * y[i];
        }
        Sample observed = Sample.builder()
                .outcome("y", y)
                .assignment("z", ClusterSizes.spread(arm, of))
                .add(Role.TREATMENT, "d", received)
                .add(Role.PROPENSITY, "propensity", propensity)
                .add(Role.CLUSTER, new Column.Numeric("cluster", cluster))
                .covariate("x", ClusterSizes.spread(x, of))
                .build();
        GroundTruth truth = new GroundTruth(
                Map.of(
                        Estimand.LATE,
                        effect,
                        Estimand.ATE,
                        effect,
                        Estimand.ITT,
                        effect * compliers,
                        Estimand.COMPLIANCE,
                        compliers),
                new UnitTruth(baseline, effects, propensity, Noise.clustered(Clusters.of(observed), between, within)));
        return new Draw(observed, truth.withNull(effect == 0));
    }

    /** The wave of a cluster: the first half of them are the first. */
    private int wave(int cluster) {
        return cluster < size / 2 ? 0 : 1;
    }

    /** The probability that a cluster is encouraged. */
    private double share(int cluster) {
        return wave(cluster) == 0 ? 0.5 - adaptivity : 0.5 + adaptivity;
    }

    @Override
    public ClusteredEncouragement withEffect(double changed) {
        return new ClusteredEncouragement(
                size, clusterSize, spread, icc, changed, sd, compliers, alwaysTakers, endogeneity, adaptivity, drift);
    }

    @Override
    public ClusteredEncouragement withSize(int changed) {
        return new ClusteredEncouragement(
                changed, clusterSize, spread, icc, effect, sd, compliers, alwaysTakers, endogeneity, adaptivity, drift);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Adaptive encouragement of clusters",
                List.of(
                        "P(Z_g = 1) = \\frac12 - a \\text{ for clusters of the first wave } (W_g = 0), \\quad \\frac12 + a \\text{ of the second } (W_g = 1)",
                        "D(z) = 1\\{S = 1\\} + z 1\\{S = 0\\}",
                        "Y_{gi} = X_g + \\delta W_g + \\eta S_{gi} + \\tau D_{gi} + \\sigma (\\sqrt{\\rho} u_g + \\sqrt{1 - \\rho} \\varepsilon_{gi}), \\quad X_g, u_g, \\varepsilon_{gi} \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "clusters, at least 8, half of them in each wave"),
                        new WorldCard.Knob("clusterSize", "mean units of a cluster, at least 1"),
                        new WorldCard.Knob("spread", "relative spread of cluster sizes, in [0, 1)"),
                        new WorldCard.Knob("icc", "intra-cluster correlation rho of the noise, in [0, 1)"),
                        new WorldCard.Knob("effect", "the effect tau of treatment, the same for every unit"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the noise, above 0"),
                        new WorldCard.Knob("compliers", "share of compliers, in (0, 1]"),
                        new WorldCard.Knob("alwaysTakers", "share of always-takers, in [0, 1 - compliers]"),
                        new WorldCard.Knob(
                                "endogeneity",
                                "how much better always-takers, and worse never-takers, fare without treatment: eta"),
                        new WorldCard.Knob(
                                "adaptivity",
                                "how far the probability of encouragement moves from one half: a, in [0, 0.4]"),
                        new WorldCard.Knob("drift", "how much higher outcomes are in the second wave: delta")),
                Dag.of("Z -> D -> Y; [U], [G] -> D; [U], [G] -> Y"),
                "Types are known and the effect is a knob, the same for all.",
                "Closing the Loop: A Software Framework for AI to Support Business Decision Making, whose designs (A/B, cluster, encouragement, adaptive) it combines.");
    }
}
