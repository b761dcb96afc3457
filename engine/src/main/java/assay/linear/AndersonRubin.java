package assay.linear;

import assay.Arguments;
import assay.EstimationException;
import assay.Interval;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * Confidence sets for the effect of one endogenous column that keep their coverage however weak the instruments are
 * (Anderson and Rubin, Ann. Math. Stat. 20, 1949).
 *
 * <p>A value b is in the set unless the instruments Z, L of them, are jointly significant in the regression of
 * {@code Y - T b} on Z and the exogenous regressors: {@code W(b) / L <= F(1 - alpha; L, df)}, with W the Wald statistic
 * under the covariance asked for and df {@code n - k}, or {@code G - 1} with clusters, k counting the regressors of that
 * regression.
 *
 * <p>W follows from the reduced forms of Y and T and their joint covariance without another look at the data. With one
 * instrument, or the classical covariance, the inequality is quadratic in b and solved in closed form. Otherwise W is a
 * ratio of polynomials of degree 2 L in b; with {@code b = centre + scale tan(angle)} it is a smooth function on a
 * circle, whose crossings are bracketed on a grid of 2048 angles for each instrument, refined by minimising between grid
 * points, and found by bisection. Two crossings within one step of the grid, about 0.002 standard errors near the
 * centre, may be taken for none.
 */
public final class AndersonRubin {

    private static final int GRID = 2048;

    private final double[] y;
    private final double[] t;
    private final double[][] vyy;
    private final double[][] vyt;
    private final double[][] vtt;
    private final double df;
    private final boolean homogeneous;

    private AndersonRubin(LinearFit fit, int outcome, VarianceEstimator v) {
        Roles roles = fit.roles();
        if (roles.endogenous.length != 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "An Anderson-Rubin set is for one endogenous column; the model has " + roles.endogenous.length
                            + ".",
                    "Fit a model with one.");
        }
        LinearFit reduced = fit.with(new Roles(
                new int[] {roles.outcomes[outcome], roles.endogenous[0]},
                Roles.join(roles.exogenous, roles.instruments),
                new int[0],
                new int[0]));
        Refusals.few(reduced, v);
        int[] index = Stages.excluded(fit, reduced);
        int k = reduced.rank();
        int[] both = new int[2 * index.length];
        for (int i = 0; i < index.length; i++) {
            both[i] = index[i];
            both[index.length + i] = k + index[i];
        }
        this.y = Stages.pick(reduced.coefficients(0), index);
        this.t = Stages.pick(reduced.coefficients(1), index);
        double[][] joint = Stages.pick(reduced.jointCovariance(v), both);
        int l = index.length;
        this.vyy = part(joint, 0, 0, l);
        this.vyt = part(joint, 0, l, l);
        this.vtt = part(joint, l, l, l);
        this.df = v.clustered() ? reduced.clusters() - 1.0 : reduced.rows() - k;
        this.homogeneous = l == 1 || v == Covariance.CLASSICAL;
    }

    private static double[][] part(double[][] a, int row, int column, int l) {
        double[][] out = new double[l][l];
        for (int i = 0; i < l; i++) {
            System.arraycopy(a[row + i], column, out[i], 0, l);
        }
        return out;
    }

    /**
     * The confidence set.
     *
     * @param fit an instrumented fit with one endogenous column
     * @param outcome index of the outcome
     * @param v which covariance
     * @param level coverage, in (0, 1)
     * @return the set
     * @throws EstimationException if there is not exactly one endogenous column, or no more clusters than regressors for
     *     a covariance without small-sample adjustment
     */
    public static ConfidenceSet set(LinearFit fit, int outcome, VarianceEstimator v, double level) {
        AndersonRubin test = new AndersonRubin(fit, outcome, v);
        int l = test.y.length;
        double limit = l * Tails.upper(1 - Arguments.probability("level", level), l, test.df);
        return new ConfidenceSet(level, test.homogeneous ? test.quadratic(limit) : test.scan(limit));
    }

    /**
     * The p-value of the effect being a given value.
     *
     * @param fit an instrumented fit with one endogenous column
     * @param outcome index of the outcome
     * @param v which covariance
     * @param effect the value
     * @return in [0, 1]
     * @throws EstimationException as {@link #set}
     */
    public static double pValue(LinearFit fit, int outcome, VarianceEstimator v, double effect) {
        return test(fit, outcome, v, effect).pValue();
    }

    /**
     * The test of the effect being a given value.
     *
     * @param fit an instrumented fit with one endogenous column
     * @param outcome index of the outcome
     * @param v which covariance
     * @param effect the value
     * @return the F test
     * @throws EstimationException as {@link #set}
     */
    public static WaldTest test(LinearFit fit, int outcome, VarianceEstimator v, double effect) {
        AndersonRubin test = new AndersonRubin(fit, outcome, v);
        int l = test.y.length;
        return WaldTest.of(test.wald(1, Arguments.finite("effect", effect)) / l, l, test.df);
    }

    /** The Wald statistic of {@code s y - c t}; homogeneous of degree 0. */
    private double wald(double s, double c) {
        int l = y.length;
        double[] d = new double[l];
        double[][] v = new double[l][l];
        for (int i = 0; i < l; i++) {
            d[i] = s * y[i] - c * t[i];
            for (int j = 0; j < l; j++) {
                v[i][j] = s * s * vyy[i][j] - s * c * (vyt[i][j] + vyt[j][i]) + c * c * vtt[i][j];
            }
        }
        return Matrices.dot(d, PseudoInverse.solve(v, d));
    }

    /** {@code a b^2 - 2 h b + c <= 0}. */
    private List<Interval> quadratic(double limit) {
        // The classical covariances are multiples of one matrix, with the shares vyt[0][0] and so on of each other.
        double syt = vyt[0][0] / vtt[0][0];
        double syy = vyy[0][0] / vtt[0][0];
        double[] qt = PseudoInverse.solve(vtt, t);
        double a = Matrices.dot(t, qt) - limit;
        double h = Matrices.dot(y, qt) - limit * syt;
        double c = Matrices.dot(y, PseudoInverse.solve(vtt, y)) - limit * syy;
        double discriminant = h * h - a * c;
        if (a == 0) {
            if (h == 0) {
                return c <= 0 ? line() : List.of();
            }
            double end = c / (2 * h);
            return List.of(
                    h > 0 ? new Interval(end, Double.POSITIVE_INFINITY) : new Interval(Double.NEGATIVE_INFINITY, end));
        }
        if (discriminant < 0) {
            return a > 0 ? List.of() : line();
        }
        // The root away from cancellation first, the other from the product of the roots.
        double sum = h + Math.copySign(Math.sqrt(discriminant), h);
        double one = sum / a;
        double other = sum == 0 ? one : c / sum;
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        if (a > 0) {
            return List.of(new Interval(low, high));
        }
        return low < high
                ? List.of(new Interval(Double.NEGATIVE_INFINITY, low), new Interval(high, Double.POSITIVE_INFINITY))
                : line();
    }

    private static List<Interval> line() {
        return List.of(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private List<Interval> scan(double limit) {
        // Centre and scale of an estimate that weighs the instruments by the variances of their first stages.
        double[] qt = PseudoInverse.solve(vtt, t);
        double centre = Matrices.dot(qt, y) / Matrices.dot(qt, t);
        double scale =
                Math.sqrt(Math.max(Matrices.quadratic(qt, vyy, qt), Double.MIN_NORMAL)) / Math.abs(Matrices.dot(qt, t));
        Circle circle = new Circle(centre, scale, limit);
        List<Double> crossings = circle.crossings(GRID * y.length);
        crossings.sort(Double::compare);
        List<Interval> out = new ArrayList<>();
        double from = Double.NEGATIVE_INFINITY;
        boolean in = circle.above(-FastMath.PI / 2) <= 0;
        for (double crossing : crossings) {
            double b = centre + scale * FastMath.tan(crossing);
            if (in) {
                out.add(new Interval(from, b));
            }
            from = b;
            in = !in;
        }
        if (in) {
            out.add(new Interval(from, Double.POSITIVE_INFINITY));
        }
        return out;
    }

    /** The statistic less its limit by angle. */
    private final class Circle {

        private final double centre;
        private final double scale;
        private final double limit;

        Circle(double centre, double scale, double limit) {
            this.centre = centre;
            this.scale = scale;
            this.limit = limit;
        }

        double above(double angle) {
            double cos = FastMath.cos(angle);
            return wald(cos, centre * cos + scale * FastMath.sin(angle)) - limit;
        }

        List<Double> crossings(int steps) {
            double[] angle = new double[steps + 1];
            double[] f = new double[steps + 1];
            for (int i = 0; i <= steps; i++) {
                angle[i] = -FastMath.PI / 2 + FastMath.PI * i / steps;
                f[i] = above(angle[i]);
            }
            List<Double> out = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                boolean in = f[i] <= 0;
                if (in != f[i + 1] <= 0) {
                    out.add(bisect(angle[i], angle[i + 1], in));
                } else if (i > 0 && in == f[i - 1] <= 0) {
                    turn(angle[i - 1], angle[i + 1], in, f[i - 1], f[i], f[i + 1], out);
                }
            }
            return out;
        }

        /** A turning point between grid points may reach across and back. */
        private void turn(double a, double b, boolean in, double before, double at, double after, List<Double> out) {
            int sign = in ? -1 : 1;
            if (sign * at <= sign * before && sign * at <= sign * after) {
                double extreme = extreme(a, b, sign);
                if (above(extreme) <= 0 != in) {
                    out.add(bisect(a, extreme, in));
                    out.add(bisect(extreme, b, !in));
                }
            }
        }

        private double bisect(double a, double b, boolean inAtA) {
            double low = a;
            double high = b;
            while (true) {
                double middle = (low + high) / 2;
                if (!(middle > low && middle < high)) {
                    return middle;
                }
                if (above(middle) <= 0 == inAtA) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
        }

        /** Golden section for the least of {@code sign * f}. */
        private double extreme(double a, double b, int sign) {
            double ratio = (Math.sqrt(5) - 1) / 2;
            double low = a;
            double high = b;
            for (int i = 0; i < 60; i++) {
                double left = high - ratio * (high - low);
                double right = low + ratio * (high - low);
                if (sign * above(left) < sign * above(right)) {
                    high = right;
                } else {
                    low = left;
                }
            }
            return (low + high) / 2;
        }
    }
}
