package assay.incrementality;

import assay.Arguments;
import assay.Interval;

/**
 * Sharp bounds for the average effect of a binary treatment on a binary outcome, from a binary instrument that reaches the
 * outcome only through the treatment, whoever complies (Balke and Pearl, J. Am. Stat. Assoc. 92, 1997,
 * doi:10.1080/01621459.1997.10474074). Where nobody does the opposite of what was assigned, they are those of {@link
 * ComplianceBounds}.
 *
 * <p>Cells are {@code p[z][y][d] = P(Y = y, D = d | Z = z)}.
 */
public final class BalkePearl {

    private BalkePearl() {}

    /**
     * The bounds.
     *
     * @param p probabilities by assignment, outcome and treatment; each assignment adds up to 1
     * @return the interval; its ends cross where no distribution of types gives such probabilities, and are then sorted
     * @throws IllegalArgumentException if a probability is not in [0, 1] or a sum is not 1
     */
    public static Interval bounds(double[][][] p) {
        check(p);
        double lower = lower(p[0], p[1]);
        double upper = upper(p[0], p[1]);
        return new Interval(Math.min(lower, upper), Math.max(lower, upper));
    }

    /**
     * The instrumental inequality of Pearl: for each treatment, the sum over outcomes of the larger probability is at most 1.
     *
     * @param p probabilities by assignment, outcome and treatment
     * @return true if no such sum exceeds 1
     */
    public static boolean consistent(double[][][] p) {
        check(p);
        for (int d = 0; d < 2; d++) {
            double sum = Math.max(p[0][0][d], p[1][0][d]) + Math.max(p[0][1][d], p[1][1][d]);
            if (sum > 1 + 1e-12) {
                return false;
            }
        }
        return true;
    }

    private static void check(double[][][] p) {
        for (int z = 0; z < 2; z++) {
            double sum = 0;
            for (int y = 0; y < 2; y++) {
                for (int d = 0; d < 2; d++) {
                    double value = Arguments.finite("probability", p[z][y][d]);
                    if (value < -1e-9 || value > 1 + 1e-9) {
                        throw new IllegalArgumentException("a probability must be in [0, 1], not " + value);
                    }
                    sum += value;
                }
            }
            if (Math.abs(sum - 1) > 1e-9) {
                throw new IllegalArgumentException(
                        "probabilities given assignment " + z + " add up to " + sum + ", not to 1");
            }
        }
    }

    /** The largest of the eight lower bounds; a is given Z = 0 and b given Z = 1, by outcome and treatment. */
    private static double lower(double[][] a, double[][] b) {
        double best = Math.max(b[1][1] + a[0][0] - 1, a[1][1] + b[0][0] - 1);
        best = Math.max(best, a[1][1] - b[1][1] - b[1][0] - a[0][1] - a[1][0]);
        best = Math.max(best, b[1][1] - a[1][1] - a[1][0] - b[0][1] - b[1][0]);
        best = Math.max(best, -b[0][1] - b[1][0]);
        best = Math.max(best, -a[0][1] - a[1][0]);
        best = Math.max(best, b[0][0] - b[0][1] - b[1][0] - a[0][1] - a[0][0]);
        return Math.max(best, a[0][0] - a[0][1] - a[1][0] - b[0][1] - b[0][0]);
    }

    /** The smallest of the eight upper bounds. */
    private static double upper(double[][] a, double[][] b) {
        double best = Math.min(1 - b[0][1] - a[1][0], 1 - a[0][1] - b[1][0]);
        best = Math.min(best, -a[0][1] + b[0][1] + b[0][0] + a[1][1] + a[0][0]);
        best = Math.min(best, -b[0][1] + b[1][1] + b[0][0] + a[0][1] + a[0][0]);
        best = Math.min(best, b[1][1] + b[0][0]);
        best = Math.min(best, a[1][1] + a[0][0]);
        best = Math.min(best, -b[1][0] + b[1][1] + b[0][0] + a[1][1] + a[1][0]);
        return Math.min(best, -a[1][0] + a[1][1] + a[0][0] + b[1][1] + b[1][0]);
    }
}
