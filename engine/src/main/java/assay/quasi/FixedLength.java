package assay.quasi;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.NormalDistribution;

/**
 * An estimate that is normal about the truth and a bias that is bounded: {@code value -+ deviation cv(bias / deviation)} where
 * {@code cv(b)} is the quantile of {@code |N(b, 1)|} (Armstrong and Kolesar 2018).
 *
 * @param value the estimate
 * @param deviation its standard deviation, above 0
 * @param bias the most that it is biased, not negative
 */
record FixedLength(double value, double deviation, double bias) implements Inference {

    private static final double LEVEL = 0.95;
    private static final int SWEEPS = 500;
    private static final int PENALTIES = 40;
    private static final int HALVINGS = 200;

    /** The affine estimator whose interval is shortest at 95 % where a line bends by at most m per period. */
    static FixedLength of(HonestStudy event, double m) {
        int k = event.changes();
        double reach = event.reach();
        double after = 0;
        double[] weights = event.exposureWeights();
        for (int t = 0; t < weights.length; t++) {
            for (int e = t + 1; e < weights.length; e++) {
                after += weights[e] * (e - t);
            }
        }
        // The variance in terms of the weights B of bends before treatment: the one next to treatment is given.
        double[][] map = new double[k][k + 1];
        for (int j = 0; j < k; j++) {
            // Weight of pseudo-effect i: the second difference of B, so that a line passes through.
            for (int i = 0; i < k; i++) {
                map[j][i + 1] = i == j ? 1 : i == j + 1 ? -2 : i == j + 2 ? 1 : 0;
            }
        }
        double[] start = new double[k + 1];
        start[0] = 1;
        for (int i = 0; i <= k; i++) {
            start[i] += reach * map[k - 1][i];
        }
        double[][] s = event.covariance();
        FixedLength best = null;
        double[] b = new double[k];
        double scale = quadratic(s, start, start) / Math.max(reach, 1e-12);
        for (int p = 0; p <= PENALTIES; p++) {
            double penalty = p == PENALTIES ? 0 : scale * Math.pow(10, 1 - p * 0.15);
            descend(s, map, start, b, penalty);
            double[] v = start.clone();
            double bend = 0;
            for (int j = 0; j < k - 1; j++) {
                bend += Math.abs(b[j]);
                for (int i = 0; i <= k; i++) {
                    v[i] += b[j] * map[j][i];
                }
            }
            double value = event.effect();
            for (int i = 0; i < k; i++) {
                value += v[i + 1] * event.before(i);
            }
            FixedLength made = new FixedLength(value, Math.sqrt(quadratic(s, v, v)), m * (after + reach + bend));
            if (best == null || made.half(LEVEL) < best.half(LEVEL)) {
                best = made;
            }
        }
        return best == null ? new FixedLength(event.effect(), event.error(), 0) : best;
    }

    /** Coordinate descent of {@code v'S v + penalty sum |b_j|}. */
    private static void descend(double[][] s, double[][] map, double[] start, double[] b, double penalty) {
        int free = b.length - 1;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double most = 0;
            for (int j = 0; j < free; j++) {
                double[] rest = start.clone();
                for (int l = 0; l < free; l++) {
                    for (int i = 0; i < rest.length; i++) {
                        rest[i] += l == j ? 0 : b[l] * map[l][i];
                    }
                }
                double square = quadratic(s, map[j], map[j]);
                double cross = quadratic(s, map[j], rest);
                double move = Math.max(0, Math.abs(cross) - penalty / 2) / square;
                double next = square > 0 ? -Math.signum(cross) * move : 0;
                most = Math.max(most, Math.abs(next - b[j]));
                b[j] = next;
            }
            if (most < 1e-10) {
                return;
            }
        }
    }

    private static double quadratic(double[][] s, double[] v, double[] w) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            for (int j = 0; j < w.length; j++) {
                sum += v[i] * w[j] * s[i][j];
            }
        }
        return sum;
    }

    private double half(double level) {
        double b = bias / deviation;
        double alpha = 1 - level;
        double low = 0;
        double high = b + 40;
        for (int i = 0; i < HALVINGS && high - low > 1e-13 * high; i++) {
            double middle = (low + high) / 2;
            if (beyond(middle, b) > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return deviation * high;
    }

    /** The chance that {@code |N(b, 1)|} is above c. */
    private static double beyond(double c, double b) {
        return Math.min(1, NormalDistribution.survival(c - b) + NormalDistribution.survival(c + b));
    }

    @Override
    public Interval interval(double level) {
        double half = half(Arguments.probability("level", level));
        return new Interval(value - half, value + half);
    }

    @Override
    public double pValue(double nullValue) {
        return beyond(Math.abs(value - nullValue) / deviation, bias / deviation);
    }
}
