package assay.quasi;

import assay.quasi.GroupTimeCells.Cell;
import java.util.List;
import org.apache.commons.math3.special.Gamma;

/**
 * The Wald test that all effects before treatment are 0.
 *
 * @param statistic the statistic
 * @param df its degrees of freedom, 0 where no cohort has two periods before treatment
 * @param pValue from the chi-squared distribution, NaN where there is nothing to test
 */
record Pretrend(double statistic, int df, double pValue) {

    static Pretrend of(List<Cell> cells, Dispersion dispersion) {
        List<Contrast> before = cells.stream()
                .filter(cell -> !cell.treated())
                .map(Cell::contrast)
                .toList();
        int n = before.size();
        if (n == 0) {
            return new Pretrend(0, 0, Double.NaN);
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
        double statistic = root.quadratic(values);
        return new Pretrend(statistic, root.rank(), Gamma.regularizedGammaQ(root.rank() / 2.0, statistic / 2));
    }
}
