package assay.harness;

import assay.PolicyResult;
import assay.certificate.Tier;
import assay.dgp.Dgp;
import assay.dgp.ManyActions;
import assay.policy.PolicyComparison;
import assay.policy.PolicyGain;
import assay.policy.PolicyTreeLearner;
import assay.policy.PolicyValidation;
import assay.policy.PolicyValue;
import assay.policy.ScoreLearner;
import assay.policy.TreeSearch;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Policies that are learned, and what they are worth. */
final class PolicyMethods {

    private static final double COST = 0.3;

    /** Trees of small leaves: the worst case of a policy that is judged where it was learned. */
    private static final PolicyTreeLearner TREE = new PolicyTreeLearner(2, 10, TreeSearch.binned());

    private static final PolicyValue TWO =
            new PolicyValue(TREE, ScoreLearner.linear(), List.of(0.0, COST), PolicyValidation.HONEST_SPLIT);

    private static final PolicyValue THREE = TWO.withCosts(List.of(0.0, COST, COST));

    private PolicyMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        makers.put("policy-value", PolicyMethods::value);
        makers.put("policy-value-multi-arm", PolicyMethods::multiArm);
        makers.put("policy-gain", PolicyMethods::gain);
    }

    private static Method<PolicyResult> value() {
        return method("policy-value", "Value of a learned policy", TWO, 0.1)
                .home(controls(TWO, List.of(0.0, 0.0)), ManyActions.standard(600, 2), ManyActions.standard(2000, 2))
                .stress(ManyActions.standard(60, 2), unrecorded(600, 2));
    }

    private static Method<PolicyResult> multiArm() {
        return method("policy-value-multi-arm", "Value of a learned policy of several actions", THREE, 0.2)
                .home(
                        controls(THREE, List.of(0.0, 0.0, 0.0)),
                        ManyActions.standard(900, 3),
                        ManyActions.standard(2400, 3))
                .stress(ManyActions.standard(90, 3), unrecorded(900, 3));
    }

    private static Dgp unrecorded(int size, int arms) {
        return ManyActions.standard(size, arms).withConfounding(2.5, ManyActions.Log.UNRECORDED);
    }

    private static Method<PolicyResult> method(String name, String title, PolicyValue estimator, double bound) {
        return Method.of(
                name, title, estimator, Tier.C, PolicyClaim.learned(bound, 4 * bound), new PolicyReaders.Values());
    }

    private static List<Control<PolicyResult>> controls(PolicyValue estimator, List<Double> free) {
        return List.of(
                PolicyControls.scaledError(0.5),
                Control.mutant("no-cost", "leaves out what the actions cost", estimator.withCosts(free)),
                PolicyControls.swappedArms(),
                Control.foil(
                        "in-sample",
                        "values the policy on the rows that it was learned from",
                        estimator.withValidation(PolicyValidation.IN_SAMPLE)),
                PolicyControls.oracle());
    }

    private static Method<PolicyComparison> gain() {
        PolicyGain estimator = new PolicyGain(TWO, PolicyGain.Reference.LAST);
        List<Control<PolicyComparison>> controls = List.of(
                PolicyControls.scaledGain(0.5),
                PolicyControls.reversedGain(),
                Control.foil(
                        "in-sample",
                        "judges the policy on the rows that it was learned from",
                        new PolicyGain(TWO.withValidation(PolicyValidation.IN_SAMPLE), PolicyGain.Reference.LAST)),
                PolicyControls.gainOracle());
        return Method.of(
                        "policy-gain",
                        "Gain of a learned policy over treating all",
                        estimator,
                        Tier.C,
                        PolicyGainClaim.all(),
                        new PolicyReaders.Gains())
                .home(controls, ManyActions.standard(600, 2), ManyActions.standard(2000, 2))
                .stress(ManyActions.standard(60, 2), unrecorded(600, 2));
    }
}
