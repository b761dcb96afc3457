package assay.mediation;

import assay.Arguments;
import assay.Inference;
import assay.Interval;
import assay.distribution.NormalDistribution;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Inference from draws of an effect: the interval lies between two of their order statistics, and the p-value of a number is
 * twice the share of the draws on its smaller side, so that it is small where the interval leaves the number out.
 *
 * <p>With a bias b and an acceleration a the shares are moved as by Efron (J. Am. Stat. Assoc. 82, 1987); 0 and 0 leave them.
 */
final class Quantiles implements Inference {

    private final Supplier<double[]> maker;
    private final double stdError;
    private final double value;
    private final boolean corrected;
    private final double acceleration;
    private double @Nullable [] sorted;
    private double bias;

    /** Draws that are made when they are first asked for. */
    Quantiles(double value, double stdError, Supplier<double[]> maker) {
        this(value, stdError, maker, false, 0);
    }

    private Quantiles(double value, double stdError, Supplier<double[]> maker, boolean corrected, double acceleration) {
        this.value = value;
        this.stdError = stdError;
        this.maker = maker;
        this.corrected = corrected;
        this.acceleration = acceleration;
    }

    static Quantiles corrected(double value, double stdError, Supplier<double[]> maker, double acceleration) {
        return new Quantiles(value, stdError, maker, true, acceleration);
    }

    private synchronized double[] draws() {
        double[] made = sorted;
        if (made == null) {
            made = maker.get();
            Arrays.sort(made);
            sorted = made;
            if (corrected) {
                double below = (count(made, value) + 0.5) / (made.length + 1.0);
                bias = NormalDistribution.quantile(below);
            }
        }
        return made;
    }

    /** Draws not above a number. */
    private static int count(double[] sorted, double number) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public Interval interval(double level) {
        double tail = (1 - Arguments.probability("level", level)) / 2;
        double[] draws = draws();
        int n = draws.length;
        double lowShare = share(tail);
        double highShare = 1 - share(1 - tail);
        int low = Math.min(n - 1, (int) Math.floor(lowShare * n + 1e-9));
        int high = Math.max(low, n - 1 - (int) Math.floor(highShare * n + 1e-9));
        return new Interval(draws[low], draws[Math.min(n - 1, high)]);
    }

    /** The share of the draws below the end that has a share of the distribution below it. */
    private double share(double p) {
        if (!corrected) {
            return p;
        }
        double z = bias + NormalDistribution.quantile(p);
        return 1 - NormalDistribution.survival(bias + z / (1 - acceleration * z));
    }

    @Override
    public double pValue(double nullValue) {
        double[] draws = draws();
        double n = draws.length;
        int upTo = count(draws, nullValue);
        int below = count(draws, Math.nextDown(nullValue));
        double lower = Math.max(upTo, 0.5) / n;
        double upper = Math.max(n - below, 0.5) / n;
        if (!corrected) {
            return Math.min(1, 2 * Math.min(lower, upper));
        }
        double inside = Math.min(Math.max((upTo + 0.5) / (n + 1), 0.5 / n), 1 - 0.5 / n);
        double w = NormalDistribution.quantile(inside) - bias;
        double z = w / (1 + acceleration * w) - bias;
        return Math.min(1, 2 * NormalDistribution.survival(Math.abs(z)));
    }

    @Override
    public double statistic(double nullValue) {
        return (value - nullValue) / stdError;
    }
}
