package assay.cate;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
import java.util.List;
import org.apache.commons.math3.special.Beta;

/** The mean score of each group and the covariance of these means. */
final class GroupMeans {

    private final Pooled pooled;
    private final int[] group;
    private final int[] units;
    private final double[] total;
    private final double[] mean;
    private final double[][] covariance;

    GroupMeans(Pooled pooled, int[] group, int count) {
        this.pooled = pooled;
        this.group = group;
        units = new int[count];
        total = new double[count];
        mean = new double[count];
        for (int i = 0; i < group.length; i++) {
            total[group[i]] += pooled.weight[i];
            mean[group[i]] += pooled.weight[i] * pooled.score[i];
        }
        for (int g = 0; g < count; g++) {
            mean[g] /= total[g];
        }
        double[][] sums = new double[count][pooled.units.numbers()];
        boolean[][] seen = new boolean[count][pooled.units.numbers()];
        for (int i = 0; i < group.length; i++) {
            int g = group[i];
            int u = pooled.units.cluster(i);
            sums[g][u] += pooled.weight[i] * (pooled.score[i] - mean[g]) / total[g];
            if (pooled.weight[i] > 0 && !seen[g][u]) {
                seen[g][u] = true;
                units[g]++;
            }
        }
        covariance = new double[count][count];
        for (int a = 0; a < count; a++) {
            if (units[a] < 2) {
                throw new EstimationException(
                        clustered() ? Problem.TOO_FEW_CLUSTERS : Problem.TOO_FEW_ROWS,
                        "Group " + (a + 1) + " of the predicted effects has fewer than two "
                                + (clustered() ? "clusters." : "rows."),
                        "Use fewer groups, or collect more data.");
            }
            for (int b = 0; b <= a; b++) {
                covariance[a][b] = covariance(sums, a, b);
                covariance[b][a] = covariance[a][b];
            }
        }
    }

    private double covariance(double[][] sums, int a, int b) {
        if (a != b && !clustered()) {
            return 0;
        }
        double sum = 0;
        for (int u = 0; u < sums[a].length; u++) {
            sum += sums[a][u] * sums[b][u];
        }
        return sum * Math.sqrt(units[a] / (units[a] - 1.0) * (units[b] / (units[b] - 1.0)));
    }

    boolean clustered() {
        return pooled.units.clustered();
    }

    double mean(int g) {
        return mean[g];
    }

    double degreesOfFreedom(int g) {
        return units[g] - 1.0;
    }

    double stdError(int g, String term) {
        return Math.sqrt(Units.positive(covariance[g][g], term));
    }

    double[][] correlation() {
        int count = mean.length;
        double[][] out = new double[count][count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                out[a][b] = a == b ? 1 : covariance[a][b] / Math.sqrt(covariance[a][a] * covariance[b][b]);
            }
        }
        return out;
    }

    double[] influence(int g) {
        double[] out = new double[group.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = group[i] == g ? out.length * pooled.weight[i] * (pooled.score[i] - mean[g]) / total[g] : 0;
        }
        return out;
    }

    /** The difference of two groups, with Welch's degrees of freedom, or one less than the clusters. */
    Estimate contrast(int a, int b, String term) {
        if (a == b) {
            return Estimate.studentT(Estimand.CATE, term, mean[a], stdError(a, term), degreesOfFreedom(a));
        }
        double va = covariance[a][a];
        double vb = covariance[b][b];
        double variance = Units.positive(va + vb - 2 * covariance[a][b], term);
        double df = clustered()
                ? Math.min(units[a], units[b]) - 1.0
                : (va + vb) * (va + vb) / (va * va / (units[a] - 1.0) + vb * vb / (units[b] - 1.0));
        return Estimate.studentT(Estimand.CATE, term, mean[a] - mean[b], Math.sqrt(variance), df);
    }

    HypothesisTest homogeneity(Glance glance, List<Caution> cautions) {
        int q = mean.length - 1;
        String hypothesis = "the effect is the same in all groups";
        if (q == 0) {
            return new HypothesisTest(hypothesis, 0, Double.NaN, 1, glance, cautions);
        }
        if (clustered()) {
            return hotelling(hypothesis, q, glance, cautions);
        }
        // Welch's heteroscedastic one-way analysis of variance (Biometrika 38, 1951).
        double sum = 0;
        double centre = 0;
        for (int g = 0; g <= q; g++) {
            sum += 1 / covariance[g][g];
            centre += mean[g] / covariance[g][g];
        }
        centre /= sum;
        double between = 0;
        double lambda = 0;
        for (int g = 0; g <= q; g++) {
            double w = 1 / covariance[g][g];
            between += w * (mean[g] - centre) * (mean[g] - centre);
            lambda += (1 - w / sum) * (1 - w / sum) / (units[g] - 1.0);
        }
        double k = q + 1.0;
        double f = between / q / (1 + 2 * (k - 2) / (k * k - 1) * lambda);
        double df = (k * k - 1) / (3 * lambda);
        return new HypothesisTest(hypothesis, f, df, survival(f, q, df), glance, cautions);
    }

    private HypothesisTest hotelling(String hypothesis, int q, Glance glance, List<Caution> cautions) {
        int clusters = pooled.units.count();
        double df = clusters - q;
        if (df < 1) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    clusters + " clusters are too few to compare " + (q + 1) + " groups.",
                    "Use fewer groups, or collect more clusters.");
        }
        double[] contrast = new double[q];
        double[][] v = new double[q][q];
        for (int a = 0; a < q; a++) {
            contrast[a] = mean[a + 1] - mean[0];
            for (int b = 0; b < q; b++) {
                v[a][b] = covariance[a + 1][b + 1] - covariance[a + 1][0] - covariance[0][b + 1] + covariance[0][0];
            }
        }
        double f = quadratic(v, contrast) * df / (q * (clusters - 1.0));
        return new HypothesisTest(hypothesis, f, df, survival(f, q, df), glance, cautions);
    }

    /** {@code b'V^-1 b} by Cholesky, over the directions in which V varies. */
    private static double quadratic(double[][] v, double[] b) {
        int n = b.length;
        double[][] l = new double[n][n];
        double[] y = new double[n];
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double pivot = v[j][j];
            double rest = b[j];
            for (int k = 0; k < j; k++) {
                pivot -= l[j][k] * l[j][k];
                rest -= l[j][k] * y[k];
            }
            if (!(pivot > 1e-10 * v[j][j])) {
                continue;
            }
            l[j][j] = Math.sqrt(pivot);
            y[j] = rest / l[j][j];
            sum += y[j] * y[j];
            for (int i = j + 1; i < n; i++) {
                double cross = v[i][j];
                for (int k = 0; k < j; k++) {
                    cross -= l[i][k] * l[j][k];
                }
                l[i][j] = cross / l[j][j];
            }
        }
        return sum;
    }

    /** P(F above x). */
    private static double survival(double x, double numerator, double denominator) {
        return x > 0
                ? Beta.regularizedBeta(denominator / (denominator + numerator * x), denominator / 2, numerator / 2)
                : 1;
    }

    HypothesisTest monotonicity(Glance glance, List<Caution> cautions) {
        String hypothesis = "the effect rises with the predictions";
        double steepest = Double.POSITIVE_INFINITY;
        double df = Double.NaN;
        double smallest = 1;
        for (int g = 1; g < mean.length; g++) {
            Estimate step = contrast(g, g - 1, "step");
            double t = step.inference().statistic(0);
            double two = step.inference().pValue(0);
            double p = t < 0 ? two / 2 : 1 - two / 2;
            if (p < smallest || steepest == Double.POSITIVE_INFINITY) {
                smallest = p;
                steepest = t;
                df = step.inference().degreesOfFreedom();
            }
        }
        double p = Math.min(1, smallest * Math.max(1, mean.length - 1));
        return new HypothesisTest(
                hypothesis, steepest == Double.POSITIVE_INFINITY ? 0 : steepest, df, p, glance, cautions);
    }
}
