package assay.cate;

import assay.Estimand;
import assay.Estimate;
import assay.StudentT;

/** The mean of a covariate in the highest group (1) and in the lowest (0), and their difference. */
final class CovariateGap {

    private final String name;
    private final boolean varies;
    private final boolean clustered;
    private final double[] mean = new double[2];
    private final double[] variance = new double[2];
    private final double[] df = new double[2];
    private final double[] influence;
    /** Of the difference, by unit, scaled so that their squares add up to the variance. */
    private final double[] sums;

    CovariateGap(GroupEffects groups, String name, double[] values) {
        Pooled pooled = groups.pooled();
        int[] group = groups.judged();
        int top = groups.count() - 1;
        this.name = name;
        double[] total = new double[2];
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int[] side = new int[group.length];
        for (int i = 0; i < group.length; i++) {
            side[i] = group[i] == top ? 1 : group[i] == 0 ? 0 : -1;
            if (side[i] >= 0 && pooled.weight[i] > 0) {
                double v = values[pooled.row[i]];
                total[side[i]] += pooled.weight[i];
                mean[side[i]] += pooled.weight[i] * v;
                min = Math.min(min, v);
                max = Math.max(max, v);
            }
        }
        varies = max > min;
        mean[0] /= total[0];
        mean[1] /= total[1];
        double[][] sum = new double[2][pooled.units.numbers()];
        boolean[][] seen = new boolean[2][pooled.units.numbers()];
        int[] units = new int[2];
        influence = new double[group.length];
        for (int i = 0; i < group.length; i++) {
            int s = side[i];
            if (s >= 0) {
                double part = pooled.weight[i] * (values[pooled.row[i]] - mean[s]) / total[s];
                int u = pooled.units.cluster(i);
                influence[i] = (s == 1 ? group.length : -group.length) * part;
                sum[s][u] += part;
                if (pooled.weight[i] > 0 && !seen[s][u]) {
                    seen[s][u] = true;
                    units[s]++;
                }
            }
        }
        sums = new double[sum[0].length];
        for (int s = 0; s < 2; s++) {
            double factor = Math.sqrt(units[s] / (units[s] - 1.0));
            df[s] = units[s] - 1.0;
            for (int u = 0; u < sums.length; u++) {
                double part = factor * sum[s][u];
                variance[s] += part * part;
                sums[u] += s == 1 ? part : -part;
            }
            if (!(variance[s] > 0)) {
                double least = 0.5 / (units[s] + 1);
                variance[s] = (max - min) * (max - min) * least * (1 - least) / units[s];
            }
        }
        clustered = pooled.units.clustered();
    }

    String name() {
        return name;
    }

    boolean varies() {
        return varies;
    }

    double[] influence() {
        return influence.clone();
    }

    Estimate mean(int side) {
        return Estimate.studentT(Estimand.COEFFICIENT, name, mean[side], Math.sqrt(variance[side]), df[side]);
    }

    private double variance() {
        double sum = 0;
        for (double s : sums) {
            sum += s * s;
        }
        return clustered ? Math.max(sum, 0.01 * (variance[0] + variance[1])) : variance[0] + variance[1];
    }

    StudentT difference() {
        double total = variance[0] + variance[1];
        double welch = total * total / (variance[0] * variance[0] / df[0] + variance[1] * variance[1] / df[1]);
        return new StudentT(mean[1] - mean[0], Math.sqrt(variance()), clustered ? Math.min(df[0], df[1]) : welch);
    }

    double correlation(CovariateGap other) {
        double sum = 0;
        for (int u = 0; u < sums.length; u++) {
            sum += sums[u] * other.sums[u];
        }
        return sum / Math.sqrt(variance() * other.variance());
    }
}
