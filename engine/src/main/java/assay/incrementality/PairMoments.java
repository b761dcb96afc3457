package assay.incrementality;

import assay.Arguments;

/**
 * Means, variances and the covariance of two columns in one arm, such as conversions and exposure, or revenue and cost.
 * Variances have n - 1 in the denominator.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two units, a mean or variance is not
 * finite, or a variance is below 0.
 *
 * @param units units in the arm, at least 2
 * @param first mean of the first column
 * @param second mean of the second
 * @param firstVariance variance of the first
 * @param secondVariance variance of the second
 * @param covariance their covariance; NaN where the two are known only one by one
 */
public record PairMoments(
        long units, double first, double second, double firstVariance, double secondVariance, double covariance) {

    public PairMoments {
        if (units < 2) {
            throw new IllegalArgumentException("an arm needs at least 2 units for a variance, not " + units);
        }
        Arguments.finite("mean of the first column", first);
        Arguments.finite("mean of the second column", second);
        notNegative("variance of the first column", firstVariance);
        notNegative("variance of the second column", secondVariance);
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be finite and at least 0, not " + value);
        }
    }

    /**
     * The moments of the rows of one arm, in two passes.
     *
     * @param first the first column
     * @param second the second column
     * @param indicator 1 for treated and 0 for control
     * @param arm which of the two, 1 or 0
     * @return the moments
     * @throws IllegalArgumentException if the arm has fewer than two rows
     */
    public static PairMoments of(double[] first, double[] second, double[] indicator, int arm) {
        long n = 0;
        double a = 0;
        double b = 0;
        for (int i = 0; i < first.length; i++) {
            if (indicator[i] == arm) {
                n++;
                a += first[i];
                b += second[i];
            }
        }
        double meanA = a / n;
        double meanB = b / n;
        double aa = 0;
        double bb = 0;
        double ab = 0;
        double da = 0;
        double db = 0;
        for (int i = 0; i < first.length; i++) {
            if (indicator[i] == arm) {
                double x = first[i] - meanA;
                double y = second[i] - meanB;
                da += x;
                db += y;
                aa += x * x;
                bb += y * y;
                ab += x * y;
            }
        }
        // What rounding has left of the sums of deviations corrects the squares.
        return new PairMoments(
                n,
                meanA,
                meanB,
                Math.max(0, aa - da * da / n) / (n - 1),
                Math.max(0, bb - db * db / n) / (n - 1),
                (ab - da * db / n) / (n - 1));
    }

    /**
     * The moments of an arm of which all is counted.
     *
     * @param units units
     * @param converted units that converted
     * @param exposed units that were exposed
     * @param both units that converted and were exposed
     * @return the moments
     * @throws IllegalArgumentException if the counts contradict each other
     */
    public static PairMoments ofCounts(long units, long converted, long exposed, long both) {
        count("exposed and converted", both, Math.min(converted, exposed));
        if (converted + exposed - both > units) {
            throw new IllegalArgumentException(converted + " converted and " + exposed + " exposed units, " + both
                    + " of them both, are more than the " + units + " units of the arm");
        }
        PairMoments apart = ofCounts(units, converted, exposed);
        double n = units;
        double covariance = (both - converted * (exposed / n)) / (n - 1);
        return new PairMoments(units, apart.first, apart.second, apart.firstVariance, apart.secondVariance, covariance);
    }

    /**
     * The moments of an arm of which conversions and exposures are counted, but not how many units had both.
     *
     * @param units units
     * @param converted units that converted
     * @param exposed units that were exposed
     * @return the moments; the covariance is 0 where nobody or everybody was exposed, else NaN
     * @throws IllegalArgumentException if a count is not in [0, units]
     */
    public static PairMoments ofCounts(long units, long converted, long exposed) {
        count("converted", converted, units);
        count("exposed", exposed, units);
        double n = units;
        double p = converted / n;
        double q = exposed / n;
        boolean constant = exposed == 0 || exposed == units || converted == 0 || converted == units;
        return new PairMoments(
                units, p, q, p * (1 - p) * n / (n - 1), q * (1 - q) * n / (n - 1), constant ? 0 : Double.NaN);
    }

    private static void count(String what, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(value + " units " + what + " must be in [0, " + most + "]");
        }
    }

    /**
     * The mean of the first column among the units whose second is 1, where the second is 0 or 1.
     *
     * @return NaN where there is none, or where the covariance is not known
     */
    public double firstWhereSecond() {
        double n = units;
        return (covariance * (n - 1) / n + first * second) / second;
    }
}
