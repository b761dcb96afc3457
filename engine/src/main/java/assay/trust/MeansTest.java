package assay.trust;

import assay.distribution.StudentDistribution;

/**
 * Welch's test of two arms of units.
 *
 * @param difference mean of the treatment less that of control
 * @param statistic t
 * @param pValue two-sided; 1 where neither arm varies and the means agree
 */
record MeansTest(double difference, double statistic, double pValue) {

    static MeansTest of(double[] values, int[] arms, int treatment, int control) {
        double[] t = moments(values, arms, treatment);
        double[] c = moments(values, arms, control);
        double difference = t[1] - c[1];
        if (t[0] < 2 || c[0] < 2) {
            return new MeansTest(difference, Double.NaN, 1);
        }
        double vt = t[2] / (t[0] - 1) / t[0];
        double vc = c[2] / (c[0] - 1) / c[0];
        double se = Math.sqrt(vt + vc);
        if (se == 0) {
            return new MeansTest(difference, 0, difference == 0 ? 1 : 0);
        }
        double df = (vt + vc) * (vt + vc) / (vt * vt / (t[0] - 1) + vc * vc / (c[0] - 1));
        return new MeansTest(difference, difference / se, StudentDistribution.twoSided(difference / se, df));
    }

    /** Number, mean and centred sum of squares of an arm, without missing values. */
    private static double[] moments(double[] values, int[] arms, int arm) {
        double n = 0;
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            if (arms[i] == arm && !Double.isNaN(values[i])) {
                n++;
                double step = values[i] - mean;
                mean += step / n;
                squares += step * (values[i] - mean);
            }
        }
        return new double[] {n, mean, squares};
    }
}
