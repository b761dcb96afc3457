package assay.certificate;

import assay.Arguments;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.util.FastMath;

/**
 * Bounds on the share of a population of worlds in which a claim fails, from independent draws that were each put to a
 * certifier of a known error (certification.md J4).
 *
 * <p>A world that fails is not certified with probability at least {@code 1 - epsilon}, so the chance that a world drawn
 * is not certified is at least {@code (1 - epsilon) share}, and the exact binomial bound of Clopper and Pearson (1934)
 * on that chance, divided by {@code 1 - epsilon}, bounds the share. A world in which all holds is refuted with
 * probability at most {@code refuteEpsilon}, which bounds the share from below.
 */
public final class FailingShare {

    private static final double ACCURACY = 1e-12;

    private FailingShare() {}

    /**
     * The upper bound.
     *
     * @param notCertified worlds that were not certified, in [0, worlds]
     * @param worlds worlds drawn, at least 1
     * @param eta chance that the bound is below the true share, in (0, 1)
     * @param epsilon chance of certifying a world that fails, in (0, 1)
     * @return in (0, 1]
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static double upper(int notCertified, int worlds, double eta, double epsilon) {
        check(notCertified, worlds, eta, epsilon);
        return Math.min(1, binomialUpper(notCertified, worlds, eta) / (1 - epsilon));
    }

    /**
     * The lower bound.
     *
     * @param refuted worlds that were refuted, in [0, worlds]
     * @param worlds worlds drawn, at least 1
     * @param eta chance that the bound is above the true share, in (0, 1)
     * @param refuteEpsilon chance of refuting a world in which all holds, in (0, 1)
     * @return in [0, 1)
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static double lower(int refuted, int worlds, double eta, double refuteEpsilon) {
        check(refuted, worlds, eta, refuteEpsilon);
        double bound = 1 - binomialUpper(worlds - refuted, worlds, eta);
        return Math.max(0, (bound - refuteEpsilon) / (1 - refuteEpsilon));
    }

    private static void check(int count, int worlds, double eta, double epsilon) {
        Arguments.atLeast("worlds", worlds, 1);
        Arguments.probability("eta", eta);
        Arguments.probability("epsilon", epsilon);
        if (count < 0 || count > worlds) {
            throw new IllegalArgumentException("there are " + count + " of " + worlds + " worlds");
        }
    }

    private static double binomialUpper(int count, int worlds, double eta) {
        if (count == worlds) {
            return 1;
        }
        if (count == 0) {
            return -FastMath.expm1(FastMath.log(eta) / worlds);
        }
        return new BetaDistribution(null, count + 1.0, worlds - count, ACCURACY).inverseCumulativeProbability(1 - eta);
    }
}
