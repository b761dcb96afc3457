package assay.quasi;

/**
 * An effect as a linear form of the means of cohorts by period. Its influence function has two parts: how a unit differs from
 * its cohort, {@code n / n_k c_k'(Y_i - mean_k)}, and what the number of units in each cohort does, which is the same for all
 * units of a cohort.
 */
final class Contrast {

    private final double value;
    private final double[][] within;
    private final double[] between;

    /**
     * A contrast over arrays that are not copied.
     *
     * @param value the estimate
     * @param within coefficients c of the means, by cohort and period
     * @param between influence of the size of each cohort
     */
    Contrast(double value, double[][] within, double[] between) {
        this.value = value;
        this.within = within;
        this.between = between;
    }

    double value() {
        return value;
    }

    double[][] within() {
        return within;
    }

    double[] between() {
        return between;
    }

    /** A zero to which others are added. */
    static Contrast zero(Cohorts cohorts) {
        int groups = cohorts.count() + 1;
        return new Contrast(0, new double[groups][cohorts.panel().periods()], new double[groups]);
    }

    /** This and so many times the other. */
    Contrast plus(double factor, Contrast other) {
        int groups = between.length;
        double[][] c = new double[groups][];
        double[] b = new double[groups];
        for (int k = 0; k < groups; k++) {
            b[k] = between[k] + factor * other.between[k];
            c[k] = new double[within[k].length];
            for (int t = 0; t < c[k].length; t++) {
                c[k][t] = within[k][t] + factor * other.within[k][t];
            }
        }
        return new Contrast(value + factor * other.value, c, b);
    }

    /** The influence value of a unit of a panel of n units. */
    double influence(CohortMoments moments, int unit) {
        Cohorts cohorts = moments.cohorts();
        int k = cohorts.cohort(unit);
        if (k < 0) {
            return 0;
        }
        return between[k] + cohorts.units() / (double) cohorts.size(k) * deviation(moments, unit, k);
    }

    private double deviation(CohortMoments moments, int unit, int cohort) {
        double sum = 0;
        for (int t = 0; t < within[cohort].length; t++) {
            if (within[cohort][t] != 0) {
                sum += within[cohort][t] * (moments.cohorts().panel().outcome(unit, t) - moments.mean(cohort, t));
            }
        }
        return sum;
    }
}
