package assay.harness;

import assay.certificate.Diagnostics;
import assay.certificate.Distribution;
import assay.certificate.Figures;
import assay.certificate.NullDistribution;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/** Running sums behind the diagnostics, and the first replicates behind the figures: memory does not grow. */
final class Moments {

    private static final int KEPT = 2000;
    private static final int INTERVALS = 100;
    private static final int QUANTILES = 101;
    private static final MathContext DIGITS = new MathContext(6);

    private final double[] estimates = new double[KEPT];
    private final double[] statistics = new double[KEPT];
    private final double[] nullPValues = new double[KEPT];
    private final NullDistribution nulls = new NullDistribution();
    private final List<List<Double>> intervals = new ArrayList<>();
    private final double[] errorPowers = new double[5];
    private final double[] statisticPowers = new double[5];
    private double n;
    private int nullCount;
    private double truth;
    private double variance;
    private double varianceSquares;
    private double width;
    private double rejections;
    private double critical;

    void add(Reading reading) {
        double error = reading.estimate() - reading.truth();
        double statistic = error / reading.stdError();
        int index = (int) n;
        if (index < KEPT) {
            estimates[index] = reading.estimate();
            statistics[index] = statistic;
        }
        if (index < INTERVALS) {
            intervals.add(List.of(
                    rounded(reading.estimate()),
                    rounded(reading.interval().lower()),
                    rounded(reading.interval().upper()),
                    rounded(reading.truth())));
        }
        n++;
        truth += reading.truth();
        powers(errorPowers, error);
        if (Double.isFinite(statistic)) {
            powers(statisticPowers, statistic);
            critical += reading.interval().width() / (2 * reading.stdError());
        }
        double squared = reading.stdError() * reading.stdError();
        variance += squared;
        varianceSquares += squared * squared;
        width += reading.interval().width();
        rejections += reading.pZero() < FitClaim.ALPHA ? 1 : 0;
    }

    void addNull(double pValue) {
        if (Double.isNaN(pValue)) {
            return;
        }
        nulls.add(pValue);
        if (nullCount < KEPT) {
            nullPValues[nullCount++] = pValue;
        }
    }

    /** How p-values without an effect are distributed, null where there is none. */
    @Nullable
    Distribution distribution() {
        return nulls.distribution().orElse(null);
    }

    private static void powers(double[] sums, double value) {
        double power = 1;
        for (int k = 0; k < sums.length; k++) {
            sums[k] += power;
            power *= value;
        }
    }

    Diagnostics diagnostics() {
        double bias = errorPowers[1] / n;
        double m2 = central(errorPowers, 2);
        double sd = FastMath.sqrt(m2 * n / (n - 1));
        double meanSquared = variance / n;
        double meanSe = FastMath.sqrt(meanSquared);
        double ratio = meanSe / sd;
        double kurtosis = central(errorPowers, 4) / (m2 * m2);
        double spread = (varianceSquares / n - meanSquared * meanSquared) / (meanSquared * meanSquared);
        double power = rejections / n;
        return new Diagnostics(
                truth / n,
                truth / n + bias,
                bias,
                sd / FastMath.sqrt(n),
                sd,
                meanSe,
                ratio,
                ratio * FastMath.sqrt((spread + kurtosis - 1) / (4 * n)),
                FastMath.sqrt(errorPowers[2] / n),
                width / n,
                power,
                FastMath.sqrt(power * (1 - power) / n),
                central(statisticPowers, 3) / FastMath.pow(central(statisticPowers, 2), 1.5));
    }

    /**
     * The shape of error over standard error.
     *
     * @param count replicates with a standard error above 0
     * @param mean mean
     * @param sd standard deviation
     * @param skewness third standardised moment
     * @param excessKurtosis fourth standardised moment less 3
     * @param critical mean half-width of the interval in standard errors
     */
    record Shape(double count, double mean, double sd, double skewness, double excessKurtosis, double critical) {}

    Shape shape() {
        double count = statisticPowers[0];
        double m2 = central(statisticPowers, 2);
        return new Shape(
                count,
                statisticPowers[1] / count,
                FastMath.sqrt(m2),
                central(statisticPowers, 3) / FastMath.pow(m2, 1.5),
                central(statisticPowers, 4) / (m2 * m2) - 3,
                critical / count);
    }

    Figures figures() {
        int kept = (int) Math.min(n, KEPT);
        return new Figures(
                intervals, quantiles(estimates, kept), quantiles(statistics, kept), quantiles(nullPValues, nullCount));
    }

    /** A central moment from power sums; errors are centred near zero, so nothing cancels. */
    private static double central(double[] sums, int order) {
        double n = sums[0];
        double mean = sums[1] / n;
        double second = sums[2] / n;
        double third = order > 2 ? sums[3] / n : 0;
        return switch (order) {
            case 2 -> second - mean * mean;
            case 3 -> third - 3 * mean * second + 2 * mean * mean * mean;
            default -> sums[4] / n - 4 * mean * third + 6 * mean * mean * second - 3 * mean * mean * mean * mean;
        };
    }

    private static List<Double> quantiles(double[] values, int count) {
        if (count == 0) {
            return List.of();
        }
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        List<Double> quantiles = new ArrayList<>();
        for (int i = 0; i < QUANTILES; i++) {
            double at = (i + 0.5) / QUANTILES * (count - 1);
            int below = (int) at;
            double above = sorted[Math.min(below + 1, count - 1)];
            quantiles.add(rounded(sorted[below] + (at - below) * (above - sorted[below])));
        }
        return quantiles;
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : Double.NaN;
    }
}
