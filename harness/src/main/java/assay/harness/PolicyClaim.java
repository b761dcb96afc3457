package assay.harness;

import assay.Arguments;
import assay.Estimand;
import assay.PolicyResult;
import assay.certificate.ClaimSpec;
import assay.certificate.ScoreKind;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;
import java.util.ArrayList;
import java.util.List;

/** What is claimed of the value of a policy, be it learned or given: about the very policy that is reported. */
public enum PolicyClaim implements Claim<PolicyResult> {
    /** The interval holds the true value. */
    COVERAGE(FitClaim.COVERAGE),
    /** The interval does not lie above the true value: the policy is not sold for more than it is worth. */
    LOWER_TAIL(FitClaim.LOWER_TAIL),
    /** The interval does not lie below the true value. */
    UPPER_TAIL(FitClaim.UPPER_TAIL),
    /** The value is not above the truth too often. */
    MEDIAN_BELOW(FitClaim.MEDIAN_BELOW),
    /** The value is not below the truth too often. */
    MEDIAN_ABOVE(FitClaim.MEDIAN_ABOVE);

    /** Reads the value. */
    public static final Reading.Reader<PolicyResult> READER =
            (result, truth) -> Reading.of(result.value(), truth.policies().value(result.policy()));

    private final FitClaim part;

    PolicyClaim(FitClaim part) {
        this.part = part;
    }

    /**
     * The claims about the estimate of the value.
     *
     * @return coverage, tails and medians
     */
    public static List<Claim<PolicyResult>> value() {
        return List.of(values());
    }

    /**
     * The claims about a policy that is learned: those about its value, and regret.
     *
     * @param bound what mean regret must be below, in the unit of the outcome
     * @param scale the regret at which a sample scores 0
     * @return all claims
     * @throws IllegalArgumentException unless {@code 0 < bound < scale}, both finite
     */
    public static List<Claim<PolicyResult>> learned(double bound, double scale) {
        List<Claim<PolicyResult>> claims = new ArrayList<>(value());
        claims.add(new Regret(bound, scale));
        return List.copyOf(claims);
    }

    @Override
    public double score(PolicyResult result, GroundTruth truth) {
        return part.score(result.value(), truth.policies().value(result.policy()));
    }

    @Override
    public void check(Estimand target, GroundTruth truth) {
        Arguments.finite("value of the best policy", truth.policies().best());
    }

    @Override
    public Arena arena() {
        return part.arena();
    }

    @Override
    public ClaimSpec spec(Tier tier) {
        return part.spec(tier);
    }

    /** Scores {@code 1 - min(1, regret / scale)}; without slack, so that the claim is the same at every tier. */
    private record Regret(double bound, double scale) implements Claim<PolicyResult> {

        Regret {
            Arguments.positive("bound of the regret", bound);
            Arguments.positive("scale of the regret", scale);
            if (bound >= scale) {
                throw new IllegalArgumentException("the bound " + bound + " must be below the scale " + scale);
            }
        }

        @Override
        public double score(PolicyResult result, GroundTruth truth) {
            // A truth by quadrature may leave the best policy short of itself by rounding.
            double regret = Math.max(0, truth.policies().regret(result.policy()));
            return 1 - Math.min(1, regret / scale);
        }

        @Override
        public void check(Estimand target, GroundTruth truth) {
            COVERAGE.check(target, truth);
        }

        @Override
        public Arena arena() {
            return Arena.EFFECT;
        }

        @Override
        public ClaimSpec spec(Tier tier) {
            double share = bound / scale;
            String statement = "Mean regret, no regret counting for more than " + scale + ", is below " + bound
                    + " (mean score above %s).";
            return Specs.of("regret", statement, 1 - share / 2, 1 - share, ScoreKind.BOUNDED, tier);
        }
    }
}
