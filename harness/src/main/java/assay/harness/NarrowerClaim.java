package assay.harness;

import assay.Fit;
import assay.StudentT;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;

/**
 * Gain of adjustment: the 95 % interval is no wider than that of the same sample without adjustment, which the fit reports
 * beside its own as {@code unadjusted_std_error} and {@code unadjusted_df}. A fit that does not say scores 0.
 */
public record NarrowerClaim() implements Claim<Fit> {

    private static final double SHARE = 0.95;

    @Override
    public double score(Fit result, GroundTruth truth) {
        Double error = result.glance().diagnostics().get("unadjusted_std_error");
        Double df = result.glance().diagnostics().get("unadjusted_df");
        if (error == null || df == null) {
            return 0;
        }
        double plain = new StudentT(0, error, df).interval(FitClaim.LEVEL).width();
        return result.estimate().inference().interval(FitClaim.LEVEL).width() <= plain ? 1 : 0;
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        return Specs.of(
                "narrower",
                "The 95%% interval is no wider than without adjustment in more than %s of samples.",
                SHARE,
                ScoreKind.BERNOULLI,
                tier);
    }
}
