package assay.sequential;

import assay.Arguments;

/**
 * What mean and variance of an arm need: the number of units, their sum and their sum of squares.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if n is negative, a sum is not finite, or no n values have these
 * sums: their sum of squares would be below {@code sum^2 / n}.
 *
 * @param n units, at least 0
 * @param sum of their outcomes
 * @param sumOfSquares of their outcomes
 */
public record ArmTotals(long n, double sum, double sumOfSquares) {

    private static final double ROUNDING = 1e-9;

    /** Rounding of a difference between totals that were written out with some seven digits. */
    private static final double DIFFERENCE = 1e-6;

    /** No units. */
    public static final ArmTotals NONE = new ArmTotals(0, 0, 0);

    public ArmTotals {
        if (n < 0) {
            throw new IllegalArgumentException("units of an arm must be at least 0, not " + n);
        }
        Arguments.finite("sum of an arm", sum);
        Arguments.finite("sum of squares of an arm", sumOfSquares);
        if (!possible(n, sum, sumOfSquares)) {
            throw new IllegalArgumentException("no " + n + " values have the sum " + sum + " and the sum of squares "
                    + sumOfSquares + ": their variance would be negative");
        }
    }

    private static boolean possible(long n, double sum, double squares) {
        return n == 0 ? sum == 0 && squares == 0 : squares - sum / n * sum >= -ROUNDING * squares && squares >= 0;
    }

    /**
     * Totals from what a table of results shows.
     *
     * @param n units, at least 1
     * @param mean of their outcomes
     * @param sd standard deviation with n - 1 in its denominator, at least 0
     * @return the totals
     */
    public static ArmTotals of(long n, double mean, double sd) {
        if (!(n >= 1 && sd >= 0)) {
            throw new IllegalArgumentException(
                    "an arm has at least one unit and a standard deviation of at least 0, not " + n + " and " + sd);
        }
        double sum = n * mean;
        return new ArmTotals(n, sum, (n - 1) * sd * sd + sum * mean);
    }

    /**
     * Totals of outcomes that are 0 or 1.
     *
     * @param n units
     * @param successes how many of them are 1, 0 to n
     * @return the totals
     */
    public static ArmTotals binary(long n, long successes) {
        if (!(successes >= 0 && successes <= n)) {
            throw new IllegalArgumentException(successes + " of " + n + " units cannot be successes");
        }
        return new ArmTotals(n, successes, successes);
    }

    /**
     * Totals of rows.
     *
     * @param values outcomes, one a unit
     * @return the totals
     */
    public static ArmTotals ofValues(double... values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        return new ArmTotals(values.length, sum, squares);
    }

    /**
     * These units and others.
     *
     * @param other units that are not among these
     * @return the totals of both
     */
    public ArmTotals plus(ArmTotals other) {
        return new ArmTotals(n + other.n, sum + other.sum, sumOfSquares + other.sumOfSquares);
    }

    /** Whether some units have the totals that are left when those of an earlier look are taken away. */
    boolean follows(ArmTotals earlier) {
        long units = n - earlier.n;
        double squares = sumOfSquares - earlier.sumOfSquares;
        double added = sum - earlier.sum;
        // Both looks are rounded, so that the difference is as rough as the larger.
        double rough = DIFFERENCE * sumOfSquares;
        return units == 0
                ? Math.abs(added) <= DIFFERENCE * Math.max(Math.abs(sum), Math.sqrt(n * sumOfSquares))
                        && Math.abs(squares) <= rough
                : squares - added / units * added >= -rough * (1 + (double) n / units);
    }

    /**
     * The mean.
     *
     * @return NaN without units
     */
    public double mean() {
        return sum / n;
    }

    /**
     * The variance, with n - 1 in its denominator.
     *
     * @return at least 0; NaN with fewer than two units
     */
    public double variance() {
        return n < 2 ? Double.NaN : Math.max(0, sumOfSquares - sum / n * sum) / (n - 1);
    }
}
