package assay.quasi;

import assay.quasi.GroupTimeCells.Cell;
import java.util.List;
import org.apache.commons.math3.special.Beta;

/**
 * The Wald test that all effects before treatment are 0. With q of them, a statistic W and a covariance that is spread like a
 * Wishart matrix of d degrees of freedom, {@code (d - q + 1) / (d q) W} is compared with F of q and {@code d - q + 1}: with
 * chi-squared a tenth of panels of 200 units would be warned of nothing.
 *
 * @param statistic the Wald statistic W
 * @param df how many effects q it tests, 0 where there is nothing to test or too few units to test it
 * @param denominator the denominator degrees of freedom, NaN where there is no test
 * @param pValue in [0, 1], NaN where there is no test
 */
record Pretrend(double statistic, int df, double denominator, double pValue) {

    private static final Pretrend NONE = new Pretrend(Double.NaN, 0, Double.NaN, Double.NaN);

    static Pretrend of(List<Cell> cells, Dispersion dispersion) {
        List<Contrast> before = cells.stream()
                .filter(cell -> !cell.treated())
                .map(Cell::contrast)
                .toList();
        int n = before.size();
        if (n == 0) {
            return NONE;
        }
        double[][] covariance = new double[n][n];
        double[] values = new double[n];
        for (int a = 0; a < n; a++) {
            values[a] = before.get(a).value();
            for (int b = 0; b <= a; b++) {
                covariance[a][b] = dispersion.covariance(before.get(a), before.get(b));
                covariance[b][a] = covariance[a][b];
            }
        }
        SemiCholesky root = new SemiCholesky(covariance);
        int q = root.rank();
        double d = q == 0 ? 0 : dispersion.degreesOfFreedom(before, root);
        double denominator = d - q + 1;
        if (!(denominator > 0)) {
            return NONE;
        }
        double statistic = root.quadratic(values);
        double f = denominator / (d * q) * statistic;
        double p = Beta.regularizedBeta(denominator / (denominator + q * f), denominator / 2, q / 2.0);
        return new Pretrend(statistic, q, denominator, p);
    }
}
