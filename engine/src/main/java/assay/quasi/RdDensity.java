package assay.quasi;

/**
 * The density of a running variable on both sides of a cutoff: the slopes there of local polynomials through the distribution
 * function, and an influence value for each row.
 */
final class RdDensity {

    private final RdSides sides;
    private final RdKernel kernel;

    RdDensity(RdSides sides, RdKernel kernel) {
        this.sides = sides;
        this.kernel = kernel;
    }

    /**
     * A jump of the density.
     *
     * @param below density at the cutoff from below
     * @param above density from above
     * @param error standard error of their difference
     * @param belowRows rows within the bandwidth below
     * @param aboveRows rows within it above
     */
    record Jump(double below, double above, double error, int belowRows, int aboveRows) {

        double difference() {
            return above - below;
        }

        double statistic() {
            return difference() / error;
        }
    }

    Jump jump(double hBelow, double hAbove, int order) {
        double[] influence = new double[sides.size()];
        LocalPolynomial below = new LocalPolynomial(sides.left(), kernel, hBelow, order);
        LocalPolynomial above = new LocalPolynomial(sides.right(), kernel, hAbove, order);
        double left = density(sides.left(), below, 1, 1, -1, influence);
        double right = density(sides.right(), above, 1, 1, 1, influence);
        return new Jump(left, right, error(influence), below.window(), above.window());
    }

    private static double error(double[] influence) {
        double sum = 0;
        for (double v : influence) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }

    /** A derivative of the distribution of distances; adds so many times its influence to that of rows. */
    private double density(
            RdSide side, LocalPolynomial fit, int derivative, double factor, double sign, double[] influence) {
        int n = sides.size();
        int window = fit.window();
        double[] share = new double[window];
        for (int i = 0; i < window; ) {
            int end = i;
            while (end < window && side.distance(end) == side.distance(i)) {
                end++;
            }
            for (; i < end; i++) {
                share[i] = end / (double) n;
            }
        }
        double orient = derivative % 2 == 0 ? 1 : side.sign();
        double[] weights = fit.weights(derivative);
        double[] fitted = fit.fitted(share, window);
        double value = orient * LocalPolynomial.dot(weights, share);
        double beyond = 0;
        // A row moves the distribution at all rows as far away as itself or farther, and the fit by its own residual.
        for (int end = window; end > 0; ) {
            int start = end - 1;
            while (start > 0 && side.distance(start - 1) == side.distance(start)) {
                start--;
            }
            for (int i = start; i < end; i++) {
                beyond += weights[i];
            }
            for (int i = start; i < end; i++) {
                influence[side.row(i)] += sign * factor * orient * (beyond / n + weights[i] * (share[i] - fitted[i]));
            }
            end = start;
        }
        for (int i = 0; i < n; i++) {
            influence[i] -= sign * factor * value / n;
        }
        return value;
    }

    /**
     * The bandwidth of least mean squared error of the difference, with a penalty for bias that is estimated badly, from a pilot
     * by Silverman's rule.
     */
    double bandwidth(int order, int values) {
        RdSide left = sides.left();
        RdSide right = sides.right();
        double most = Math.max(left.reach(), right.reach());
        double least = Math.max(left.distanceOfValue(values), right.distanceOfValue(values)) * (1 + 1e-9);
        double pilot = MseBandwidth.pilot(sides, kernel);
        pilot = Math.max(Math.min(pilot, most), least);
        double wide = Math.min(2 * pilot, most);
        double[] spread = new double[sides.size()];
        double[] curved = new double[sides.size()];
        double bias = 0;
        for (RdSide side : new RdSide[] {left, right}) {
            LocalPolynomial fit = new LocalPolynomial(side, kernel, pilot, order);
            LocalPolynomial next = new LocalPolynomial(side, kernel, wide, order + 1);
            density(side, fit, 1, 1, side.sign(), spread);
            double constant = Math.abs(fit.leadingBias(1)) * Math.pow(pilot, order + 1);
            bias += side.sign() * constant * density(side, next, order + 1, constant, side.sign(), curved);
        }
        double variance = Math.pow(error(spread), 2);
        double penalty = 3 * Math.pow(error(curved), 2);
        double ratio = variance / (2 * order * (bias * bias + penalty));
        return Math.max(Math.min(pilot * Math.pow(ratio, 1.0 / (2 * order + 1)), most), least);
    }
}
