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
import org.apache.commons.math3.util.FastMath;

/**
 * An experiment that assigns whole clusters of very unequal sizes, some more to one arm than to the other, with noise that
 * may be wider among the treated.
 *
 * <p>Cluster g of G holds {@code m exp(imbalance (2 g / (G - 1) - 1)) / c} units, rounded, with c such that the mean is
 * about m; which clusters are treated is by lot. {@code y = effect T_g + sd ratio^T_g (sqrt(icc) u_g + sqrt(1 - icc) e)}
 * with standard normal u and e.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a knob is out of its range.
 *
 * @param size clusters, at least 4
 * @param clusterSize mean units m of a cluster, at least 1
 * @param imbalance the largest cluster holds {@code exp(2 imbalance)} times the units of the smallest; not negative
 * @param treatedShare share of clusters treated, in (0, 1); at least one cluster in each arm
 * @param icc intra-cluster correlation, in [0, 1)
 * @param effect treatment effect, the same for every unit
 * @param sd standard deviation of the outcome under control, above 0
 * @param ratio how many times wider the noise of the treated is, above 0
 */
public record UnbalancedClusters(
        int size,
        int clusterSize,
        double imbalance,
        double treatedShare,
        double icc,
        double effect,
        double sd,
        double ratio)
        implements Twins {

    public UnbalancedClusters {
        Arguments.atLeast("size", size, 4);
        Arguments.atLeast("clusterSize", clusterSize, 1);
        if (!(imbalance >= 0 && imbalance < 10)) {
            throw new IllegalArgumentException("imbalance must be in [0, 10), not " + imbalance);
        }
        Arguments.probability("treatedShare", treatedShare);
        if (!(icc >= 0 && icc < 1)) {
            throw new IllegalArgumentException("icc must be in [0, 1), not " + icc);
        }
        Arguments.finite("effect", effect);
        Arguments.positive("sd", sd);
        Arguments.positive("ratio", ratio);
    }

    @Override
    public String name() {
        return "unbalanced-clusters";
    }

    /** Share of clusters treated, at least one in each arm. */
    private double share() {
        return Math.min(size - 1.0, Math.max(1, Math.rint(treatedShare * size))) / size;
    }

    private int[] sizes() {
        double[] relative = new double[size];
        for (int g = 0; g < size; g++) {
            relative[g] = FastMath.exp(imbalance * (2.0 * g / (size - 1) - 1));
        }
        double mean = Arrays.stream(relative).sum() / size;
        int[] sizes = new int[size];
        for (int g = 0; g < size; g++) {
            sizes[g] = (int) Math.max(1, Math.rint(clusterSize * relative[g] / mean));
        }
        return sizes;
    }

    @Override
    public Draw draw(Streams streams) {
        return run(streams, Assignment.COMPLETE.draw(streams.assignment(), size, share()));
    }

    @Override
    public Sample twin(Streams streams, int arm) {
        return run(streams, Assignment.all(size, arm)).observed();
    }

    private Draw run(Streams streams, double[] arm) {
        int[] of = ClusterSizes.rows(sizes());
        int n = of.length;
        Philox noise = streams.noise();
        double[] shared = new double[size];
        noise.normals(shared);
        double[] y = new double[n];
        noise.normals(y);
        double between = sd * Math.sqrt(icc);
        double within = sd * Math.sqrt(1 - icc);
        double[] cluster = new double[n];
        double[] treatment = ClusterSizes.spread(arm, of);
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            cluster[i] = of[i];
            scale[i] = treatment[i] == 1 ? ratio : 1;
            y[i] = effect * treatment[i] + scale[i] * (between * shared[of[i]] + within * y[i]);
        }
        Sample observed = Sample.builder()
                .outcome("y", y)
                .assignment("t", treatment)
                .add(Role.CLUSTER, new Column.Numeric("cluster", cluster))
                .build();
        double[] effects = new double[n];
        double[] propensity = new double[n];
        Arrays.fill(effects, effect);
        Arrays.fill(propensity, share());
        Noise law = Noise.clustered(Clusters.of(observed), between, within).times(scale);
        return new Draw(
                observed,
                new GroundTruth(
                        Map.of(Estimand.ATE, effect, Estimand.SATE, effect, Estimand.CLUSTER_ATE, effect),
                        new UnitTruth(new double[n], effects, propensity, law)));
    }

    @Override
    public UnbalancedClusters withEffect(double changed) {
        return new UnbalancedClusters(size, clusterSize, imbalance, treatedShare, icc, changed, sd, ratio);
    }

    @Override
    public UnbalancedClusters withSize(int changed) {
        return new UnbalancedClusters(changed, clusterSize, imbalance, treatedShare, icc, effect, sd, ratio);
    }

    @Override
    public WorldCard card() {
        return new WorldCard(
                "Unbalanced clusters",
                List.of(
                        "T_g = 1 \\text{ for a share } p \\text{ of the clusters, by lot}",
                        "m_g \\propto \\exp(b (2 g / (G - 1) - 1)), \\quad \\bar m = m",
                        "Y_{gi} = \\tau T_g + \\sigma r^{T_g} (\\sqrt{\\rho} u_g + \\sqrt{1 - \\rho} \\varepsilon_{gi}), \\quad u_g, \\varepsilon_{gi} \\sim N(0, 1)"),
                List.of(
                        new WorldCard.Knob("size", "clusters G, at least 4"),
                        new WorldCard.Knob("clusterSize", "mean units m of a cluster, at least 1"),
                        new WorldCard.Knob(
                                "imbalance",
                                "the largest cluster holds exp(2 b) times the units of the smallest; not negative"),
                        new WorldCard.Knob("treatedShare", "share p of clusters treated, in (0, 1)"),
                        new WorldCard.Knob("icc", "intra-cluster correlation rho, in [0, 1)"),
                        new WorldCard.Knob("effect", "the effect tau of treatment, the same for every unit"),
                        new WorldCard.Knob("sd", "standard deviation sigma of the outcome under control, above 0"),
                        new WorldCard.Knob("ratio", "how many times wider the noise r of the treated is, above 0")),
                Dag.of("T -> Y; [U] -> Y"),
                "The effect is a knob: every unit gains exactly that much.",
                "MacKinnon and Webb (J. Applied Econometrics 32, 2017) on unbalanced clusters and few treated ones.");
    }
}
