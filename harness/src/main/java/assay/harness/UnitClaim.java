package assay.harness;

import assay.Estimand;
import assay.cate.CateFit;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import assay.distribution.NormalDistribution;
import java.util.List;

/**
 * What is claimed of the pointwise 95 % intervals of effects by unit: the share of the interior units of a sample for which it
 * holds, on average over samples. Dependence between the units of a sample does not matter. A sample without an interior unit, or
 * a fit without variances, scores 0.
 *
 * <p>The thresholds do not hang on the tier.
 */
enum UnitClaim implements Claim<CateFit> {
    /** The interval holds the effect on the unit. */
    COVERAGE(FitClaim.COVERAGE, "The 95%% interval holds the effect on the unit", 0.93) {
        @Override
        boolean holds(double error, double half) {
            return Math.abs(error) <= half;
        }
    },
    /** The interval does not lie above the effect on the unit. */
    LOWER_TAIL(FitClaim.LOWER_TAIL, "The lower end of the 95%% interval is not above the effect on the unit", 0.945) {
        @Override
        boolean holds(double error, double half) {
            return error <= half;
        }
    },
    /** The interval does not lie below the effect on the unit. */
    UPPER_TAIL(FitClaim.UPPER_TAIL, "The upper end of the 95%% interval is not below the effect on the unit", 0.945) {
        @Override
        boolean holds(double error, double half) {
            return error >= -half;
        }
    },
    /** Where nobody responds, the interval holds zero. */
    AA_SIZE(
            FitClaim.AA_SIZE,
            "Where treatment does nothing, the test at 5%% of the unit's effect finds nothing",
            0.93) {
        @Override
        boolean holds(double error, double half) {
            return Math.abs(error) <= half;
        }
    };

    private static final double Z95 = -NormalDistribution.quantile((1 - FitClaim.LEVEL) / 2);

    private final FitClaim part;
    private final String statement;
    private final double threshold;

    UnitClaim(FitClaim part, String statement, double threshold) {
        this.part = part;
        this.statement = statement;
        this.threshold = threshold;
    }

    /** All claims, in the order in which they are reported. */
    static List<Claim<CateFit>> all() {
        return List.of(values());
    }

    /** Whether a claim holds of a unit, from the error of its effect and the half-width of its interval. */
    abstract boolean holds(double error, double half);

    @Override
    public double score(CateFit result, GroundTruth truth) {
        double[] variances = result.variances().orElse(null);
        if (variances == null) {
            return 0;
        }
        double[] truths = Surfaces.effects(truth);
        int judged = 0;
        int held = 0;
        for (int i = 0; i < truths.length; i++) {
            if (result.interior()[i]) {
                double half = Z95 * Math.sqrt(variances[i]);
                judged++;
                held += Double.isFinite(half) && holds(result.effects()[i] - truths[i], half) ? 1 : 0;
            }
        }
        return judged == 0 ? 0 : held / (double) judged;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Surfaces.effects(truth);
    }

    @Override
    public Arena arena() {
        return part.arena();
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        String words = "On average over samples, of the interior units of a sample: " + statement
                + " for more than %s of units.";
        return Specs.of(part.code(), words, part.spec(tier).nominal(), threshold, ScoreKind.BOUNDED, tier);
    }
}
