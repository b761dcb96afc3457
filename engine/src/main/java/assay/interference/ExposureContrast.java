package assay.interference;

import assay.observational.Weighting;

/**
 * The difference between two exposures by inverse probabilities, with the conservative variance of Aronow and Samii (Ann. Appl.
 * Stat. 11, 2017, equations 7 to 12).
 */
final class ExposureContrast {

    private final ExposureLaw law;
    private final int count;
    private final int[] levels;
    private final boolean[] used;
    private final double[][] weighted;
    private final double[] totals = new double[2];
    private final double[] divisors = new double[2];
    private final double[] within = new double[2];
    private double between;
    private final double smallest;
    private final int units;

    /**
     * Averages.
     *
     * @param count how many levels there are
     * @param levels the level of the contrast and the one it is compared with
     * @param used units that can have both
     */
    ExposureContrast(
            ExposureLaw law,
            double[] outcome,
            int[] observed,
            int count,
            int[] levels,
            boolean[] used,
            Weighting weighting) {
        this.law = law;
        this.count = count;
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
        for (int i = 0; i < outcome.length; i++) {
            add(i);
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

    /** The estimated upper bound of the variance, once all pairs were added. */
    double variance() {
        double a = divisors[0];
        double b = divisors[1];
        return within[0] / (a * a) + within[1] / (b * b) - 2 * between / (a * b);
    }

    /** What a unit adds: its square over one probability, not two, estimates the square of an outcome. */
    private void add(int i) {
        double x = weighted[0][i];
        double y = weighted[1][i];
        double px = law.probability(i, levels[0]);
        double py = law.probability(i, levels[1]);
        within[0] += x * x * (1 - px);
        within[1] += y * y * (1 - py);
        between -= (x * x * px + y * y * py) / 2;
    }

    /** Adds a pair of units. */
    void add(int i, int j, double[] joint) {
        if (used[i] && used[j]) {
            within[0] += 2 * term(i, 0, j, 0, 1, joint);
            within[1] += 2 * term(i, 1, j, 1, 1, joint);
            between += term(i, 0, j, 1, -1, joint) + term(i, 1, j, 0, -1, joint);
        }
    }

    /**
     * What estimates the covariance of two terms. Where a pair cannot have its two levels together the product of its outcomes is
     * bounded by Young's inequality, upwards in a variance and downwards in a covariance.
     */
    private double term(int i, int k, int j, int l, int sign, double[] joint) {
        double x = weighted[k][i];
        double y = weighted[l][j];
        if (x == 0 && y == 0) {
            return 0;
        }
        double both = joint[levels[k] * count + levels[l]];
        double pi = law.probability(i, levels[k]);
        double pj = law.probability(j, levels[l]);
        return both > 0 ? (both - pi * pj) / both * x * y : sign * (x * x * pi + y * y * pj) / 2;
    }

    /** Row by row, the influence on the difference. */
    double[] influence() {
        double[] values = new double[weighted[0].length];
        for (int i = 0; i < values.length; i++) {
            values[i] = values.length * (weighted[0][i] / divisors[0] - weighted[1][i] / divisors[1]);
        }
        return values;
    }
}
