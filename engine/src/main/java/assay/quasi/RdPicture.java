package assay.quasi;

import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to see of a regression discontinuity: means of the outcome in bins of the running variable, which do not
 * straddle the cutoff, and the curves that are led to it.
 *
 * @param bins means, from left to right
 * @param below the curve from below within the bandwidth, from left to right
 * @param above the curve from above
 */
public record RdPicture(List<Bin> bins, List<Point> below, List<Point> above) {

    private static final int STEPS = 20;

    public RdPicture {
        bins = List.copyOf(bins);
        below = List.copyOf(below);
        above = List.copyOf(above);
    }

    /**
     * A bin.
     *
     * @param middle the mean of the running variable in it
     * @param mean the mean outcome
     * @param rows how many rows
     */
    public record Bin(double middle, double mean, int rows) {}

    /**
     * A point of a curve.
     *
     * @param x running variable
     * @param y fitted outcome
     */
    public record Point(double x, double y) {}

    /**
     * The picture of an estimate.
     *
     * @param sample as for the estimate
     * @param estimator the estimator
     * @param binsPerSide bins of equal width on each side, at least 1
     * @return the picture
     */
    public static RdPicture of(Sample sample, RegressionDiscontinuity estimator, int binsPerSide) {
        sample.require(estimator.needs());
        RdSides sides = RdSides.of(sample.with(Role.CLUSTER), estimator.cutoff());
        double[] y = sample.outcome();
        MseBandwidth width =
                estimator.width(sides, y, sample.column(Role.OUTCOME).name());
        List<Bin> bins = new ArrayList<>();
        for (RdSide side : new RdSide[] {sides.left(), sides.right()}) {
            List<Bin> own = bins(side, y, estimator.cutoff(), binsPerSide);
            for (int b = 0; b < own.size(); b++) {
                bins.add(own.get(side.sign() > 0 ? b : own.size() - 1 - b));
            }
        }
        return new RdPicture(
                bins, curve(sides.left(), y, estimator, width.h()), curve(sides.right(), y, estimator, width.h()));
    }

    private static List<Bin> bins(RdSide side, double[] y, double cutoff, int count) {
        double wide = side.reach() / count;
        double[] sums = new double[count];
        double[] at = new double[count];
        int[] rows = new int[count];
        for (int i = 0; i < side.size(); i++) {
            int b = Math.min(count - 1, (int) (side.distance(i) / wide));
            sums[b] += y[side.row(i)];
            at[b] += side.distance(i);
            rows[b]++;
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            if (rows[b] > 0) {
                bins.add(new Bin(cutoff + side.sign() * at[b] / rows[b], sums[b] / rows[b], rows[b]));
            }
        }
        return bins;
    }

    private static List<Point> curve(RdSide side, double[] y, RegressionDiscontinuity estimator, double h) {
        LocalPolynomial fit = new LocalPolynomial(side, estimator.kernel(), h, estimator.order());
        double[] own = side.pick(y);
        double[] beta = new double[estimator.order() + 1];
        for (int j = 0; j < beta.length; j++) {
            beta[j] = LocalPolynomial.dot(fit.weights(j), own);
        }
        double far = Math.min(h, side.reach());
        List<Point> points = new ArrayList<>();
        for (int s = 0; s <= STEPS; s++) {
            double from = side.sign() > 0 ? s : STEPS - s;
            double x = side.sign() * far * from / STEPS;
            double value = 0;
            for (int j = beta.length - 1; j >= 0; j--) {
                value = value * x + beta[j];
            }
            points.add(new Point(estimator.cutoff() + x, value));
        }
        return points;
    }
}
