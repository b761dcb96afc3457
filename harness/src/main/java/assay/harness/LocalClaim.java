package assay.harness;

import assay.Estimate;
import assay.Fit;
import assay.certificate.ClaimSpec;
import assay.certificate.ErrorRates;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;

/**
 * A claim about fits as it is made of one table. An estimate that equals the truth up to rounding is a tie, which is
 * neither above nor below: tables of counts have many.
 *
 * @param claim the claim
 * @param claims how many claims share the chance of a false alarm
 * @param maximum replicates at most
 * @param candidates how many methods share the chance of a false certificate
 */
record LocalClaim(Claim<Fit> claim, int claims, int maximum, int candidates) implements Claim<Fit> {

    private static final double ROUNDING = 1e-9;

    @Override
    public double score(Fit result, GroundTruth truth) {
        Estimate estimate = result.estimate();
        double error = estimate.value() - truth.value(estimate.estimand());
        boolean median = claim == FitClaim.MEDIAN_ABOVE || claim == FitClaim.MEDIAN_BELOW;
        if (median && Math.abs(error) <= ROUNDING * estimate.stdError()) {
            return 1;
        }
        return claim.score(result, truth);
    }

    @Override
    public Arena arena() {
        return claim.arena();
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        ClaimSpec spec = claim.spec(tier);
        double certify = ErrorRates.BADGE / candidates;
        return new ClaimSpec(
                spec.name(),
                spec.statement(),
                spec.nominal(),
                spec.threshold(),
                certify,
                ErrorRates.BADGE / claims,
                certify,
                spec.kind(),
                maximum);
    }
}
