package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.certificate.ClaimSpec;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import assay.policy.PolicyComparison;
import java.util.List;

/** What is claimed of the gain of a learned policy over giving everybody one action: about the very two policies that are reported. */
public enum PolicyGainClaim implements Claim<PolicyComparison> {
    /** The interval holds the true gain. */
    COVERAGE(FitClaim.COVERAGE),
    /** The interval does not lie above the true gain. */
    LOWER_TAIL(FitClaim.LOWER_TAIL),
    /** The interval does not lie below the true gain. */
    UPPER_TAIL(FitClaim.UPPER_TAIL),
    /** The gain is not above the truth too often. */
    MEDIAN_BELOW(FitClaim.MEDIAN_BELOW),
    /** The gain is not below the truth too often. */
    MEDIAN_ABOVE(FitClaim.MEDIAN_ABOVE);

    private final FitClaim part;

    PolicyGainClaim(FitClaim part) {
        this.part = part;
    }

    /**
     * All claims.
     *
     * @return coverage, tails and medians
     */
    public static List<Claim<PolicyComparison>> all() {
        return List.of(values());
    }

    /** The true gain. */
    static double truth(PolicyComparison comparison, GroundTruth truth) {
        return truth.policies().value(comparison.result().policy())
                - truth.policies().value(comparison.reference());
    }

    @Override
    public double score(PolicyComparison result, GroundTruth truth) {
        return part.score(result.gain(), truth(result, truth));
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Arguments.finite("value of the best policy", truth.policies().best());
    }

    @Override
    public Arena arena() {
        return part.arena();
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        return part.spec(tier);
    }
}
