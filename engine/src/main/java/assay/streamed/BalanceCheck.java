package assay.streamed;

import assay.EstimationException;
import assay.Problem;
import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether covariates that were measured before the assignment differ between the arms more than chance lets them.
 *
 * <p>The standardised difference of a covariate is {@code (x1 - x0) / sqrt((s1^2 + s0^2) / 2)}. The joint test is Wald's,
 * {@code d' V^-1 d} with the differences d and their covariance {@code V = S1 / n1 + S0 / n0}, chi-squared with one degree of freedom for
 * each covariate that the others do not determine; both are for large arms.
 *
 * @param covariates each covariate
 * @param statistic of the joint test
 * @param df its degrees of freedom
 * @param pValue its p-value
 */
public record BalanceCheck(List<Difference> covariates, double statistic, int df, double pValue) {

    /**
     * The difference of a covariate.
     *
     * @param covariate its name
     * @param treated its mean in the treated arm
     * @param control its mean in the control arm
     * @param standardised the difference in standard deviations; 0 if it varies in neither arm and the means agree
     * @param pValue of its own test
     */
    public record Difference(String covariate, double treated, double control, double standardised, double pValue) {}

    public BalanceCheck {
        covariates = List.copyOf(covariates);
    }

    /**
     * Compares covariates.
     *
     * @param arms statistics of the covariates
     * @param names which columns they are, at least one
     * @return the comparison
     * @throws EstimationException if no covariate varies in both arms
     */
    public static BalanceCheck of(TwoArmStatistics arms, List<String> names) {
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            int j = arms.place(name);
            double gap = arms.treated().mean(j) - arms.control().mean(j);
            double spread =
                    Math.sqrt((arms.treated().variance(j) + arms.control().variance(j)) / 2);
            double error = Math.sqrt(
                    arms.treated().covarianceOfMeans(j, j) + arms.control().covarianceOfMeans(j, j));
            double z = gap == 0 ? 0 : Math.abs(gap) / error;
            differences.add(new Difference(
                    name,
                    arms.treated().mean(j),
                    arms.control().mean(j),
                    gap == 0 ? 0 : gap / spread,
                    Math.min(1, 2 * NormalDistribution.survival(z))));
        }
        int[] places =
                Whitening.usable(arms, names.stream().mapToInt(arms::place).toArray());
        if (places.length == 0) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "No covariate varies in both arms, so that balance cannot be tested.",
                    "Name covariates that vary.");
        }
        int k = places.length;
        double[] gaps = new double[k];
        double[][] covariance = new double[k][k];
        for (int i = 0; i < k; i++) {
            gaps[i] = arms.treated().mean(places[i]) - arms.control().mean(places[i]);
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = arms.treated().covarianceOfMeans(places[i], places[j])
                        + arms.control().covarianceOfMeans(places[i], places[j]);
            }
        }
        double statistic = 0;
        for (double z : Whitening.solve(Whitening.factor(covariance), gaps)) {
            statistic += z * z;
        }
        return new BalanceCheck(differences, statistic, k, Gamma.regularizedGammaQ(k / 2.0, statistic / 2));
    }

    /**
     * The covariate that differs most.
     *
     * @return that of the largest standardised difference, whatever its sign
     */
    public Difference largest() {
        Difference worst = covariates.get(0);
        for (Difference one : covariates) {
            if (Math.abs(one.standardised()) > Math.abs(worst.standardised())) {
                worst = one;
            }
        }
        return worst;
    }
}
