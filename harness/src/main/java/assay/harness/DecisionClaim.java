package assay.harness;

import assay.Decision;
import assay.Estimand;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.List;

/**
 * What is claimed of a decision.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the nominal value is not in [0.5, 1).
 *
 * @param quality what is asked of the action
 * @param nominal the planned share of samples in which it is taken (or not)
 * @param arena the world as it is, or its null
 */
public record DecisionClaim(Quality quality, double nominal, Arena arena) implements Claim<Decision> {

    /** What is asked of an action. */
    public enum Quality {
        /** A right action is taken. */
        RIGHT,
        /** No harmful action is taken. */
        HARMLESS
    }

    public DecisionClaim {
        Specs.threshold(nominal, Tier.A);
    }

    /**
     * The claims of a rule that acts at the planned effect and does no harm where there is none.
     *
     * @param power planned share of samples in which a right action is taken, in [0.5, 1)
     * @param alpha share of samples of the null world in which the rule may do harm, in (0, 0.5]
     * @return the two claims
     */
    public static List<Claim<Decision>> all(double power, double alpha) {
        return List.of(
                new DecisionClaim(Quality.RIGHT, power, Arena.EFFECT),
                new DecisionClaim(Quality.HARMLESS, 1 - alpha, Arena.NULL));
    }

    /**
     * The claims of a rule for whole experiments: the right action in more than nine of ten samples of the world as it is, and no
     * harmful one in more than {@code 1 - alpha} of samples of its null. Neither has slack below these figures.
     *
     * @param tier of the method
     * @param alpha share of samples of the null world in which the rule may do harm, in (0, 0.3]
     * @return the two claims
     */
    public static List<Claim<Decision>> strict(Tier tier, double alpha) {
        return List.of(
                new DecisionClaim(Quality.RIGHT, nominal(0.9, tier), Arena.EFFECT),
                new DecisionClaim(Quality.HARMLESS, nominal(1 - alpha, tier), Arena.NULL));
    }

    /** The nominal value whose threshold at a tier is the one asked for: it is the one with the slack added. */
    static double nominal(double threshold, Tier tier) {
        for (int thousandths = (int) Math.ceil(1000 * threshold); thousandths < 1000; thousandths++) {
            if (Specs.threshold(thousandths / 1000.0, tier) >= threshold) {
                return thousandths / 1000.0;
            }
        }
        throw new IllegalArgumentException("no nominal value has a threshold of " + threshold + " at tier " + tier);
    }

    @Override
    public double score(Decision result, GroundTruth truth) {
        boolean good = quality == Quality.RIGHT
                ? truth.actions().right().contains(result.action())
                : !truth.actions().harmful().contains(result.action());
        return good ? 1 : 0;
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        if (quality == Quality.HARMLESS && truth.actions().harmful().isEmpty()) {
            throw new IllegalArgumentException("no action does harm in this world");
        }
        truth.actions();
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        boolean none = arena == Arena.NULL;
        String action = quality == Quality.RIGHT ? "a right action is taken" : "no harmful action is taken";
        String where = none ? "Where treatment does nothing, " : "At the planned effect, ";
        String name = quality == Quality.RIGHT ? "right-action" : "no-harm";
        return Specs.of(
                none ? name + "-null" : name,
                where + action + " in more than %s of samples.",
                nominal,
                ScoreKind.BERNOULLI,
                tier);
    }
}
