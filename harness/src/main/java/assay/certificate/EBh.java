package assay.certificate;

import assay.Arguments;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * The e-BH rule: of M claims, badge the k largest e-values for the largest k with {@code E_(k) >= M / (q k)}. The
 * expected share of false badges is at most q, whatever the dependence and the stopping rules (Wang and Ramdas, 2022).
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
     */
    public double cut(double[] logE) {
        double[] sorted = logE.clone();
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
}
