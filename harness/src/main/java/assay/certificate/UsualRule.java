package assay.certificate;

import assay.Arguments;
import org.apache.commons.math3.util.FastMath;

/**
 * The rule that simulation studies usually go by: run a fixed number of replicates and accept coverage within a band.
 * Here for comparison; no verdict rests on it.
 *
 * @param low lower end of the band, in (0, 1)
 * @param high upper end, in (0, 1)
 * @param replicates their number, at least 1
 */
public record UsualRule(double low, double high, int replicates) {

    /** A share of so many replicates that is meant to be whole is off by rounding only. */
    private static final double ROUNDING = 1e-9;

    public UsualRule {
        Arguments.probability("low", low);
        Arguments.probability("high", high);
        Arguments.atLeast("replicates", replicates, 1);
    }

    /**
     * The chance that an estimator of known coverage passes, exactly.
     *
     * @param p its coverage, in (0, 1)
     * @return the binomial probability of a share in [low, high]
     */
    public double passes(double p) {
        Arguments.probability("p", p);
        int from = (int) FastMath.ceil(low * replicates - ROUNDING);
        int to = (int) FastMath.floor(high * replicates + ROUNDING);
        return BinomialTail.atLeast(from, replicates, p) - BinomialTail.atLeast(to + 1, replicates, p);
    }
}
