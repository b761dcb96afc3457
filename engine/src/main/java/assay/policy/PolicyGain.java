package assay.policy;

import assay.Estimand;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What a learned policy is worth beyond giving everybody one action: the mean over judged rows of the score of the chosen action less
 * that of the one action, net of costs. Rows for which both choose the same count as zero, so that the gain is known better than either
 * value.
 *
 * @param value learns the policy and judges it
 * @param reference what the policy is compared with
 */
public record PolicyGain(PolicyValue value, Reference reference) implements Estimator<PolicyComparison> {

    /** The action that everybody gets for comparison. */
    public enum Reference {
        /** The first action: treat none. */
        FIRST,
        /** The last action: with two arms, treat all. */
        LAST,
        /** The action that was worth most by the rows that the policy was learned from. */
        BEST_CONSTANT
    }

    /**
     * Against the best constant action.
     *
     * @return the standard policy, judged on an honest split
     */
    public static PolicyGain standard() {
        return new PolicyGain(PolicyValue.standard(), Reference.BEST_CONSTANT);
    }

    @Override
    public Estimand target() {
        return Estimand.POLICY_VALUE;
    }

    @Override
    public Set<Role> needs() {
        return value.needs();
    }

    @Override
    public Set<Role> reads() {
        return value.reads();
    }

    @Override
    public PolicyComparison estimate(Sample sample, RandomGenerator random) {
        PolicyStudy study = PolicyStudy.of(value, sample, random);
        int action = switch (reference) {
            case FIRST -> 0;
            case LAST -> study.actions().size() - 1;
            case BEST_CONSTANT -> study.bestConstant();
        };
        return new PolicyComparison(study.result("policy-gain"), x -> action, study.gain(action));
    }
}
