package assay.interference;

import assay.Clusters;
import assay.EstimationException;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;

/** Whole clusters in two arms. */
final class ClusterDesign {

    private final TwoArms arms;
    private final Clusters clusters;
    private final double[] arm;
    private final int treated;

    private ClusterDesign(TwoArms arms, Clusters clusters, double[] arm, int treated) {
        this.arms = arms;
        this.clusters = clusters;
        this.arm = arm;
        this.treated = treated;
    }

    /**
     * Reads the design off a sample.
     *
     * @throws EstimationException if a cluster holds units of both arms, or an arm has fewer than two clusters
     */
    static ClusterDesign of(Sample sample) {
        TwoArms arms = TwoArms.of(sample);
        Clusters clusters = Clusters.of(sample);
        double[] arm = whole(arms, clusters);
        int treated = 0;
        for (double t : arm) {
            treated += (int) t;
        }
        enough(clusters, arms.treatedLabel(), treated);
        enough(clusters, arms.controlLabel(), arm.length - treated);
        return new ClusterDesign(arms, clusters, arm, treated);
    }

    /**
     * The arm of each cluster.
     *
     * @throws EstimationException if a cluster holds units of both arms
     */
    static double[] whole(TwoArms arms, Clusters clusters) {
        double[] arm = sums(arms.indicator(), clusters);
        for (int g = 0; g < arm.length; g++) {
            int size = clusters.sizes()[g];
            if (arm[g] > 0 && arm[g] < size) {
                throw new EstimationException(
                        Problem.MIXED_CLUSTER,
                        "Cluster '" + clusters.label(g) + "' of column '" + clusters.column() + "' has "
                                + (int) arm[g] + " treated and " + (size - (int) arm[g])
                                + " control rows; units of one cluster reach each other, so that a cluster is treated as a"
                                + " whole.",
                        "Name the column of what was randomised, or correct it.");
            }
            arm[g] = arm[g] > 0 ? 1 : 0;
        }
        return arm;
    }

    private static void enough(Clusters clusters, String arm, int count) {
        if (count < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    "Arm '" + arm + "' has " + count + " cluster in column '" + clusters.column()
                            + "'; the spread between clusters needs two.",
                    "Randomise more clusters, or merge arms.");
        }
    }

    private static double[] sums(double[] values, Clusters clusters) {
        double[] sums = new double[clusters.count()];
        int[] of = clusters.of();
        for (int i = 0; i < of.length; i++) {
            sums[of[i]] += values[i];
        }
        return sums;
    }

    TwoArms arms() {
        return arms;
    }

    Clusters clusters() {
        return clusters;
    }

    /** The arm of each cluster, 1 for treated; not to be written to. */
    double[] arm() {
        return arm;
    }

    /** Clusters in an arm. */
    int count(int which) {
        return which == 1 ? treated : arm.length - treated;
    }

    /** Sums over the units of each cluster. */
    double[] totals(double[] values) {
        return sums(values, clusters);
    }

    /** The units of each cluster, as numbers. */
    double[] sizes() {
        double[] sizes = new double[clusters.count()];
        for (int g = 0; g < sizes.length; g++) {
            sizes[g] = clusters.sizes()[g];
        }
        return sizes;
    }

    /**
     * The probability of treatment of each cluster.
     *
     * @throws EstimationException if it differs within a cluster
     */
    double[] propensity(Sample sample) {
        double[] rows = sample.numeric(Role.PROPENSITY);
        int[] of = clusters.of();
        double[] probability = new double[clusters.count()];
        for (int i = 0; i < of.length; i++) {
            int g = of[i];
            if (probability[g] != 0 && Math.abs(probability[g] - rows[i]) > 1e-12) {
                throw new EstimationException(
                        Problem.MIXED_CLUSTER,
                        "Row " + (i + 1) + " of column '"
                                + sample.column(Role.PROPENSITY).name() + "' differs from the rows of cluster '"
                                + clusters.label(g) + "' before it; a cluster has one probability of treatment.",
                        "Give the probability with which the cluster was treated.");
            }
            probability[g] = rows[i];
        }
        return probability;
    }

    /** A cluster's influence shared out over its rows, so that the sums over clusters are those of a table of clusters. */
    Influence spread(Influence ofClusters) {
        return term -> {
            double[] values = ofClusters.values(term);
            int[] of = clusters.of();
            double[] rows = new double[of.length];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = values[of[i]] * rows.length / values.length / clusters.sizes()[of[i]];
            }
            return rows;
        };
    }
}
