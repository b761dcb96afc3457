package assay.resampling;

import java.util.Arrays;

/**
 * Redrawn t-statistics as functions of the null hypothesis. With {@code d = estimate - null}, draw b has the numerator
 * {@code n0 + n1 d} and the squared denominator {@code d0 + d1 d + d2 d^2}; the statistic of the data has the numerator
 * {@code d} and a squared denominator that does not depend on the null. One number more of each would be needed for each null
 * otherwise.
 *
 * <p>Numbers are kept in one array, five of each draw. Two statistics that differ by rounding are ties.
 */
final class Redrawn {

    private static final int FIELDS = 5;
    private static final double ROUNDING = 1e-9;

    private final double[] draws;
    private final double squaredError;
    private int count;

    /**
     * Room for draws.
     *
     * @param capacity how many there will be
     * @param squaredError the squared denominator of the statistic of the data
     */
    Redrawn(int capacity, double squaredError) {
        this.draws = new double[FIELDS * capacity];
        this.squaredError = squaredError;
    }

    void add(double n0, double n1, double d0, double d1, double d2) {
        int at = FIELDS * count++;
        draws[at] = n0;
        draws[at + 1] = n1;
        draws[at + 2] = d0;
        draws[at + 3] = d1;
        draws[at + 4] = d2;
    }

    int count() {
        return count;
    }

    /** The root of the mean square of the numerators at the estimate. */
    double spread() {
        double sum = 0;
        for (int at = 0; at < FIELDS * count; at += FIELDS) {
            sum += draws[at] * draws[at];
        }
        return Math.sqrt(sum / count);
    }

    /** How many draws are larger in absolute value than the statistic of the data; with ties or without. */
    int beyond(double d, Ties ties) {
        double slack = ties == Ties.COUNTED ? -ROUNDING : ROUNDING;
        int beyond = 0;
        for (int at = 0; at < FIELDS * count; at += FIELDS) {
            double numerator = draws[at] + d * draws[at + 1];
            double square = draws[at + 2] + d * (draws[at + 3] + d * draws[at + 4]);
            double mine = numerator * numerator * squaredError;
            double data = d * d * Math.max(0, square);
            beyond += mine - data > slack * (mine + data) || (slack < 0 && mine == data) ? 1 : 0;
        }
        return beyond;
    }

    /** How many draws are above, and how many below, the statistic of the data. */
    int[] sides(double d, Ties ties) {
        double slack = ties == Ties.COUNTED ? -ROUNDING : ROUNDING;
        double error = Math.sqrt(squaredError);
        int above = 0;
        int below = 0;
        for (int at = 0; at < FIELDS * count; at += FIELDS) {
            double square = draws[at + 2] + d * (draws[at + 3] + d * draws[at + 4]);
            double mine = (draws[at] + d * draws[at + 1]) * error;
            double data = d * Math.sqrt(Math.max(0, square));
            double room = slack * (Math.abs(mine) + Math.abs(data));
            above += mine - data > room || (slack < 0 && mine == data) ? 1 : 0;
            below += data - mine > room || (slack < 0 && mine == data) ? 1 : 0;
        }
        return new int[] {above, below};
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Redrawn that
                && count == that.count
                && squaredError == that.squaredError
                && Arrays.equals(draws, that.draws);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(draws) + Double.hashCode(squaredError);
    }
}
