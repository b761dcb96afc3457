package assay.linear;

import assay.EstimationException;
import assay.Problem;

/** Classical tests of an instrumented fit: do the instruments agree, and was there anything to instrument? */
public final class Overidentification {

    private Overidentification() {}

    /**
     * Sargan's test that all instruments point at one effect: n times the share of the residuals' square that the
     * instruments explain.
     *
     * @param fit an instrumented fit with more instruments than endogenous columns
     * @param outcome index of the outcome
     * @return statistic and degrees of freedom of its chi-squared distribution, as numerator with an infinite denominator
     *     and the statistic not divided by it
     * @throws EstimationException if there are no more instruments than endogenous columns
     */
    public static WaldTest sargan(LinearFit fit, int outcome) {
        Roles roles = fit.roles();
        LinearFit reduced = fit.with(
                new Roles(roles.endogenous, Roles.join(roles.exogenous, roles.instruments), new int[0], new int[0]));
        int df = Stages.excluded(fit, reduced).length - roles.endogenous.length;
        if (roles.endogenous.length == 0 || df < 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Instruments can only contradict each other when there are more of them than endogenous columns.",
                    "Name another instrument, or argue for the exclusion restriction.");
        }
        Moments moments = fit.data().moments();
        double[] e = fit.design().residual[outcome];
        double explained = 0;
        for (double[] q : reduced.design().basis) {
            double g = Matrices.quadratic(q, moments.s, e);
            explained += g * g;
        }
        double statistic = moments.rows * explained / fit.design().residualProduct(outcome, outcome);
        return new WaldTest(statistic, df, Double.POSITIVE_INFINITY, Tails.chiSquared(statistic, df));
    }

    /**
     * The test of Wu and Hausman that least squares would have done: do what the instruments say of the endogenous
     * columns add to the regression on those columns themselves? Classical F test.
     *
     * @param fit an instrumented fit
     * @param outcome index of the outcome
     * @return the F test with q and {@code n - k - q} degrees of freedom, q being the endogenous columns
     * @throws EstimationException if nothing is instrumented
     */
    public static WaldTest wuHausman(LinearFit fit, int outcome) {
        Roles roles = fit.roles();
        int q = roles.endogenous.length;
        if (q == 0) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD, "The model has no endogenous column.", "Fit it with instruments.");
        }
        Moments moments = fit.data().moments();
        LinearFit ols = fit.with(new Roles(
                new int[] {roles.outcomes[outcome]},
                Roles.join(roles.exogenous, roles.endogenous),
                new int[0],
                new int[0]));
        double[] e = ols.design().residual[0];
        // The projected endogenous columns less what the actual regressors explain of them.
        double[][] basis = ols.design().basis;
        double[][] projected = fit.design().basis;
        int from = projected.length - q;
        double[] g = new double[q];
        double[][] left = new double[q][q];
        for (int a = 0; a < q; a++) {
            g[a] = Matrices.quadratic(projected[from + a], moments.s, e);
            for (int b = 0; b < q; b++) {
                left[a][b] = Matrices.quadratic(projected[from + a], moments.s, projected[from + b]);
                for (double[] x : basis) {
                    left[a][b] -= Matrices.quadratic(projected[from + a], moments.s, x)
                            * Matrices.quadratic(projected[from + b], moments.s, x);
                }
            }
        }
        double explained = Matrices.dot(g, PseudoInverse.solve(left, g));
        double df = moments.rows - ols.rank() - q;
        double rss = ols.design().residualProduct(0, 0) - explained;
        return WaldTest.of(explained / q / (rss / df), q, df);
    }
}
