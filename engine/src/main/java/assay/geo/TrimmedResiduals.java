package assay.geo;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.StudentDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The studentised trimmed mean of residuals {@code Y_p - theta X_p} as a function of theta, piece by piece exactly: within a stretch
 * of one order the trimmed mean is linear and the winsorised sum of squares a parabola. With h = P - 2 m residuals left, {@code t =
 * mean / sqrt(SS / (h (h - 1)))}, Student's t of {@code h - 1} degrees of freedom.
 *
 * <p>The interval is from the least to the largest theta whose t is within the quantiles.
 */
final class TrimmedResiduals implements Inference {

    private final ResidualOrders orders;
    private final int trimmed;
    private final double degreesOfFreedom;
    /** Trimmed mean a - theta b, and winsorised sum of squares c - 2 theta d + theta^2 e, by stretch. */
    private final double[][] pieces;

    private final double estimate;

    TrimmedResiduals(ResidualOrders orders, int trimmed) {
        this.orders = orders;
        this.trimmed = trimmed;
        this.degreesOfFreedom = orders.pairs() - 2.0 * trimmed - 1;
        this.pieces = new double[orders.segments()][];
        for (int s = 0; s < pieces.length; s++) {
            pieces[s] = piece(orders.order(s));
        }
        this.estimate = root();
    }

    private double[] piece(int[] order) {
        int n = order.length;
        int left = n - 2 * trimmed;
        double meanY = 0;
        double meanX = 0;
        for (int k = trimmed; k < n - trimmed; k++) {
            meanY += orders.response(order[k]) / left;
            meanX += orders.spend(order[k]) / left;
        }
        double wideY = 0;
        double wideX = 0;
        for (int k = 0; k < n; k++) {
            wideY += orders.response(order[winsorised(k, n)]) / n;
            wideX += orders.spend(order[winsorised(k, n)]) / n;
        }
        double c = 0;
        double d = 0;
        double e = 0;
        for (int k = 0; k < n; k++) {
            double y = orders.response(order[winsorised(k, n)]) - wideY;
            double x = orders.spend(order[winsorised(k, n)]) - wideX;
            c += y * y;
            d += x * y;
            e += x * x;
        }
        return new double[] {meanY, meanX, c, d, e};
    }

    private int winsorised(int rank, int n) {
        return Math.min(Math.max(rank, trimmed), n - trimmed - 1);
    }

    /** The value at which the trimmed mean is 0 and residuals are most symmetric. */
    private double root() {
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        double nearest = Double.NaN;
        double smallest = Double.POSITIVE_INFINITY;
        for (int s = 0; s < pieces.length; s++) {
            double a = pieces[s][0];
            double b = pieces[s][1];
            double from = orders.from(s);
            double to = orders.to(s);
            double root = b == 0 ? Double.NaN : a / b;
            if (root >= from && root <= to) {
                double skew = asymmetry(s, root);
                if (skew < least) {
                    least = skew;
                    best = root;
                }
            }
            // Rounding may put a root a hair outside both of its stretches.
            for (double end : new double[] {from, to}) {
                double mean = Math.abs(a - end * b);
                if (Double.isFinite(end) && mean < smallest) {
                    smallest = mean;
                    nearest = end;
                }
            }
        }
        return Double.isNaN(best) ? Double.isNaN(nearest) ? 0 : nearest : best;
    }

    private double asymmetry(int segment, double theta) {
        int[] order = orders.order(segment);
        double sum = 0;
        for (int k = trimmed; k < order.length - trimmed; k++) {
            int mirror = order[order.length - 1 - k];
            sum += Math.abs(residual(order[k], theta) + residual(mirror, theta));
        }
        return sum;
    }

    private double residual(int pair, double theta) {
        return orders.response(pair) - theta * orders.spend(pair);
    }

    double estimate() {
        return estimate;
    }

    /** The standard error of section 8 of the paper; infinite where the pairs that are left spend nothing more. */
    double stdError() {
        int segment = 0;
        while (segment < pieces.length - 1 && estimate > orders.to(segment)) {
            segment++;
        }
        int[] order = orders.order(segment);
        double squares = 0;
        double spend = 0;
        for (int k = 0; k < order.length; k++) {
            double e = residual(order[winsorised(k, order.length)], estimate);
            squares += e * e;
            spend += k >= trimmed && k < order.length - trimmed ? orders.spend(order[k]) : 0;
        }
        return spend == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(squares) / Math.abs(spend);
    }

    int trimmed() {
        return trimmed;
    }

    @Override
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    @Override
    public double statistic(double nullValue) {
        for (int s = 0; s < pieces.length; s++) {
            if (nullValue <= orders.to(s)) {
                return t(s, nullValue);
            }
        }
        return t(pieces.length - 1, nullValue);
    }

    private double t(int segment, double theta) {
        double[] p = pieces[segment];
        double mean = p[0] - theta * p[1];
        double squares = Math.max(0, p[2] - 2 * theta * p[3] + theta * theta * p[4]);
        double left = degreesOfFreedom + 1;
        return mean == 0 ? 0 : mean / Math.sqrt(squares / (left * (left - 1)));
    }

    /** The limit of |t| as theta runs off to one side. */
    private double limit(int segment) {
        double[] p = pieces[segment];
        double left = degreesOfFreedom + 1;
        return p[1] == 0 ? 0 : Math.abs(p[1]) / Math.sqrt(p[4] / (left * (left - 1)));
    }

    @Override
    public Interval interval(double level) {
        return within(-StudentDistribution.quantile((1 - Arguments.probability("level", level)) / 2, degreesOfFreedom));
    }

    /** From the least to the largest value at which the size of t is at most q. */
    Interval within(double q) {
        double lower = Double.POSITIVE_INFINITY;
        double upper = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < pieces.length; s++) {
            double[] ends = within(s, q);
            if (ends.length > 0) {
                lower = Math.min(lower, ends[0]);
                upper = Math.max(upper, ends[1]);
            }
        }
        return lower <= upper
                ? new Interval(Math.min(lower, estimate), Math.max(upper, estimate))
                : new Interval(estimate, estimate);
    }

    /** The least and the largest theta of a stretch whose |t| is at most q; none where there is no such. */
    private double[] within(int segment, double q) {
        double[] p = pieces[segment];
        double left = degreesOfFreedom + 1;
        double k = q * q / (left * (left - 1));
        // |t| <= q is A theta^2 - 2 B theta + C <= 0.
        double a = p[1] * p[1] - k * p[4];
        double b = p[0] * p[1] - k * p[3];
        double c = p[0] * p[0] - k * p[2];
        double from = orders.from(segment);
        double to = orders.to(segment);
        double discriminant = b * b - a * c;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double[] candidates = {from, to, Double.NaN, Double.NaN};
        if (discriminant >= 0) {
            double far = b + Math.copySign(Math.sqrt(discriminant), b);
            candidates[2] = a == 0 ? Double.NaN : far / a;
            candidates[3] = far == 0 ? 0 : c / far;
        }
        for (int i = 0; i < candidates.length; i++) {
            double theta = candidates[i];
            boolean root = i >= 2;
            boolean inside = Double.isInfinite(theta)
                    ? !root && limit(segment) <= q
                    : theta >= from && theta <= to && (root || Math.abs(t(segment, theta)) <= q);
            if (inside) {
                low = Math.min(low, theta);
                high = Math.max(high, theta);
            }
        }
        return low <= high ? new double[] {low, high} : new double[0];
    }

    @Override
    public double pValue(double nullValue) {
        Arguments.finite("null value", nullValue);
        boolean above = nullValue >= estimate;
        double least = nullValue == estimate ? 0 : Math.abs(statistic(nullValue));
        // The interval reaches as far as any value beyond that is not rejected.
        for (int s = 0; s < pieces.length; s++) {
            double from = orders.from(s);
            double to = orders.to(s);
            if (above ? to < nullValue : from > nullValue) {
                continue;
            }
            double near = above ? Math.max(from, nullValue) : from;
            double far = above ? to : Math.min(to, nullValue);
            for (double end : new double[] {near, far}) {
                least = Math.min(least, Double.isInfinite(end) ? limit(s) : Math.abs(t(s, end)));
            }
            double root = pieces[s][1] == 0 ? Double.NaN : pieces[s][0] / pieces[s][1];
            if (root > near && root < far) {
                least = 0;
            }
        }
        return StudentDistribution.twoSided(least, degreesOfFreedom);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrimmedResiduals that && trimmed == that.trimmed && orders.equals(that.orders);
    }

    @Override
    public int hashCode() {
        return 31 * orders.hashCode() + trimmed;
    }
}
