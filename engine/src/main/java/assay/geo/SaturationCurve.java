package assay.geo;

import assay.Arguments;
import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * A saturation curve of outcome on spend, {@code y_t = a + b (1 - exp(-x_t / k)) + e_t}, calibrated by tests: a lift test that
 * changed spend from x to {@code x + d} adds {@code N(response; b (exp(-x / k) - exp(-(x + d) / k)), se^2)} to the likelihood, as
 * lift tests enter marketing mix models (pymc-marketing.io, lift test calibration). The variance of e is that of the curve
 * without tests. For each k on a logarithmic scale a and b are weighted least squares; k minimises the sum of squares. Standard errors are of the
 * inverse information in a, b and log k, and of the delta method for returns.
 *
 * <p>Spend that follows demand makes the curve of the series wrong, and no smaller standard error tells; the tests do, see
 * {@link #disagreement}.
 *
 * @param base outcome a without spend
 * @param ceiling largest outcome b that spend can bring
 * @param scale spend k at which 63 % of it are reached
 * @param averageReturn outcome brought by a unit of spend on average, at the mean spend
 * @param averageError its standard error
 * @param marginalReturn outcome that the next unit brings, at the mean spend
 * @param marginalError its standard error
 * @param meanSpend of the series
 * @param disagreement squared distance of the tests from the curve in units of their errors; chi-squared of as many degrees of
 *     freedom as there are tests, about, where the curve is that of the series alone
 * @param bounded whether k lies inside the range that is searched: spend shows where the curve bends
 */
public record SaturationCurve(
        double base,
        double ceiling,
        double scale,
        double averageReturn,
        double averageError,
        double marginalReturn,
        double marginalError,
        double meanSpend,
        double disagreement,
        Bend bounded) {

    /** Whether the data say where the curve bends. */
    public enum Bend {
        /** Inside the range of spend and around it. */
        FOUND,
        /** The best curve is the straightest or the most bent that is searched. */
        AT_THE_EDGE
    }

    private static final int GRID = 400;
    private static final double REACH = 20;
    private static final int FEWEST = 6;
    private static final int PARAMETERS = 3;

    /**
     * Calibrates a curve.
     *
     * @param spend by period, at least 0
     * @param outcome by period
     * @param tests lift tests, none for the curve of the series alone
     * @return the curve
     * @throws EstimationException if there are fewer than six periods or spend never changes
     */
    public static SaturationCurve of(double[] spend, double[] outcome, List<LiftTest> tests) {
        if (spend.length < FEWEST) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "There are " + spend.length + " periods; a curve of three parameters needs " + FEWEST + ".",
                    "Add periods.");
        }
        double most = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < spend.length; t++) {
            if (!(Arguments.finite("spend", spend[t]) >= 0)) {
                throw new IllegalArgumentException("spend is at least 0, not " + spend[t]);
            }
            Arguments.finite("outcome", outcome[t]);
            most = Math.max(most, spend[t]);
            least = Math.min(least, spend[t]);
        }
        if (!(most > least)) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Spend is " + most + " in every period; a curve is learned from changes.",
                    "Add periods of other spend.");
        }
        double own = best(spend, outcome, List.of(), 1, most)[PARAMETERS];
        double variance = own / (spend.length - PARAMETERS);
        if (!(variance > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "The outcome follows spend without any error, so that tests cannot be weighed against it.",
                    "Check whether the outcome was computed from spend.");
        }
        return curve(spend, best(spend, outcome, tests, variance, most), tests, variance, most);
    }

    /** Base, ceiling, scale and the weighted sum of squares of the best scale of the grid. */
    private static double[] best(double[] spend, double[] outcome, List<LiftTest> tests, double variance, double most) {
        double[] best = new double[0];
        for (int g = 0; g <= GRID; g++) {
            double scale = most * FastMath.pow(REACH, 2.0 * g / GRID - 1);
            double[] next = at(scale, spend, outcome, tests, variance);
            best = best.length == 0 || next[PARAMETERS] < best[PARAMETERS] ? next : best;
        }
        double low = best[2] * FastMath.pow(REACH, -2.0 / GRID);
        double high = best[2] * FastMath.pow(REACH, 2.0 / GRID);
        for (int k = 0; k < GRID / 8; k++) {
            double[] left = at(low + (high - low) / 3, spend, outcome, tests, variance);
            double[] right = at(high - (high - low) / 3, spend, outcome, tests, variance);
            if (left[PARAMETERS] < right[PARAMETERS]) {
                high = right[2];
                best = left;
            } else {
                low = left[2];
                best = right;
            }
        }
        return best;
    }

    /** Weighted least squares of base and ceiling at a scale. */
    private static double[] at(double scale, double[] spend, double[] outcome, List<LiftTest> tests, double variance) {
        double n = spend.length / variance;
        double s = 0;
        double ss = 0;
        double y = 0;
        double sy = 0;
        for (int t = 0; t < spend.length; t++) {
            double x = reached(spend[t], scale);
            s += x / variance;
            ss += x * x / variance;
            y += outcome[t] / variance;
            sy += x * outcome[t] / variance;
        }
        for (LiftTest test : tests) {
            double x = reached(test.spend() + test.change(), scale) - reached(test.spend(), scale);
            double weight = 1 / (test.stdError() * test.stdError());
            ss += weight * x * x;
            sy += weight * x * test.response();
        }
        double ceiling = (n * sy - s * y) / (n * ss - s * s);
        double base = (y - ceiling * s) / n;
        double squares = 0;
        for (int t = 0; t < spend.length; t++) {
            double e = outcome[t] - base - ceiling * reached(spend[t], scale);
            squares += e * e / variance;
        }
        return new double[] {base, ceiling, scale, squares + distance(tests, ceiling, scale)};
    }

    private static double distance(List<LiftTest> tests, double ceiling, double scale) {
        double sum = 0;
        for (LiftTest test : tests) {
            double expected = ceiling * (reached(test.spend() + test.change(), scale) - reached(test.spend(), scale));
            double e = (test.response() - expected) / test.stdError();
            sum += e * e;
        }
        return sum;
    }

    private static double reached(double spend, double scale) {
        return -FastMath.expm1(-spend / scale);
    }

    /** Derivative of what is reached by log scale. */
    private static double slope(double spend, double scale) {
        return -spend / scale * FastMath.exp(-spend / scale);
    }

    private static SaturationCurve curve(
            double[] spend, double[] best, List<LiftTest> tests, double variance, double most) {
        double ceiling = best[1];
        double scale = best[2];
        double[][] information = new double[PARAMETERS][PARAMETERS];
        double mean = 0;
        for (double x : spend) {
            mean += x / spend.length;
            add(information, new double[] {1, reached(x, scale), ceiling * slope(x, scale)}, 1 / variance);
        }
        for (LiftTest test : tests) {
            double to = test.spend() + test.change();
            double[] row = {
                0,
                reached(to, scale) - reached(test.spend(), scale),
                ceiling * (slope(to, scale) - slope(test.spend(), scale))
            };
            add(information, row, 1 / (test.stdError() * test.stdError()));
        }
        double reach = reached(mean, scale);
        double left = FastMath.exp(-mean / scale);
        double[] average = {0, reach / mean, ceiling * slope(mean, scale) / mean};
        double[] marginal = {0, left / scale, ceiling * left / scale * (mean / scale - 1)};
        return new SaturationCurve(
                best[0],
                ceiling,
                scale,
                ceiling * reach / mean,
                error(information, average),
                ceiling * left / scale,
                error(information, marginal),
                mean,
                distance(tests, ceiling, scale),
                scale > most / REACH * 1.02 && scale < most * REACH / 1.02 ? Bend.FOUND : Bend.AT_THE_EDGE);
    }

    private static void add(double[][] information, double[] row, double weight) {
        for (int i = 0; i < PARAMETERS; i++) {
            for (int j = 0; j < PARAMETERS; j++) {
                information[i][j] += weight * row[i] * row[j];
            }
        }
    }

    /** Root of {@code g' M^-1 g}; an unknown that the data do not show counts as known. */
    private static double error(double[][] information, double[] gradient) {
        double[] x = gradient.clone();
        double[][] copy = Arrays.stream(information).map(double[]::clone).toArray(double[][]::new);
        new SmallCholesky(copy).solve(x);
        double sum = 0;
        for (int i = 0; i < PARAMETERS; i++) {
            sum += x[i] * gradient[i];
        }
        return Math.sqrt(sum);
    }

    /**
     * How far tests are from this curve.
     *
     * @param tests lift tests that the curve need not know
     * @return squared distance in units of their errors
     */
    public double distance(List<LiftTest> tests) {
        return distance(tests, ceiling, scale);
    }
}
