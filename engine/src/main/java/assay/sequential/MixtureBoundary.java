package assay.sequential;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/** A boundary from a mixture of supermartingales, which is evidence as well: one over alpha at the boundary. */
public interface MixtureBoundary extends UniformBoundary {

    /**
     * The evidence.
     *
     * @param s the sum, which may be negative
     * @param v intrinsic time, above 0
     * @return log E; a supermartingale with mean at most 1
     */
    double logEvidence(double s, double v);

    /**
     * The largest sum that there can be.
     *
     * @param v intrinsic time
     * @return infinite unless the increments are bounded
     */
    default double largest(double v) {
        return Double.POSITIVE_INFINITY;
    }

    /** Where the evidence, which grows with a sum above 0, is {@code log(1 / alpha)}. */
    @Override
    default double bound(double v, double alpha) {
        Arguments.positive("intrinsic time", v);
        double target = -FastMath.log(Arguments.probability("alpha", alpha));
        double most = largest(v);
        double low = 0;
        double high = Math.min(Math.sqrt(v), most);
        while (high < most && logEvidence(high, v) < target) {
            low = high;
            high = Math.min(2 * high, most);
        }
        // A sum that cannot be that large cannot cross either.
        if (high == most && logEvidence(most, v) < target) {
            return most;
        }
        for (int step = 0; step < 200 && high - low > 1e-13 * high; step++) {
            double middle = 0.5 * (low + high);
            if (logEvidence(middle, v) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }
}
