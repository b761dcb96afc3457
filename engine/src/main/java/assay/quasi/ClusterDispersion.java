package assay.quasi;

import assay.Clusters;
import assay.EstimationException;
import assay.Problem;
import assay.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Units depend on each other within clusters: the squares of cluster sums of influence values, times {@code G / (G - 1)}, with
 * {@code G - 1} degrees of freedom.
 */
final class ClusterDispersion implements Dispersion {

    private final CohortMoments moments;
    private final int[] clusterOfUnit;
    private final int count;
    private final Map<Contrast, double[]> sums = new HashMap<>();

    private ClusterDispersion(CohortMoments moments, int[] clusterOfUnit, int count) {
        this.moments = moments;
        this.clusterOfUnit = clusterOfUnit;
        this.count = count;
    }

    static ClusterDispersion of(CohortMoments moments, Sample sample) {
        Clusters clusters = Clusters.of(sample);
        Cohorts cohorts = moments.cohorts();
        Panel panel = cohorts.panel();
        int[] of = new int[panel.units()];
        int[] number = new int[clusters.count()];
        int count = 0;
        for (int i = 0; i < of.length; i++) {
            int cluster = clusters.of()[panel.row(i, 0)];
            for (int t = 1; t < panel.periods(); t++) {
                if (clusters.of()[panel.row(i, t)] != cluster) {
                    throw new EstimationException(
                            Problem.MIXED_CLUSTER,
                            "Unit '" + panel.unit(i) + "' has rows in clusters '" + clusters.label(cluster) + "' and '"
                                    + clusters.label(clusters.of()[panel.row(i, t)]) + "' of column '"
                                    + clusters.column() + "'; its periods depend on each other, so it must be in one.",
                            "Name a cluster that units stay in.");
                }
            }
            if (cohorts.cohort(i) >= 0) {
                count += number[cluster] == 0 ? 1 : 0;
                number[cluster] = number[cluster] == 0 ? count : number[cluster];
                of[i] = number[cluster] - 1;
            }
        }
        if (count < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    "Column '" + clusters.column() + "' has " + count
                            + " cluster; the spread between clusters needs two.",
                    "Name a cluster that more units differ in, or leave --cluster out if units are independent.");
        }
        return new ClusterDispersion(moments, of, count);
    }

    private double[] sums(Contrast contrast) {
        return sums.computeIfAbsent(contrast, c -> {
            double[] sum = new double[count];
            for (int i = 0; i < clusterOfUnit.length; i++) {
                sum[clusterOfUnit[i]] += c.influence(moments, i);
            }
            return sum;
        });
    }

    @Override
    public double covariance(Contrast a, Contrast b) {
        double[] x = sums(a);
        double[] y = sums(b);
        double n = moments.cohorts().units();
        double sum = 0;
        for (int g = 0; g < count; g++) {
            sum += x[g] * y[g];
        }
        return sum * count / (count - 1.0) / (n * n);
    }

    @Override
    public double degreesOfFreedom(Contrast a) {
        return count - 1.0;
    }

    @Override
    public double degreesOfFreedom(List<Contrast> contrasts, SemiCholesky root) {
        return count - 1.0;
    }

    @Override
    public int independent() {
        return count;
    }

    @Override
    public String words() {
        return "influence function clustered, t of G - 1";
    }
}
