package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;

/**
 * A jump at the cutoff, without and with its bias taken out.
 *
 * @param conventional the difference of two local polynomials at the cutoff
 * @param conventionalError its standard error
 * @param corrected the same less its estimated leading bias
 * @param robustError the standard error that counts how uncertain the bias is
 * @param left what the conventional fit is at the cutoff from below
 * @param right the same from above
 * @param leftRows rows within h below
 * @param rightRows rows within h at and above
 */
record RdJump(
        double conventional,
        double conventionalError,
        double corrected,
        double robustError,
        double left,
        double right,
        int leftRows,
        int rightRows) {

    /** One side: both estimates of the limit and their variances. */
    private record Limit(double plain, double plainVariance, double corrected, double robustVariance, int rows) {}

    static RdJump of(
            RdSides sides,
            double[] y,
            String name,
            RdKernel kernel,
            RdVariance variance,
            int order,
            MseBandwidth width) {
        Limit l = limit(sides.left(), sides.left().pick(y), kernel, variance, order, width);
        Limit r = limit(sides.right(), sides.right().pick(y), kernel, variance, order, width);
        double plain = l.plainVariance() + r.plainVariance();
        double robust = l.robustVariance() + r.robustVariance();
        if (!(plain > 0 && robust > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + name + "' does not vary about its curve within " + width.h()
                            + " of the cutoff; its jump has no standard error.",
                    "Check the outcome column.");
        }
        return new RdJump(
                r.plain() - l.plain(),
                Math.sqrt(plain),
                r.corrected() - l.corrected(),
                Math.sqrt(robust),
                l.plain(),
                r.plain(),
                l.rows(),
                r.rows());
    }

    private static Limit limit(
            RdSide side, double[] y, RdKernel kernel, RdVariance variance, int order, MseBandwidth width) {
        LocalPolynomial fit = new LocalPolynomial(side, kernel, width.h(), order);
        LocalPolynomial wide = new LocalPolynomial(side, kernel, width.b(), order + 1);
        int over = Math.max(fit.window(), wide.window());
        double bias = Math.pow(width.h(), order + 1) * fit.leadingBias(0);
        double[] plain = padded(fit.weights(0), over);
        double[] curvature = padded(wide.weights(order + 1), over);
        double[] corrected = new double[over];
        for (int i = 0; i < over; i++) {
            corrected[i] = plain[i] - bias * curvature[i];
        }
        double[] leverage = fit.leverage(over);
        return new Limit(
                LocalPolynomial.dot(plain, y),
                side.variance(plain, fit.residuals(variance, y, over, leverage), over, order + 1),
                LocalPolynomial.dot(corrected, y),
                side.variance(corrected, wide.residuals(variance, y, over, leverage), over, order + 1),
                fit.window());
    }

    private static double[] padded(double[] weights, int size) {
        return weights.length == size ? weights : Arrays.copyOf(weights, size);
    }
}
