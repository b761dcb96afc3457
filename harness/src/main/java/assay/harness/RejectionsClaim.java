package assay.harness;

import assay.Estimand;
import assay.Rejections;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import assay.dgp.HypothesisTruth;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is claimed of a set of rejections. A hypothesis that the world does not know counts, when rejected, as a false
 * rejection.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the nominal value is not in [0.5, 1), or the share of
 * effects found is asked for in the null world.
 *
 * @param quantity what is scored
 * @param nominal its nominal value: 1 - q, 1 - alpha, or the planned share of effects found
 * @param arena the world as it is, or its null, in which all null hypotheses are true
 */
public record RejectionsClaim(Quantity quantity, double nominal, Arena arena) implements Claim<Rejections> {

    /** What is scored of a set of rejections. */
    public enum Quantity {
        /** One less the share of false rejections among all rejections, 1 when there is none. */
        TRUE_DISCOVERIES(
                "One less the share of false rejections among rejections is, on average, above %s.",
                ScoreKind.BOUNDED) {
            @Override
            double score(List<String> rejected, HypothesisTruth truth) {
                long wrong = wrong(rejected, truth.effects());
                return rejected.isEmpty() ? 1 : 1 - wrong / (double) rejected.size();
            }
        },
        /** Whether no true null hypothesis is rejected. */
        NO_FALSE_REJECTION("No true null hypothesis is rejected in more than %s of samples.", ScoreKind.BERNOULLI) {
            @Override
            double score(List<String> rejected, HypothesisTruth truth) {
                return wrong(rejected, truth.effects()) == 0 ? 1 : 0;
            }
        },
        /** The share of the false null hypotheses that is rejected: average power. */
        EFFECTS_FOUND("Of the false null hypotheses, on average a share above %s is rejected.", ScoreKind.BOUNDED) {
            @Override
            double score(List<String> rejected, HypothesisTruth truth) {
                Set<String> effects = truth.effects();
                return (rejected.size() - wrong(rejected, effects)) / (double) effects.size();
            }
        };

        private final String statement;
        private final ScoreKind kind;

        Quantity(String statement, ScoreKind kind) {
            this.statement = statement;
            this.kind = kind;
        }

        abstract double score(List<String> rejected, HypothesisTruth truth);

        private static long wrong(List<String> rejected, Set<String> effects) {
            return rejected.stream().filter(name -> !effects.contains(name)).count();
        }
    }

    public RejectionsClaim {
        Specs.threshold(nominal, Tier.A);
        if (quantity == Quantity.EFFECTS_FOUND && arena == Arena.NULL) {
            throw new IllegalArgumentException("the null world has no effects to find");
        }
    }

    /**
     * The false discovery rate, {@code E[false rejections / max(1, rejections)]}, at most q: with effects, and with none.
     *
     * @param q the rate that the procedure promises, in (0, 0.5]
     * @return the two claims
     */
    public static List<Claim<Rejections>> falseDiscoveryRate(double q) {
        return List.of(
                new RejectionsClaim(Quantity.TRUE_DISCOVERIES, 1 - q, Arena.EFFECT),
                new RejectionsClaim(Quantity.TRUE_DISCOVERIES, 1 - q, Arena.NULL));
    }

    /**
     * The familywise error rate, {@code P(any false rejection)}, at most alpha: with effects, and with none.
     *
     * @param alpha the rate that the procedure promises, in (0, 0.5]
     * @return the two claims
     */
    public static List<Claim<Rejections>> familywiseErrorRate(double alpha) {
        return List.of(
                new RejectionsClaim(Quantity.NO_FALSE_REJECTION, 1 - alpha, Arena.EFFECT),
                new RejectionsClaim(Quantity.NO_FALSE_REJECTION, 1 - alpha, Arena.NULL));
    }

    /**
     * Average power.
     *
     * @param share planned share of the effects that is found, in [0.5, 1)
     * @return the claim
     */
    public static Claim<Rejections> power(double share) {
        return new RejectionsClaim(Quantity.EFFECTS_FOUND, share, Arena.EFFECT);
    }

    @Override
    public double score(Rejections result, GroundTruth truth) {
        return quantity.score(result.rejected(), truth.hypotheses());
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Set<String> effects = truth.hypotheses().effects();
        if (quantity == Quantity.EFFECTS_FOUND && effects.isEmpty()) {
            throw new IllegalArgumentException("power needs a world with an effect, and this one has none");
        }
        if (arena == Arena.NULL && !effects.isEmpty()) {
            throw new IllegalArgumentException("hypotheses " + effects + " are false in the null of this world");
        }
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        String name = quantity.name().toLowerCase(Locale.ROOT).replace('_', '-');
        boolean none = arena == Arena.NULL;
        String statement = (none ? "Where treatment does nothing: " : "") + quantity.statement;
        return Specs.of(none ? name + "-null" : name, statement, nominal, quantity.kind, tier);
    }
}
