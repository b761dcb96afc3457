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
 * The power at the effect of the world, which is the planned one: the test at 5 % finds it, with the right sign.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the power is not in [0.5, 1).
 *
 * @param power the planned power 1 - beta
 */
public record PowerClaim(double power) implements Claim<Fit> {

    static final String STATEMENT =
            "At the planned effect the test at 5%% finds it, with the right sign, in more than %s of samples.";

    public PowerClaim {
        Specs.threshold(power, Tier.A);
    }

    @Override
    public double score(Fit result, GroundTruth truth) {
        Estimate estimate = result.estimate();
        return finds(estimate, truth.value(estimate.estimand())) ? 1 : 0;
    }

    /** Whether an estimate shows an effect of the right sign. */
    static boolean finds(Estimate estimate, double truth) {
        return estimate.inference().pValue(0) < FitClaim.ALPHA && estimate.value() * Math.signum(truth) > 0;
    }

    /** Refuses a world without an effect to find. */
    static void planned(Estimand target, GroundTruth truth) {
        if (Arguments.finite("true " + target.label(), truth.value(target)) == 0) {
            throw new IllegalArgumentException("power needs a world with an effect, and this one has none");
        }
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        planned(target, truth);
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        return Specs.of("power", STATEMENT, power, ScoreKind.BERNOULLI, tier);
    }
}
