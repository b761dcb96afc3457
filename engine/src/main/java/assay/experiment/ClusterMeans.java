package assay.experiment;

import assay.Clusters;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference in means of cluster means, for experiments that assign whole clusters:
 * {@code mean(Ybar_g | T_g = 1) - mean(Ybar_g | T_g = 0)}.
 *
 * <p>A cluster is one observation, however many units it holds, so that dependence within clusters needs no model. Every
 * cluster counts the same: where the effect changes with the size of a cluster, the estimate is the average effect over
 * clusters, not over units. The variance is Neyman's over cluster means, {@code s1^2 / G1 + s0^2 / G0}, and inference is
 * Student's t with the degrees of freedom of Welch, {@code 2 (G - 1)} where both arms have G clusters of one spread: it is
 * {@link DifferenceInMeans} of the table of cluster means (Donner and Klar, Design and Analysis of Cluster Randomization
 * Trials, 2000, section 7.2).
 */
public record ClusterMeans() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.CLUSTER);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        Clusters clusters = Clusters.of(sample);
        double[] arm = arms(arms, clusters);
        Fit fit = new DifferenceInMeans()
                .estimate(
                        Sample.builder()
                                .outcome(sample.column(Role.OUTCOME).name(), means(outcome, clusters))
                                .assignment(clusters.column(), arm)
                                .build(),
                        random);
        Estimate means = fit.estimate();
        Estimate estimate = new Estimate(target(), arms.contrast(), means.value(), means.stdError(), means.inference());
        Glance glance = new Glance(
                "cluster-means",
                "Welch t over cluster means",
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                clusters.count(),
                Map.of(
                        "clusters_treated", (double) fit.glance().treated(),
                        "clusters_control", (double) fit.glance().control()));
        Influence influence = term -> spread(fit.influence().orElseThrow().values(term), clusters);
        return new Fit(List.of(estimate), glance, fit.cautions(), influence);
    }

    private static double[] means(double[] outcome, Clusters clusters) {
        double[] means = new double[clusters.count()];
        int[] of = clusters.of();
        for (int i = 0; i < of.length; i++) {
            means[of[i]] += outcome[i];
        }
        for (int g = 0; g < means.length; g++) {
            means[g] /= clusters.sizes()[g];
        }
        return means;
    }

    /** The arm of each cluster, once it is checked that every cluster is in one and every arm has two. */
    static double[] arms(TwoArms arms, Clusters clusters) {
        double[] indicator = arms.indicator();
        int[] of = clusters.of();
        double[] treated = new double[clusters.count()];
        for (int i = 0; i < of.length; i++) {
            treated[of[i]] += indicator[i];
        }
        int count = 0;
        for (int g = 0; g < treated.length; g++) {
            int size = clusters.sizes()[g];
            if (treated[g] > 0 && treated[g] < size) {
                throw new EstimationException(
                        Problem.MIXED_CLUSTER,
                        "Cluster '" + clusters.label(g) + "' of column '" + clusters.column() + "' has "
                                + (int) treated[g] + " treated and " + (size - (int) treated[g])
                                + " control rows; this method compares whole clusters.",
                        "Use a method for units that were randomised one by one, or correct the column.");
            }
            treated[g] = treated[g] > 0 ? 1 : 0;
            count += (int) treated[g];
        }
        enough(clusters, arms.treatedLabel(), count);
        enough(clusters, arms.controlLabel(), treated.length - count);
        return treated;
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

    /** A cluster's influence shared out over its rows, so that the cluster sums are those of the table of means. */
    static double[] spread(double[] values, Clusters clusters) {
        int[] of = clusters.of();
        double[] rows = new double[of.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = values[of[i]] * rows.length / values.length / clusters.sizes()[of[i]];
        }
        return rows;
    }
}
