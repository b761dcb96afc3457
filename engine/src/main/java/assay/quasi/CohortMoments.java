package assay.quasi;

/** The means of each cohort by period, and the covariances between periods of its units. */
final class CohortMoments {

    private final Cohorts cohorts;
    private final double[][] means;
    private final double[][][] covariances;

    private CohortMoments(Cohorts cohorts, double[][] means, double[][][] covariances) {
        this.cohorts = cohorts;
        this.means = means;
        this.covariances = covariances;
    }

    static CohortMoments of(Cohorts cohorts) {
        Panel panel = cohorts.panel();
        int periods = panel.periods();
        int groups = cohorts.count() + 1;
        double[][] means = new double[groups][periods];
        for (int i = 0; i < panel.units(); i++) {
            int k = cohorts.cohort(i);
            if (k >= 0) {
                double[] mean = means[k];
                for (int t = 0; t < periods; t++) {
                    mean[t] += panel.outcome(i, t);
                }
            }
        }
        for (int k = 0; k < groups; k++) {
            for (int t = 0; t < periods; t++) {
                means[k][t] /= Math.max(1, cohorts.size(k));
            }
        }
        double[][][] sums = new double[groups][periods][periods];
        double[] e = new double[periods];
        for (int i = 0; i < panel.units(); i++) {
            int k = cohorts.cohort(i);
            if (k >= 0) {
                for (int t = 0; t < periods; t++) {
                    e[t] = panel.outcome(i, t) - means[k][t];
                }
                for (int t = 0; t < periods; t++) {
                    double[] row = sums[k][t];
                    double et = e[t];
                    for (int s = 0; s <= t; s++) {
                        row[s] += et * e[s];
                    }
                }
            }
        }
        for (int k = 0; k < groups; k++) {
            // The spread of a single unit is not known: it counts as none, which a caution says.
            double scale = 1.0 / Math.max(1, cohorts.size(k) - 1);
            for (int t = 0; t < periods; t++) {
                for (int s = 0; s <= t; s++) {
                    sums[k][t][s] *= scale;
                    sums[k][s][t] = sums[k][t][s];
                }
            }
        }
        return new CohortMoments(cohorts, means, sums);
    }

    Cohorts cohorts() {
        return cohorts;
    }

    double mean(int cohort, int period) {
        return means[cohort][period];
    }

    /** {@code a'S b / n} of a cohort: the covariance of two linear forms of its means. */
    double covariance(int cohort, double[] a, double[] b) {
        double[][] s = covariances[cohort];
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            if (a[t] != 0) {
                double inner = 0;
                for (int u = 0; u < b.length; u++) {
                    inner += s[t][u] * b[u];
                }
                sum += a[t] * inner;
            }
        }
        return sum / Math.max(1, cohorts.size(cohort));
    }
}
