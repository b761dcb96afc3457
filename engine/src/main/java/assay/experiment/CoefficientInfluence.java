package assay.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The influence function of a coefficient by partialling out (Frisch and Waugh 1933): with z what the covariates leave of the
 * regressor projected on its instruments, and e the residual of the actual regressors, {@code n w_i z_i e_i / sum of w z t}.
 */
final class CoefficientInfluence {

    private static final double RANK = 1e-12;

    private CoefficientInfluence() {}

    /**
     * The influence of each row.
     *
     * @param columns covariates and weights
     * @param outcome the outcome
     * @param regressor the regressor of interest
     * @param instruments its instruments; itself alone where there are none
     */
    static double[] of(DesignColumns columns, double[] outcome, double[] regressor, List<double[]> instruments) {
        int n = outcome.length;
        List<double[]> basis = new ArrayList<>();
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        extend(columns, basis, ones);
        for (double[] x : columns.covariates().columns()) {
            extend(columns, basis, x);
        }
        double[] y = residual(columns, basis, 0, outcome);
        double[] d = residual(columns, basis, 0, regressor);
        int first = basis.size();
        for (double[] z : instruments) {
            extend(columns, basis, z);
        }
        double[] rest = residual(columns, basis, first, d);
        double zt = 0;
        double zy = 0;
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = columns.weight(i) * (d[i] - rest[i]);
            zt += values[i] * d[i];
            zy += values[i] * y[i];
        }
        for (int i = 0; i < n; i++) {
            values[i] *= n * (y[i] - zy / zt * d[i]) / zt;
        }
        return values;
    }

    /** Adds what a basis leaves of a column, unless nothing is. */
    private static void extend(DesignColumns columns, List<double[]> basis, double[] column) {
        double[] rest = residual(columns, basis, 0, column);
        double left = dot(columns, rest, rest);
        if (left > RANK * dot(columns, column, column)) {
            double scale = 1 / Math.sqrt(left);
            for (int i = 0; i < rest.length; i++) {
                rest[i] *= scale;
            }
            basis.add(rest);
        }
    }

    private static double[] residual(DesignColumns columns, List<double[]> basis, int from, double[] column) {
        double[] rest = column.clone();
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis.subList(from, basis.size())) {
                double share = dot(columns, rest, direction);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= share * direction[i];
                }
            }
        }
        return rest;
    }

    private static double dot(DesignColumns columns, double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += columns.weight(i) * x[i] * y[i];
        }
        return sum;
    }
}
