package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;

/**
 * Precision: the root mean squared error is below a bound, where no error counts for more than a scale. A sample scores
 * {@code 1 - min(1, (error / scale)^2)}, and the claim is that the mean is above {@code 1 - (bound / scale)^2}. The claim
 * has no slack, so that it is the same at every tier.
 *
 * <p>The constructor throws {@link IllegalArgumentException} unless {@code 0 < bound < scale}, both finite.
 *
 * @param bound what the root mean squared error must be below, in the unit of the estimate
 * @param scale the error at which a sample scores 0
 */
public record ErrorClaim(double bound, double scale) implements Claim<Fit> {

    public ErrorClaim {
        Arguments.positive("bound of the error", bound);
        Arguments.positive("scale of the error", scale);
        if (bound >= scale) {
            throw new IllegalArgumentException("the bound " + bound + " must be below the scale " + scale);
        }
    }

    @Override
    public double score(Fit result, GroundTruth truth) {
        Estimate estimate = result.estimate();
        double error = (estimate.value() - truth.value(estimate.estimand())) / scale;
        return 1 - Math.min(1, error * error);
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Arguments.finite("true " + target.label(), truth.value(target));
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        double share = (bound / scale) * (bound / scale);
        String statement = "The root mean squared error, no error counting for more than " + scale + ", is below "
                + bound + " (mean score above %s).";
        return Specs.of("error", statement, 1 - share / 2, 1 - share, ScoreKind.BOUNDED, tier);
    }
}
