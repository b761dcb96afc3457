package assay.harness;

import assay.Estimand;
import assay.Rejections;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;

/**
 * The size of one test among several: where its hypothesis is true, its p-value is above the level in {@code 1 - level} of samples or
 * more. A sample in which the test cannot be made counts as one in which it does not reject.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the level is not in (0, 0.5].
 *
 * @param hypothesis its name
 * @param level the level
 */
record CheckSize(String hypothesis, double level) implements Claim<Rejections> {

    CheckSize {
        Specs.threshold(1 - level, Tier.A);
    }

    @Override
    public double score(Rejections result, GroundTruth truth) {
        boolean small =
                result.hypotheses().stream().anyMatch(h -> h.name().equals(hypothesis) && h.adjustedP() <= level);
        return small ? 0 : 1;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        if (!truth.hypotheses().nulls().contains(hypothesis)) {
            throw new IllegalArgumentException(
                    "the hypothesis " + hypothesis + " is not true in the null of this world");
        }
    }

    @Override
    public Arena arena() {
        return Arena.NULL;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        String statement =
                "In a clean log the p-value of " + hypothesis + " is above " + level + " in more than %s of samples.";
        return Specs.of("size-" + hypothesis, statement, 1 - level, ScoreKind.BERNOULLI, tier);
    }
}
