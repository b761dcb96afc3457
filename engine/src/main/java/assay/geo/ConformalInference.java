package assay.geo;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Conformal inference about a constant effect of a campaign (Chernozhukov, Wuthrich and Zhu, JASA 116, 2021,
 * doi:10.1080/01621459.2021.1920957). A null value is taken from the outcomes of the treated in the periods of the test, the model is
 * fitted to all periods, and its residuals over the test give a {@link ConformalStatistic} S. Moved in a circle by each
 * number of periods, they give T values of S, and {@code p = #{S_j >= S} / T}. It holds where residuals are exchangeable, and nearly
 * where they are stationary and forget; no p-value is below 1 / T.
 *
 * <p>A confidence set holds the values that are not rejected; it need not be connected, and where the effect changes from period to
 * period it need not hold the estimate, or anything: it would look the surer the worse a constant fits. The interval is therefore the
 * hull of the set and of that of {@link ConformalStatistic#AVERAGE}, which is about the average whatever its course. Ends are found
 * by growing steps outward from the estimate, the first of a quarter of the spread of gaps, until p-values stay at 1 / T, and by
 * bisection. It is unbounded where the level asks for a p-value below 1 / T.
 *
 * <p>With about as many controls as periods, weights may fit all periods under any null value. Residuals that are nothing but rounding
 * count as 0: the p-value is then 1, and the interval unbounded.
 */
public final class ConformalInference implements Inference {

    private static final int PATIENCE = 4;
    private static final double GROWTH = 1.05;
    private static final int MOST_STEPS = 400;
    private static final int BISECTIONS = 30;
    private static final double ROUNDING = 1e-10;
    private static final double PERFECT = 1e-8;

    private final MatchingProblem problem;
    private final double[][] controls;
    private final double[] treated;
    private final int before;
    private final double penalty;
    private final ConformalStatistic statistic;
    private final double estimate;
    private final double scale;
    private final double[] start;

    /**
     * Inference about the same effect in all periods of a test.
     *
     * @param controls outcomes of controls, one array of all periods for each
     * @param treated mean outcome of the treated in all periods
     * @param fit the fit to the periods before the campaign, whose penalty is kept
     * @param unitEffects whether regions may stand at different levels
     * @param statistic what residuals are judged by
     */
    ConformalInference(
            double[][] controls,
            double[] treated,
            AugmentedFit fit,
            UnitEffects unitEffects,
            ConformalStatistic statistic) {
        this(controls, treated, fit, unitEffects, statistic, fit.effect());
    }

    private ConformalInference(
            double[][] controls,
            double[] treated,
            AugmentedFit fit,
            UnitEffects unitEffects,
            ConformalStatistic statistic,
            double estimate) {
        this.problem = new MatchingProblem(controls, treated.length, unitEffects);
        this.controls = controls;
        this.treated = treated;
        this.before = fit.before();
        this.penalty = fit.penalty();
        this.statistic = statistic;
        this.estimate = estimate;
        double squares = 0;
        for (int t = 0; t < before; t++) {
            squares += fit.gaps()[t] * fit.gaps()[t];
        }
        this.scale = Math.max(Math.sqrt(squares / before), 1e-9 * Math.abs(estimate) + Double.MIN_NORMAL);
        this.start = problem.simplex(problem.cross(problem.target(treated)), null);
    }

    /** Inference about the effect in one period of the test, the others being left out. */
    static ConformalInference of(
            double[][] controls,
            double[] treated,
            AugmentedFit fit,
            UnitEffects unitEffects,
            ConformalStatistic statistic,
            int period) {
        double[][] past = new double[controls.length][];
        for (int j = 0; j < past.length; j++) {
            past[j] = with(controls[j], fit.before(), period);
        }
        return new ConformalInference(
                past, with(treated, fit.before(), period), fit, unitEffects, statistic, fit.gaps()[period]);
    }

    private static double[] with(double[] series, int before, int period) {
        double[] kept = new double[before + 1];
        System.arraycopy(series, 0, kept, 0, before);
        kept[before] = series[period];
        return kept;
    }

    /** The residuals of all periods under a null value. */
    double[] residuals(double nullValue) {
        double[] outcome = treated.clone();
        for (int t = before; t < outcome.length; t++) {
            outcome[t] -= nullValue;
        }
        double[] target = problem.target(outcome);
        double[] cross = problem.cross(target);
        double[] simplex = problem.simplex(cross, start);
        double[] weights = AugmentedModel.augmented(problem, cross, simplex, penalty);
        double[] gaps = AugmentedFit.of(problem, controls, outcome, target, weights, penalty)
                .gaps();
        double squares = 0;
        for (double value : target) {
            squares += value * value;
        }
        // What rounding leaves of a perfect fit is no residual: all moves are then alike.
        double nothing = PERFECT * Math.sqrt(squares / target.length);
        for (int t = 0; t < gaps.length; t++) {
            gaps[t] = Math.abs(gaps[t]) <= nothing ? 0 : gaps[t];
        }
        return gaps;
    }

    @Override
    public double pValue(double nullValue) {
        return statistic.share(residuals(Arguments.finite("null value", nullValue)), before);
    }

    @Override
    public double statistic(double nullValue) {
        return statistic.value(residuals(nullValue), before);
    }

    @Override
    public Interval interval(double level) {
        double alpha = 1 - Arguments.probability("level", level);
        if (alpha <= 1.0 / treated.length) {
            return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        return new Interval(end(alpha, -1), end(alpha, 1));
    }

    /** The larger of the p-value and that of the average. */
    private double held(double nullValue) {
        double[] residuals = residuals(nullValue);
        double own = statistic.share(residuals, before);
        return statistic == ConformalStatistic.AVERAGE
                ? own
                : Math.max(own, ConformalStatistic.AVERAGE.share(residuals, before));
    }

    /** The outermost value that is not rejected; steps go on until p-values stay at their least. */
    private double end(double alpha, int side) {
        double least = 1.0 / treated.length * (1 + ROUNDING);
        double length = side * scale / 4;
        double at = estimate;
        double inside = estimate;
        double beyond = estimate;
        int rejected = 0;
        for (int k = 0; k < MOST_STEPS && rejected < PATIENCE; k++) {
            double next = at + length;
            double p = held(next);
            if (p >= alpha) {
                inside = next;
                beyond = next + length * GROWTH;
            } else if (inside == at) {
                beyond = next;
            }
            rejected = p <= least ? rejected + 1 : 0;
            at = next;
            length *= GROWTH;
        }
        if (rejected < PATIENCE) {
            return side * Double.POSITIVE_INFINITY;
        }
        for (int k = 0; k < BISECTIONS && inside != estimate; k++) {
            double middle = (inside + beyond) / 2;
            if (held(middle) >= alpha) {
                inside = middle;
            } else {
                beyond = middle;
            }
        }
        return inside;
    }

    /**
     * Placebo windows before the campaign: how far mean gaps of as many periods as the test has stray.
     *
     * @param gaps gaps before and in the test
     * @param before periods before
     * @return root mean square over all windows
     */
    static double placeboSpread(double[] gaps, int before) {
        int after = gaps.length - before;
        double squares = 0;
        int windows = 0;
        for (int from = 0; from + after <= before; from++) {
            double mean = 0;
            for (int t = from; t < from + after; t++) {
                mean += gaps[t] / after;
            }
            squares += mean * mean;
            windows++;
        }
        return Math.sqrt(squares / windows);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConformalInference that
                && before == that.before
                && statistic == that.statistic
                && problem.unitEffects() == that.problem.unitEffects()
                && Double.compare(penalty, that.penalty) == 0
                && Double.compare(estimate, that.estimate) == 0
                && Arrays.equals(treated, that.treated)
                && Arrays.deepEquals(controls, that.controls);
    }

    @Override
    public int hashCode() {
        return Objects.hash(before, statistic, penalty, estimate, Arrays.hashCode(treated));
    }
}
