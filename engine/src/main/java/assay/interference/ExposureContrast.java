package assay.interference;

import assay.observational.Weighting;

/**
 * The difference between two exposures by inverse probabilities, with the conservative variance of Aronow and Samii (Ann. Appl.
 * Stat. 11, 2017, equations 7 to 12).
 */
final class ExposureContrast {

    private final ExposureLaw law;
    private final int[] observed;
    private final int[] levels;
    private final boolean[] used;
    private final double[][] weighted;
    private final double[] totals = new double[2];
    private final double[] divisors = new double[2];
    private final double smallest;
    private final int units;

    /**
     * Averages.
     *
     * @param levels the level of the contrast and the one it is compared with
     * @param used units that can have both
     */
    ExposureContrast(
            ExposureLaw law, double[] outcome, int[] observed, int[] levels, boolean[] used, Weighting weighting) {
        this.law = law;
        this.observed = observed;
        this.levels = levels;
        this.used = used;
        int n = 0;
        double least = 1;
        double[] counts = new double[2];
        for (int i = 0; i < outcome.length; i++) {
            if (!used[i]) {
                continue;
            }
            n++;
            for (int k = 0; k < 2; k++) {
                double p = law.probability(i, levels[k]);
                least = Math.min(least, p);
                if (observed[i] == levels[k]) {
                    totals[k] += outcome[i] / p;
                    counts[k] += 1 / p;
                }
            }
        }
        this.units = n;
        this.smallest = least;
        this.weighted = new double[2][outcome.length];
        for (int k = 0; k < 2; k++) {
            divisors[k] = weighting == Weighting.HAJEK ? counts[k] : n;
            double mean = weighting == Weighting.HAJEK ? totals[k] / counts[k] : 0;
            for (int i = 0; i < outcome.length; i++) {
                if (used[i] && observed[i] == levels[k]) {
                    weighted[k][i] = (outcome[i] - mean) / law.probability(i, levels[k]);
                }
            }
        }
    }

    double value() {
        return totals[0] / divisors[0] - totals[1] / divisors[1];
    }

    /** Units that can have both exposures. */
    int units() {
        return units;
    }

    /** The smallest probability that was weighted by. */
    double smallest() {
        return smallest;
    }

    /** The estimated upper bound of the variance. */
    double variance() {
        double a = divisors[0];
        double b = divisors[1];
        return sum(0, 0) / (a * a) + sum(1, 1) / (b * b) - 2 * sum(0, 1) / (a * b);
    }

    /**
     * Over ordered pairs of units, what the covariance of two totals is estimated by. Where a pair cannot have its two levels
     * together the product of its outcomes is bounded by Young's inequality, upwards in a variance and downwards in a covariance.
     */
    private double sum(int k, int l) {
        double[] sum = new double[1];
        double[] x = weighted[k];
        double[] y = weighted[l];
        double sign = k == l ? 1 : -1;
        for (int i = 0; i < observed.length; i++) {
            if (!used[i]) {
                continue;
            }
            int unit = i;
            double pi = law.probability(i, levels[k]);
            // Squares of outcomes over one probability, not two: that is their expectation.
            double own = x[i] * x[i] * pi;
            sum[0] += k == l ? x[i] * x[i] * (1 - pi) : -(own + y[i] * y[i] * law.probability(i, levels[l])) / 2;
            law.dependents(i, j -> {
                if (!used[j]) {
                    return;
                }
                boolean both = observed[unit] == levels[k] && observed[j] == levels[l];
                if (both) {
                    double joint = law.joint(unit, levels[k], j, levels[l]);
                    double product = pi * law.probability(j, levels[l]);
                    sum[0] += (joint - product) / joint * x[unit] * y[j];
                } else if ((x[unit] != 0 || y[j] != 0)
                        && !(law.joint(unit, levels[k], j, levels[l]) > 0)) {
                    sum[0] += sign * (own + y[j] * y[j] * law.probability(j, levels[l])) / 2;
                }
            });
        }
        return sum[0];
    }

    /** Row by row, the influence on the difference. */
    double[] influence() {
        double[] values = new double[observed.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = values.length * (weighted[0][i] / divisors[0] - weighted[1][i] / divisors[1]);
        }
        return values;
    }
}
