package assay.observational;

import org.apache.commons.math3.util.FastMath;

/** Points whose squared Euclidean distance is that of a metric, a row each. */
final class Distances {

    private final double[] points;
    private final int width;

    private Distances(double[] points, int width) {
        this.points = points;
        this.width = width;
    }

    static Distances of(MatchingMetric metric, double[][] columns, double[] arm, double[] scores) {
        int n = arm.length;
        if (metric.scored()) {
            double[][] one = {score(metric, scores)};
            return new Distances(scaled(one, n), 1);
        }
        if (metric == MatchingMetric.INVERSE_VARIANCE) {
            return new Distances(scaled(columns, n), columns.length);
        }
        return new Distances(whitened(columns, arm, metric == MatchingMetric.POOLED_MAHALANOBIS), columns.length);
    }

    static double[] score(MatchingMetric metric, double[] scores) {
        if (metric != MatchingMetric.LINEAR_PREDICTOR) {
            return scores;
        }
        double[] logit = new double[scores.length];
        for (int i = 0; i < logit.length; i++) {
            logit[i] = FastMath.log(scores[i] / (1 - scores[i]));
        }
        return logit;
    }

    private static double[] scaled(double[][] columns, int n) {
        int p = columns.length;
        double[] points = new double[n * p];
        for (int j = 0; j < p; j++) {
            double mean = 0;
            for (double v : columns[j]) {
                mean += v / n;
            }
            double squares = 0;
            for (double v : columns[j]) {
                squares += (v - mean) * (v - mean);
            }
            double sd = Math.sqrt(squares / (n - 1.0));
            double scale = sd > 1e-12 * Math.abs(mean) ? 1 / sd : 0;
            for (int i = 0; i < n; i++) {
                points[i * p + j] = columns[j][i] * scale;
            }
        }
        return points;
    }

    private static double[] whitened(double[][] columns, double[] arm, boolean within) {
        int n = arm.length;
        int p = columns.length;
        int[] rows = new int[2];
        double[][] means = new double[2][p];
        for (int i = 0; i < n; i++) {
            int a = within && arm[i] > 0.5 ? 1 : 0;
            rows[a]++;
            for (int j = 0; j < p; j++) {
                means[a][j] += columns[j][i];
            }
        }
        for (int j = 0; j < p; j++) {
            means[0][j] /= rows[0];
            means[1][j] /= Math.max(1, rows[1]);
        }
        double[][] cross = new double[p][p];
        double[] row = new double[p];
        for (int i = 0; i < n; i++) {
            double[] mean = means[within && arm[i] > 0.5 ? 1 : 0];
            for (int j = 0; j < p; j++) {
                row[j] = columns[j][i] - mean[j];
                for (int k = 0; k <= j; k++) {
                    cross[j][k] += row[j] * row[k];
                }
            }
        }
        double divisor = n - (within ? 2.0 : 1.0);
        for (int j = 0; j < p; j++) {
            for (int k = 0; k <= j; k++) {
                cross[j][k] /= divisor;
            }
        }
        Cholesky factor = Cholesky.of(cross);
        double[] points = new double[n * p];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < p; j++) {
                row[j] = columns[j][i] - means[0][j];
            }
            factor.whiten(row);
            System.arraycopy(row, 0, points, i * p, p);
        }
        return points;
    }

    double squared(int a, int b) {
        double sum = 0;
        int i = a * width;
        int k = b * width;
        for (int j = 0; j < width; j++) {
            double d = points[i + j] - points[k + j];
            sum += d * d;
        }
        return sum;
    }
}
