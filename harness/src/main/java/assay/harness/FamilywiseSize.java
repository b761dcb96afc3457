package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.Fit;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;

/** Where no treatment does anything, none of the comparisons of a fit is significant at 5 %. */
record FamilywiseSize() implements Claim<Fit> {

    @Override
    public double score(Fit result, GroundTruth truth) {
        return result.terms().stream()
                        .allMatch(term -> term.inference().pValue(truth.value(term.estimand())) >= FitClaim.ALPHA)
                ? 1
                : 0;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Arguments.finite("true " + target.label(), truth.value(target));
    }

    @Override
    public Arena arena() {
        return Arena.NULL;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        return Specs.of(
                "familywise-size",
                "Where no treatment does anything, none of the comparisons is significant at 5%% in more than %s of samples.",
                FitClaim.LEVEL,
                ScoreKind.BERNOULLI,
                tier);
    }
}
