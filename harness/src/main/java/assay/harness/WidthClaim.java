package assay.harness;

import assay.Arguments;
import assay.Fit;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;

/**
 * Precision: the 95 % interval is at most so wide.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the bound is not finite and positive, or the share not in
 * [0.5, 1).
 *
 * @param bound the largest width w*, in the unit of the estimate
 * @param share nominal share of samples in which the interval is no wider
 */
public record WidthClaim(double bound, double share) implements Claim<Fit> {

    public WidthClaim {
        Arguments.positive("bound of the width", bound);
        Specs.threshold(share, Tier.A);
    }

    @Override
    public double score(Fit result, GroundTruth truth) {
        return result.estimate().inference().interval(FitClaim.LEVEL).width() <= bound ? 1 : 0;
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        String statement = "The 95%% interval is at most " + bound + " wide in more than %s of samples.";
        return Specs.of("width", statement, share, ScoreKind.BERNOULLI, tier);
    }
}
