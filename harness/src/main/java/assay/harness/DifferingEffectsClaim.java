package assay.harness;

import assay.Estimand;
import assay.HypothesisTest;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.List;

/**
 * What is claimed of a test that effects differ, beside its size where treatment does nothing: where treatment does the same to
 * everybody, which a test of no effect would rightly reject, it is silent; where effects differ it speaks. A claim about the one kind
 * of world says nothing of the other, and scores 1 there.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the share is not in [0.5, 1).
 *
 * @param kind what is claimed
 * @param share nominal share of samples
 */
record DifferingEffectsClaim(Kind kind, double share) implements Claim<HypothesisTest> {

    /** What the test is to do. */
    enum Kind {
        /** Where all effects are the same, it does not reject. */
        SILENT(
                "constant-effect-size",
                "Where treatment does the same to all units, the test at 5%% finds nothing in more than %s of samples."),
        /** Where effects differ, it rejects. */
        SPEAKS(
                "power",
                "Where effects differ as planned, the test at 5%% finds that they do in more than %s of samples.");

        private final String code;
        private final String statement;

        Kind(String code, String statement) {
            this.code = code;
            this.statement = statement;
        }
    }

    DifferingEffectsClaim {
        Specs.threshold(share, Tier.A);
    }

    /** Both claims. */
    static List<Claim<HypothesisTest>> both(double power) {
        return List.of(
                new DifferingEffectsClaim(Kind.SILENT, 1 - FitClaim.ALPHA),
                new DifferingEffectsClaim(Kind.SPEAKS, power));
    }

    @Override
    public double score(HypothesisTest result, GroundTruth truth) {
        boolean constant = Surfaces.constant(truth);
        if (kind == Kind.SILENT) {
            return constant && result.rejects(FitClaim.ALPHA) ? 0 : 1;
        }
        return constant || result.rejects(FitClaim.ALPHA) ? 1 : 0;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Surfaces.effects(truth);
    }

    @Override
    public Arena arena() {
        return Arena.EFFECT;
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        return Specs.of(kind.code, kind.statement, share, ScoreKind.BERNOULLI, tier);
    }
}
