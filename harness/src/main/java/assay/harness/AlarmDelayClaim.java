package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.HypothesisTest;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import assay.dgp.campaign.DriftingCampaign;

/**
 * The alarm of a change comes when there is a change, and soon: not before its first round, and at most a number of rounds after it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the number is below 0 or the share not in [0.5, 1).
 *
 * @param rounds most rounds that may pass after the first round of the change
 * @param share the share of campaigns in which that holds
 */
public record AlarmDelayClaim(int rounds, double share) implements Claim<HypothesisTest> {

    public AlarmDelayClaim {
        Arguments.atLeast("rounds", rounds, 0);
        Specs.threshold(share, Tier.A);
    }

    @Override
    public double score(HypothesisTest result, GroundTruth truth) {
        Double alarm = result.glance().diagnostics().get("alarm_round");
        Double change = truth.targets().get(DriftingCampaign.CHANGE);
        return alarm != null && change != null && alarm >= change && alarm <= change + rounds ? 1 : 0;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        if (truth.nullHolds() || !truth.targets().containsKey(DriftingCampaign.CHANGE)) {
            throw new IllegalArgumentException("a delay needs a world that changes in a known round");
        }
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        return Specs.of(
                "alarm-delay",
                "The alarm comes in the first round of the change or at most " + rounds
                        + " later, and not before it, in more than %s of samples.",
                share,
                ScoreKind.BERNOULLI,
                tier);
    }
}
