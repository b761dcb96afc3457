package assay.harness;

import assay.Decision;
import assay.Estimand;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.decision.DecisionRecord;
import assay.decision.ExperimentPlan;
import assay.dgp.GroundTruth;
import assay.experiment.Better;
import java.util.List;

/**
 * Who gets a treatment gains by it: something ships, and the true effect of what ships is for the better in every segment that gets it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the threshold is not in [0.5, 1).
 *
 * @param threshold the share of samples above which it holds
 * @param tier of the method
 */
record TargetClaim(double threshold, Tier tier) implements Claim<Decision> {

    TargetClaim {
        DecisionClaim.nominal(threshold, tier);
    }

    @Override
    public double score(Decision result, GroundTruth truth) {
        DecisionRecord decided = result.basis(DecisionRecord.class).orElseThrow();
        if (!decided.action().ships()) {
            return 0;
        }
        ExperimentPlan plan = decided.plan();
        String whole = plan.primary().id() + ' ' + plan.primaryView().code() + ' ' + decided.arm();
        List<String> targets = decided.segments().isEmpty()
                ? List.of(whole)
                : decided.segments().stream().map(s -> whole + ' ' + s).toList();
        int sign = plan.primary().better() == Better.LARGER ? 1 : -1;
        for (String target : targets) {
            Double effect = truth.targets().get(target);
            if (effect == null || !(sign * effect > 0)) {
                return 0;
            }
        }
        return 1;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        if (truth.targets().values().stream().noneMatch(effect -> effect != 0)) {
            throw new IllegalArgumentException("nobody gains by any treatment in this world");
        }
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier of) {
        return Specs.of(
                "right-target",
                "A treatment ships, and all who get it gain by it, in more than %s of samples.",
                DecisionClaim.nominal(threshold, tier),
                ScoreKind.BERNOULLI,
                of);
    }
}
