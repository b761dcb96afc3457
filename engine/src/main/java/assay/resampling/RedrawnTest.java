package assay.resampling;

import assay.Arguments;
import assay.Inference;
import assay.Interval;

/**
 * Inference from redrawn statistics: the p-value of a null hypothesis is the share of draws under that hypothesis that are
 * beyond the statistic of the data, and the interval is the shortest one that holds all hypotheses that are not rejected.
 *
 * <p>Where all draws were listed, a p-value is a share of them; of drawn ones it is {@code (1 + #) / (R + 1)}, so that it is
 * never 0. An end of the interval is infinite where hypotheses as far as a million standard errors away are not rejected:
 * with few assignments or clusters some levels cannot be had.
 */
final class RedrawnTest implements Inference {

    private static final double NEAREST = 0.25;
    private static final double FURTHEST = 1e6;
    private static final double STEP = 1.6;
    private static final int HALVINGS = 45;

    private final double value;
    private final double stdError;
    private final Redrawn redrawn;
    private final Tails tails;
    private final Ties ties;
    private final int added;

    RedrawnTest(double value, double stdError, Redrawn redrawn, Tails tails, Ties ties, boolean listed) {
        this.value = Arguments.finite("estimate", value);
        this.stdError = Arguments.positive("standard error", stdError);
        this.redrawn = redrawn;
        this.tails = tails;
        this.ties = ties;
        this.added = listed ? 0 : 1;
    }

    @Override
    public double pValue(double nullValue) {
        return share(value - nullValue, ties);
    }

    /** The p-value with the other answer about ties. */
    double pValue(double nullValue, Ties counted) {
        return share(value - nullValue, counted);
    }

    private double share(double d, Ties counted) {
        double total = redrawn.count() + (double) added;
        if (tails == Tails.SYMMETRIC) {
            return (redrawn.beyond(d, counted) + added) / total;
        }
        int[] sides = redrawn.sides(d, counted);
        return Math.min(1, 2 * (Math.min(sides[0], sides[1]) + added) / total);
    }

    @Override
    public double statistic(double nullValue) {
        return (value - nullValue) / stdError;
    }

    @Override
    public Interval interval(double level) {
        double alpha = 1 - Arguments.probability("level", level);
        return new Interval(value - reach(1, alpha), value + reach(-1, alpha));
    }

    /** How far from the estimate the last hypothesis on a side is that is not rejected. */
    private double reach(double sign, double alpha) {
        double last = 0;
        double rejected = Double.NaN;
        for (double step = NEAREST; step < FURTHEST; step *= STEP) {
            if (share(sign * step * stdError, ties) < alpha) {
                rejected = Double.isNaN(rejected) ? step : rejected;
            } else {
                last = step;
                rejected = Double.NaN;
            }
        }
        if (Double.isNaN(rejected)) {
            return Double.POSITIVE_INFINITY;
        }
        double low = last;
        double high = rejected;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = 0.5 * (low + high);
            if (share(sign * middle * stdError, ties) < alpha) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low * stdError;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RedrawnTest that
                && value == that.value
                && stdError == that.stdError
                && tails == that.tails
                && ties == that.ties
                && added == that.added
                && redrawn.equals(that.redrawn);
    }

    @Override
    public int hashCode() {
        return 31 * redrawn.hashCode() + Double.hashCode(value);
    }

    @Override
    public String toString() {
        return value + " (" + stdError + "), " + redrawn.count() + (added == 0 ? " draws, all" : " draws");
    }
}
