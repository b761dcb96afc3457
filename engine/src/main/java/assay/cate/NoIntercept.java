package assay.cate;

import assay.EstimationException;
import assay.Problem;

/**
 * Weighted least squares without intercept of the centred outcome on the centred treatment and on the centred treatment times the
 * centred prediction, with CR3 scores: {@code (I - G_c B)^-1 s_c} of cluster c, which for single rows is HC3.
 */
final class NoIntercept {

    private static final double SINGULAR = 1e-14;

    private final Units units;
    private final double[][] x;
    private final double[] residual;
    /** Inverse cross-products, symmetric. */
    private final double b00;

    private final double b01;
    private final double b11;
    private final double[] coefficients = new double[2];
    private final double[] variances = new double[2];

    NoIntercept(OrthogonalScores scores, Units units, double[] effects, double mean) {
        int n = scores.size();
        this.units = units;
        this.x = new double[2][n];
        this.residual = new double[n];
        double s00 = 0;
        double s01 = 0;
        double s11 = 0;
        double t0 = 0;
        double t1 = 0;
        for (int i = 0; i < n; i++) {
            double w = units.weight(i);
            double y = scores.outcome()[i] - scores.marginal(i);
            double d = scores.arm()[i] - scores.propensity()[i];
            double z = d * (effects[i] - mean);
            x[0][i] = d;
            x[1][i] = z;
            residual[i] = y;
            s00 += w * d * d;
            s01 += w * d * z;
            s11 += w * z * z;
            t0 += w * d * y;
            t1 += w * z * y;
        }
        double determinant = s00 * s11 - s01 * s01;
        if (!(determinant > SINGULAR * s00 * s11)) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The predicted effects do not vary where treatment does, so that nothing tells how well they are calibrated.",
                    "Collect more data, or let the learner see more covariates.");
        }
        b00 = s11 / determinant;
        b01 = -s01 / determinant;
        b11 = s00 / determinant;
        coefficients[0] = b00 * t0 + b01 * t1;
        coefficients[1] = b01 * t0 + b11 * t1;
        for (int i = 0; i < n; i++) {
            residual[i] -= coefficients[0] * x[0][i] + coefficients[1] * x[1][i];
        }
        spread();
    }

    private void spread() {
        int m = units.numbers();
        double[] s0 = new double[m];
        double[] s1 = new double[m];
        double[] g00 = new double[m];
        double[] g01 = new double[m];
        double[] g11 = new double[m];
        for (int i = 0; i < residual.length; i++) {
            int c = units.cluster(i);
            double w = units.weight(i);
            s0[c] += w * x[0][i] * residual[i];
            s1[c] += w * x[1][i] * residual[i];
            g00[c] += w * x[0][i] * x[0][i];
            g01[c] += w * x[0][i] * x[1][i];
            g11[c] += w * x[1][i] * x[1][i];
        }
        for (int c = 0; c < m; c++) {
            double a00 = 1 - (g00[c] * b00 + g01[c] * b01);
            double a01 = -(g00[c] * b01 + g01[c] * b11);
            double a10 = -(g01[c] * b00 + g11[c] * b01);
            double a11 = 1 - (g01[c] * b01 + g11[c] * b11);
            double determinant = a00 * a11 - a01 * a10;
            if (!(determinant > SINGULAR)) {
                throw new EstimationException(
                        units.clustered() ? Problem.TOO_FEW_CLUSTERS : Problem.TOO_FEW_ROWS,
                        "One " + (units.clustered() ? "cluster" : "row")
                                + " alone determines the calibration, so that nothing tells how sure it is.",
                        "Collect more data.");
            }
            double u0 = (a11 * s0[c] - a01 * s1[c]) / determinant;
            double u1 = (a00 * s1[c] - a10 * s0[c]) / determinant;
            double v0 = b00 * u0 + b01 * u1;
            double v1 = b01 * u0 + b11 * u1;
            variances[0] += v0 * v0;
            variances[1] += v1 * v1;
        }
    }

    double coefficient(int term) {
        return coefficients[term];
    }

    double stdError(int term) {
        return Math.sqrt(Units.positive(variances[term], term == 0 ? "mean" : "differential"));
    }

    /** Influence values of the differential coefficient (term 0) or of that of the mean prediction (term 1). */
    double[] influence(int term, double mean) {
        double[] out = new double[residual.length];
        double a = term == 0 ? b01 : b00 / mean;
        double b = term == 0 ? b11 : b01 / mean;
        for (int i = 0; i < out.length; i++) {
            out[i] = out.length * units.weight(i) * (a * x[0][i] + b * x[1][i]) * residual[i];
        }
        return out;
    }
}
