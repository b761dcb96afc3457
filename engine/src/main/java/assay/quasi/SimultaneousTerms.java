package assay.quasi;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.StudentT;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimates whose intervals hold all their truths at once: the critical value is that of the largest of their absolute t statistics,
 * whose law is normal with the estimated correlation (a sup-t band; Montiel Olea and Plagborg-Moller, Journal of Applied Econometrics
 * 34, 2019, doi:10.1002/jae.2656).
 */
public final class SimultaneousTerms {

    private SimultaneousTerms() {}

    /**
     * Makes a family of terms.
     *
     * @param estimand what each estimates
     * @param terms their names
     * @param values their estimates
     * @param covariance their covariance, with positive variances
     * @param degreesOfFreedom of each variance, above 0
     * @param key tells the draws of the largest statistic from those of other families
     * @return an estimate for each
     * @throws IllegalArgumentException if lengths differ or a variance is not above 0
     */
    public static List<Estimate> of(
            Estimand estimand,
            List<String> terms,
            double[] values,
            double[][] covariance,
            double[] degreesOfFreedom,
            long key) {
        int n = terms.size();
        if (values.length != n || covariance.length != n || degreesOfFreedom.length != n) {
            throw new IllegalArgumentException(n + " terms have " + values.length + " values, " + covariance.length
                    + " variances and " + degreesOfFreedom.length + " degrees of freedom");
        }
        double[] errors = new double[n];
        for (int i = 0; i < n; i++) {
            errors[i] = Math.sqrt(Arguments.positive("variance of " + terms.get(i), covariance[i][i]));
        }
        double[][] correlation = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                correlation[i][j] = i == j ? 1 : covariance[i][j] / (errors[i] * errors[j]);
            }
        }
        Band band = new Band(correlation, key);
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            StudentT own = new StudentT(values[i], errors[i], degreesOfFreedom[i]);
            estimates.add(
                    new Estimate(estimand, terms.get(i), values[i], errors[i], new FamilyInference(own, band, n)));
        }
        return List.copyOf(estimates);
    }
}
