package assay.transport;

import assay.EstimationException;
import assay.Problem;
import assay.linear.Covariance;
import assay.linear.LeastSquares;
import java.util.Arrays;
import java.util.List;

/** The regression of the outcome on the covariates in one arm of the experiment. */
final class ArmPlane {

    final int[] rows;
    final LeastSquares fit;
    /** Slopes by covariate, 0 where other covariates tell it. */
    final double[] slopes;

    final double intercept;

    private final int[] columnOfTerm;

    private ArmPlane(int[] rows, LeastSquares fit, List<String> names) {
        this.rows = rows;
        this.fit = fit;
        double[] coefficients = fit.coefficients();
        this.intercept = coefficients[0];
        this.slopes = new double[names.size()];
        this.columnOfTerm = new int[coefficients.length];
        Arrays.fill(columnOfTerm, -1);
        for (int t = 1; t < coefficients.length; t++) {
            columnOfTerm[t] = names.indexOf(fit.terms().get(t));
            slopes[columnOfTerm[t]] = coefficients[t];
        }
    }

    static ArmPlane of(Populations populations, int arm) {
        int[] rows = populations.arm(arm);
        List<String> names = populations.sample.covariates().names();
        double[][] columns = Populations.at(populations.sample.covariates().columns(), rows);
        String label = arm == 1 ? populations.arms.treatedLabel() : populations.arms.controlLabel();
        if (rows.length < names.size() + 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "Arm '" + label + "' has " + rows.length + " rows for " + (names.size() + 1)
                            + " coefficients and an error variance.",
                    "Use fewer covariates, or collect more data.");
        }
        LeastSquares fit = LeastSquares.fit(names, columns, populations.outcomes(arm));
        for (String alias : fit.aliased()) {
            int column = names.indexOf(alias);
            requireKnown(populations, column, columns[column], label);
        }
        return new ArmPlane(rows, fit, names);
    }

    /** A covariate that does not vary in an arm has no slope there, which a target that has other values would need. */
    private static void requireKnown(Populations populations, int column, double[] values, String label) {
        for (double v : values) {
            if (v != values[0]) {
                return;
            }
        }
        double[] all = populations.sample.covariates().columns()[column];
        for (int row : populations.target) {
            if (all[row] != values[0]) {
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        "Covariate '" + populations.sample.covariates().names().get(column) + "' is " + values[0]
                                + " in every row of arm '" + label + "' and not so in the target.",
                        "Leave the covariate out, or restrict the target to units of that value.");
            }
        }
    }

    double at(double[][] columns, int row) {
        double sum = intercept;
        for (int j = 0; j < slopes.length; j++) {
            sum += slopes[j] * columns[j][row];
        }
        return sum;
    }

    /** The multipliers of the coefficients at a point, or of the slopes alone for a difference of points. */
    private double[] direction(double constant, double[] point) {
        double[] direction = new double[columnOfTerm.length];
        direction[0] = constant;
        for (int t = 1; t < direction.length; t++) {
            direction[t] = point[columnOfTerm[t]];
        }
        return direction;
    }

    /** The HC2 variance of the value at a point. */
    double varianceAt(double[] point) {
        return quadratic(fit.covariance(Covariance.HC2), direction(1, point));
    }

    /** The HC2 variance of a combination of the slopes. */
    double variance(double[] multipliers) {
        return quadratic(fit.covariance(Covariance.HC2), direction(0, multipliers));
    }

    /** The HC2 covariance of the slopes times a matrix, summed over its elements. */
    double spread(double[][] matrix) {
        double[][] v = fit.covariance(Covariance.HC2);
        double sum = 0;
        for (int s = 1; s < v.length; s++) {
            for (int t = 1; t < v.length; t++) {
                sum += v[s][t] * matrix[columnOfTerm[s]][columnOfTerm[t]];
            }
        }
        return sum;
    }

    private static double quadratic(double[][] v, double[] d) {
        double sum = 0;
        for (int i = 0; i < d.length; i++) {
            for (int j = 0; j < d.length; j++) {
                sum += d[i] * v[i][j] * d[j];
            }
        }
        return sum;
    }

    /** Adds {@code n} times the outcome weights of a combination of the coefficients, times residuals. */
    void addInfluence(double sign, double constant, double[] point, double[] influence) {
        double[] direction = direction(constant, point);
        double[] residuals = fit.residuals();
        double scale = sign * influence.length;
        for (int t = 0; t < direction.length; t++) {
            if (direction[t] != 0) {
                double[] weights = fit.weights(t);
                for (int i = 0; i < rows.length; i++) {
                    influence[rows[i]] += scale * direction[t] * weights[i] * residuals[i];
                }
            }
        }
    }
}
