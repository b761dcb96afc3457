package assay.quasi;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Units are independent. A contrast is a sum of means of cohorts, so that its variance is Neyman's, {@code sum s_k^2 / n_k}
 * over cohorts, which is CR2 of the saturated regression clustered by unit, with the degrees of freedom of Welch and
 * Satterthwaite; what the shares of cohorts add has n - 1.
 */
record UnitDispersion(CohortMoments moments) implements Dispersion {

    @Override
    public double covariance(Contrast a, Contrast b) {
        double sum = between(a, b);
        for (int k = 0; k < a.within().length; k++) {
            sum += moments.covariance(k, a.within()[k], b.within()[k]);
        }
        return sum;
    }

    private double between(Contrast a, Contrast b) {
        Cohorts cohorts = moments.cohorts();
        double n = cohorts.units();
        double sum = 0;
        for (int k = 0; k < a.between().length; k++) {
            sum += cohorts.size(k) * a.between()[k] * b.between()[k];
        }
        return sum / (n * n);
    }

    @Override
    public double degreesOfFreedom(Contrast a) {
        Cohorts cohorts = moments.cohorts();
        double shares = between(a, a);
        double sum = shares;
        double squares = shares * shares / Math.max(1, cohorts.units() - 1);
        for (int k = 0; k < a.within().length; k++) {
            double v = moments.covariance(k, a.within()[k], a.within()[k]);
            sum += v;
            squares += v * v / Math.max(1, cohorts.size(k) - 1);
        }
        return sum * sum / squares;
    }

    /** {@code q (q + 1) / sum over cohorts of (tr(B)^2 + tr(B^2)) / (n_k - 1)}, B being the whitened part of a cohort. */
    @Override
    public double degreesOfFreedom(List<Contrast> contrasts, SemiCholesky root) {
        Cohorts cohorts = moments.cohorts();
        double sum = variation(contrasts, root, this::between) / Math.max(1, cohorts.units() - 1);
        for (int k = 0; k <= cohorts.count(); k++) {
            int cohort = k;
            sum += variation(
                            contrasts,
                            root,
                            (a, b) -> moments.covariance(cohort, a.within()[cohort], b.within()[cohort]))
                    / Math.max(1, cohorts.size(k) - 1);
        }
        return root.rank() * (root.rank() + 1.0) / sum;
    }

    private static double variation(
            List<Contrast> contrasts, SemiCholesky root, ToDoubleBiFunction<Contrast, Contrast> part) {
        int n = contrasts.size();
        double[][] m = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                m[a][b] = part.applyAsDouble(contrasts.get(a), contrasts.get(b));
                m[b][a] = m[a][b];
            }
        }
        double[][] whitened = root.whiten(m);
        double trace = 0;
        double squares = 0;
        for (int a = 0; a < n; a++) {
            trace += whitened[a][a];
            for (int b = 0; b < n; b++) {
                squares += whitened[a][b] * whitened[a][b];
            }
        }
        return trace * trace + squares;
    }

    @Override
    public int independent() {
        return moments.cohorts().units();
    }

    @Override
    public String words() {
        return "influence function clustered by unit, Welch t";
    }
}
