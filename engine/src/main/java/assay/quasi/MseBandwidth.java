package assay.quasi;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;

/**
 * The bandwidths that make the mean squared error of the jump least: h of the estimate, and b of its bias, one of each for both
 * sides, with a penalty for bias that is estimated badly (Calonico, Cattaneo and Titiunik 2014, section 2.6; Calonico,
 * Cattaneo and Farrell 2020). Three steps: a pilot bandwidth by Silverman's rule, which serves variances; d for the curvature
 * of the bias; b; h.
 *
 * @param h bandwidth of the estimate
 * @param b bandwidth of its bias
 */
record MseBandwidth(double h, double b) {

    /** A share of repeated values from which on there are mass points. */
    static final double MASS = 0.1;
    /** Different values on each side within a bandwidth where there are mass points. */
    static final int VALUES = 10;

    private static final double ROUNDING = 1e-8;
    private static final double IQR = 1.349;

    /** What a step needs to know of a side: variance, bias and how badly the bias is known. */
    private record Constants(double variance, double bias, double penalty) {}

    /** A regression on one side: order of the fit, derivative that is wanted, order of the pilot of its bias. */
    private record Step(int order, int derivative, int pilot) {
        double rate() {
            return 1.0 / (2 * order + 3);
        }
    }

    static boolean massPoints(RdSide side) {
        return 1 - side.distinct() / (double) side.size() >= MASS;
    }

    static MseBandwidth of(RdSides sides, double[] y, String name, RdKernel kernel, RdVariance variance, int order) {
        RdSide left = sides.left();
        RdSide right = sides.right();
        double most = Math.max(left.reach(), right.reach());
        double least = 0;
        if (massPoints(left) || massPoints(right)) {
            least = Math.max(left.distanceOfValue(VALUES), right.distanceOfValue(VALUES)) + ROUNDING;
        }
        double pilot = Math.max(Math.min(pilot(sides, kernel), most), least);
        double[] yLeft = left.pick(y);
        double[] yRight = right.pick(y);
        int q = order + 1;
        Step[] steps = {new Step(q + 1, q + 1, q + 2), new Step(q, order + 1, q + 1), new Step(order, 0, q)};
        double wide = Double.NaN;
        double[] found = new double[3];
        for (int s = 0; s < 3; s++) {
            Constants l =
                    constants(left, yLeft, kernel, variance, steps[s], pilot, s == 0 ? left.reach() : wide, s > 0);
            Constants r =
                    constants(right, yRight, kernel, variance, steps[s], pilot, s == 0 ? right.reach() : wide, s > 0);
            double bias = r.bias() - l.bias();
            double ratio = (l.variance() + r.variance()) / (bias * bias + l.penalty() + r.penalty());
            if (Double.isNaN(ratio)) {
                throw new EstimationException(
                        Problem.CONSTANT_OUTCOME,
                        "Outcome '" + name + "' does not vary near the cutoff; no bandwidth is best for it.",
                        "Check the column, or give --bandwidth.");
            }
            wide = Math.max(Math.min(Math.pow(ratio, steps[s].rate()), most), least);
            found[s] = wide;
        }
        return new MseBandwidth(found[2], found[1]);
    }

    /** Silverman's rule. */
    static double pilot(RdSides sides, RdKernel kernel) {
        int values = sides.left().distinct() + sides.right().distinct();
        return kernel.rule() * spread(sides.running()) * Math.pow(values, -0.2);
    }

    private static Constants constants(
            RdSide side,
            double[] y,
            RdKernel kernel,
            RdVariance variance,
            Step step,
            double pilot,
            double wide,
            boolean penalised) {
        int nu = step.derivative();
        LocalPolynomial fit = new LocalPolynomial(side, kernel, pilot, step.order());
        LocalPolynomial bias = new LocalPolynomial(side, kernel, wide, step.pilot());
        double constant = Math.pow(pilot, nu) * fit.leadingBias(nu);
        double next = LocalPolynomial.dot(bias.weights(step.order() + 1), y);
        double factor = 2.0 * (step.order() + 1 - nu);
        return new Constants(
                (2 * nu + 1) * Math.pow(pilot, 2 * nu + 1) * fit.variance(nu, variance, y),
                Math.sqrt(factor) * constant * next,
                penalised ? factor * 3 * constant * constant * bias.variance(step.order() + 1, variance, y) : 0);
    }

    /** The standard deviation, or the interquartile range of a normal distribution where that is less. */
    private static double spread(double[] x) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElse(0);
        double squares = 0;
        for (double v : sorted) {
            squares += (v - mean) * (v - mean);
        }
        double sd = Math.sqrt(squares / (sorted.length - 1));
        double range = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / IQR;
        return range > 0 ? Math.min(sd, range) : sd;
    }

    /** With averages at jumps, the second kind of Hyndman and Fan. */
    private static double quantile(double[] sorted, double p) {
        double at = p * sorted.length;
        int k = (int) Math.floor(at + 4 * Math.ulp(at));
        if (Math.abs(at - k) <= 4 * Math.ulp(at) && k >= 1 && k < sorted.length) {
            return (sorted[k - 1] + sorted[k]) / 2;
        }
        return sorted[Math.min(k, sorted.length - 1)];
    }
}
