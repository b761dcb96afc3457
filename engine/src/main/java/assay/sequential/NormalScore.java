package assay.sequential;

import assay.distribution.NormalDistribution;
import assay.distribution.StudentDistribution;

/**
 * Student's t on the scale of the normal distribution: the value with the same significance, so that boundaries for Z serve
 * small samples as well (Jennison and Turnbull, Group Sequential Methods, 2000, section 3.8).
 */
final class NormalScore {

    private NormalScore() {}

    /** The Z that is as far out as a t statistic. */
    static double of(double t, double df) {
        if (df == Double.POSITIVE_INFINITY) {
            return t;
        }
        double tail = Math.max(StudentDistribution.twoSided(t, df) / 2, 1e-300);
        return -Math.signum(t) * NormalDistribution.quantile(tail);
    }

    /** The t statistic that is as far out as a Z, not negative. */
    static double inverse(double z, double df) {
        return df == Double.POSITIVE_INFINITY ? z : -StudentDistribution.quantile(NormalDistribution.survival(z), df);
    }
}
