package assay.quasi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.special.Beta;
import org.jspecify.annotations.Nullable;

/**
 * How uncertain effects with influence values are. Within a cohort the variance of values about their mean is divided by {@code
 * n_k - 1}, so that without covariates it is Neyman's; what the means of cohorts differ by counts as it is. The degrees of
 * freedom are Welch's. With clusters, sums of clusters stand for units and there are {@code G - 1}.
 */
final class DidDispersion {

    private final Cohorts cohorts;
    private final int @Nullable [] clusterOfUnit;
    private final int clusters;
    private final Map<DidEffect, double[]> parts = new HashMap<>();

    private DidDispersion(Cohorts cohorts, int @Nullable [] clusterOfUnit, int clusters) {
        this.cohorts = cohorts;
        this.clusterOfUnit = clusterOfUnit;
        this.clusters = clusters;
    }

    static DidDispersion ofUnits(Cohorts cohorts) {
        return new DidDispersion(cohorts, null, 0);
    }

    static DidDispersion ofClusters(Cohorts cohorts, int[] clusterOfUnit, int clusters) {
        return new DidDispersion(cohorts, clusterOfUnit, clusters);
    }

    /** Sums by cluster, or means by cohort. */
    private double[] part(DidEffect effect) {
        return parts.computeIfAbsent(effect, e -> {
            double[] psi = e.influence();
            if (clusterOfUnit != null) {
                double[] sums = new double[clusters];
                for (int i = 0; i < psi.length; i++) {
                    sums[clusterOfUnit[i]] += cohorts.cohort(i) >= 0 ? psi[i] : 0;
                }
                return sums;
            }
            double[] means = new double[cohorts.count() + 1];
            for (int i = 0; i < psi.length; i++) {
                int k = cohorts.cohort(i);
                if (k >= 0) {
                    means[k] += psi[i] / cohorts.size(k);
                }
            }
            return means;
        });
    }

    double covariance(DidEffect a, DidEffect b) {
        double n = cohorts.units();
        double[] x = part(a);
        double[] y = part(b);
        if (clusterOfUnit != null) {
            double sum = 0;
            for (int g = 0; g < clusters; g++) {
                sum += x[g] * y[g];
            }
            return sum * clusters / (clusters - 1.0) / (n * n);
        }
        double sum = between(a, b);
        for (double v : within(a, b)) {
            sum += v;
        }
        return sum;
    }

    private double between(DidEffect a, DidEffect b) {
        double n = cohorts.units();
        double[] x = part(a);
        double[] y = part(b);
        double sum = 0;
        for (int k = 0; k < x.length; k++) {
            sum += cohorts.size(k) * x[k] * y[k];
        }
        return sum / (n * n);
    }

    /** The part of each cohort. */
    private double[] within(DidEffect a, DidEffect b) {
        double n = cohorts.units();
        double[] x = part(a);
        double[] y = part(b);
        double[] sums = new double[x.length];
        double[] p = a.influence();
        double[] q = b.influence();
        for (int i = 0; i < p.length; i++) {
            int k = cohorts.cohort(i);
            if (k >= 0) {
                sums[k] += (p[i] - x[k]) * (q[i] - y[k]);
            }
        }
        for (int k = 0; k < sums.length; k++) {
            double size = cohorts.size(k);
            sums[k] *= size > 1 ? size / (size - 1) / (n * n) : 0;
        }
        return sums;
    }

    double degreesOfFreedom(DidEffect a) {
        if (clusterOfUnit != null) {
            return clusters - 1.0;
        }
        double shares = between(a, a);
        double sum = shares;
        double squares = shares * shares / Math.max(1, cohorts.units() - 1);
        double[] within = within(a, a);
        for (int k = 0; k < within.length; k++) {
            sum += within[k];
            squares += within[k] * within[k] / Math.max(1, cohorts.size(k) - 1);
        }
        return sum * sum / squares;
    }

    double[][] covariance(List<DidEffect> effects) {
        int n = effects.size();
        double[][] matrix = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                matrix[a][b] = covariance(effects.get(a), effects.get(b));
                matrix[b][a] = matrix[a][b];
            }
        }
        return matrix;
    }

    /** The Wald test that effects before treatment are 0, as {@link Pretrend} describes it. */
    Pretrend pretrend(List<DidEffect> before) {
        int n = before.size();
        if (n == 0) {
            return none();
        }
        SemiCholesky root = new SemiCholesky(covariance(before));
        int q = root.rank();
        double d = q == 0 ? 0 : wishart(before, root);
        double denominator = d - q + 1;
        if (!(denominator > 0)) {
            return none();
        }
        double[] values = before.stream().mapToDouble(DidEffect::value).toArray();
        double statistic = root.quadratic(values);
        double f = denominator / (d * q) * statistic;
        double p = Beta.regularizedBeta(denominator / (denominator + q * f), denominator / 2, q / 2.0);
        return new Pretrend(statistic, q, denominator, p);
    }

    private static Pretrend none() {
        return new Pretrend(Double.NaN, 0, Double.NaN, Double.NaN);
    }

    private double wishart(List<DidEffect> effects, SemiCholesky root) {
        if (clusterOfUnit != null) {
            return clusters - 1.0;
        }
        int n = effects.size();
        int groups = cohorts.count() + 1;
        double[][][] parts = new double[groups + 1][n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                double[] within = within(effects.get(a), effects.get(b));
                for (int k = 0; k <= groups; k++) {
                    double v = k == groups ? between(effects.get(a), effects.get(b)) : within[k];
                    parts[k][a][b] = v;
                    parts[k][b][a] = v;
                }
            }
        }
        double sum = variation(parts[groups], root) / Math.max(1, cohorts.units() - 1);
        for (int k = 0; k < groups; k++) {
            sum += variation(parts[k], root) / Math.max(1, cohorts.size(k) - 1);
        }
        return root.rank() * (root.rank() + 1.0) / sum;
    }

    private static double variation(double[][] part, SemiCholesky root) {
        double[][] whitened = root.whiten(part);
        double trace = 0;
        double squares = 0;
        for (int a = 0; a < part.length; a++) {
            trace += whitened[a][a];
            for (int b = 0; b < part.length; b++) {
                squares += whitened[a][b] * whitened[a][b];
            }
        }
        return trace * trace + squares;
    }

    int independent() {
        return clusterOfUnit != null ? clusters : cohorts.units();
    }

    String words() {
        return clusterOfUnit != null
                ? "influence function clustered, t of G - 1"
                : "influence function clustered by unit, Welch t";
    }
}
