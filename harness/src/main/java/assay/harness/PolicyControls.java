package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Glance;
import assay.Policy;
import assay.PolicyResult;
import assay.dgp.Draw;
import assay.policy.PolicyComparison;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Damaged values and gains of policies, and rules that know them but for noise. */
final class PolicyControls {

    private static final double NOISE = 0.1;

    private PolicyControls() {}

    /** A standard error that is too small. */
    static Control<PolicyResult> scaledError(double factor) {
        return Control.mutant(
                "se-times-" + factor,
                "the standard error times " + factor,
                result -> with(result, result.policy(), scaled(result.value(), factor)));
    }

    /** The value of the policy that does the opposite: the last action for the first, and so on. */
    static Control<PolicyResult> swappedArms() {
        return Control.mutant(
                "swapped-arms",
                "reports the policy with the actions in reverse order",
                result ->
                        with(result, reversed(result.policy(), result.actions().size()), result.value()));
    }

    private static Policy reversed(Policy policy, int actions) {
        return x -> actions - 1 - policy.action(x);
    }

    /** The best policy of the method, its value known but for normal noise of a known standard error. */
    static Control<PolicyResult> oracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows the value of the policy but for normal noise, whose standard error it knows",
                (draw, own, random) -> {
                    Policy policy = own.get().policy();
                    double truth = draw.truth().policies().value(policy);
                    return with(own.get(), policy, noisy(truth, random.nextGaussian()));
                },
                Optional.empty());
    }

    private static PolicyResult with(PolicyResult result, Policy policy, Estimate value) {
        return new PolicyResult(policy, result.actions(), value, result.glance(), List.of());
    }

    private static Estimate noisy(double truth, double normal) {
        return Estimate.normal(Estimand.POLICY_VALUE, "value", truth + NOISE * normal, NOISE);
    }

    private static Estimate scaled(Estimate estimate, double factor) {
        return estimate.stdError() == 0
                ? estimate
                : Estimate.studentT(
                        estimate.estimand(),
                        estimate.term(),
                        estimate.value(),
                        factor * estimate.stdError(),
                        estimate.inference().degreesOfFreedom());
    }

    /** A standard error of the gain that is too small. */
    static Control<PolicyComparison> scaledGain(double factor) {
        return Control.mutant(
                "se-times-" + factor,
                "the standard error times " + factor,
                c -> new PolicyComparison(c.result(), c.reference(), scaled(c.gain(), factor)));
    }

    /** The gain of the reference over the policy. */
    static Control<PolicyComparison> reversedGain() {
        return Control.mutant("reversed", "the reference less the policy", c -> {
            Estimate gain = c.gain();
            Estimate other = gain.stdError() == 0
                    ? gain
                    : Estimate.studentT(
                            gain.estimand(),
                            gain.term(),
                            -gain.value(),
                            gain.stdError(),
                            gain.inference().degreesOfFreedom());
            return new PolicyComparison(c.result(), c.reference(), other);
        });
    }

    /** The gain known but for normal noise of a known standard error. */
    static Control<PolicyComparison> gainOracle() {
        return new Control<>(
                Control.Kind.ORACLE,
                "oracle",
                "knows the gain of the policy but for normal noise, whose standard error it knows",
                (draw, own, random) -> known(draw, own.get(), random.nextGaussian()),
                Optional.empty());
    }

    private static PolicyComparison known(Draw draw, PolicyComparison own, double normal) {
        double truth = PolicyGainClaim.truth(own, draw.truth());
        Glance glance = new Glance("oracle", "known", draw.observed().size(), 0, 0, 0, 0, Map.of());
        PolicyResult result = new PolicyResult(
                own.result().policy(), own.result().actions(), own.result().value(), glance, List.of());
        return new PolicyComparison(result, own.reference(), noisy(truth, normal));
    }
}
