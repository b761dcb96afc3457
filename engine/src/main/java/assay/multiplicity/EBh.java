package assay.multiplicity;

import assay.Arguments;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.FastMath;

/**
 * The e-BH rule: of M claims, badge the k largest e-values for the largest k with {@code E_(k) >= M / (q k)}. The
 * expected share of false badges is at most q, whatever the dependence and the stopping rules (Wang and Ramdas, False
 * discovery rate control with e-values, JRSS B 2022).
 *
 * @param rate the share q, in (0, 1)
 */
public record EBh(double rate) {

    public EBh {
        Arguments.probability("rate", rate);
    }

    /**
     * The cut on the log scale.
     *
     * @param logE logarithms of the e-values of all claims of the book
     * @return claims at or above it are badged; infinite if none is
     * @throws IllegalArgumentException if one is NaN
     */
    public double cut(double[] logE) {
        double[] sorted = checked(logE).clone();
        Arrays.sort(sorted);
        int claims = sorted.length;
        for (int k = claims; k >= 1; k--) {
            double bound = FastMath.log(claims / (rate * k));
            if (sorted[claims - k] >= bound) {
                return bound;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Which claims are badged.
     *
     * @param logE logarithms of the e-values of all claims of the book
     * @return for each claim whether it is at or above the cut
     * @throws IllegalArgumentException if one is NaN
     */
    public boolean[] badged(double[] logE) {
        double cut = cut(logE);
        boolean[] badged = new boolean[logE.length];
        for (int i = 0; i < badged.length; i++) {
            badged[i] = logE[i] >= cut;
        }
        return badged;
    }

    /**
     * The place of each claim by its e-value.
     *
     * @param logE logarithms of the e-values of all claims of the book
     * @return 1 for the largest; of equal ones the first is first
     * @throws IllegalArgumentException if one is NaN
     */
    public static int[] ranks(double[] logE) {
        checked(logE);
        int[] order = IntStream.range(0, logE.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logE[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] ranks = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            ranks[order[place]] = place + 1;
        }
        return ranks;
    }

    private static double[] checked(double[] logE) {
        for (double value : logE) {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("an e-value must be a number, not NaN");
            }
        }
        return logE;
    }
}
