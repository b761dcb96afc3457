package assay.policy;

import assay.Arguments;
import assay.Policy;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Treats, action 1, where an effect is above a threshold, such as the cost of treatment; else action 0.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the threshold is not finite.
 *
 * @param effect the effect on a unit, from its covariates
 * @param threshold what the effect must be above
 */
public record ThresholdPolicy(ToDoubleFunction<double[]> effect, double threshold) implements Policy {

    public ThresholdPolicy {
        Arguments.finite("threshold", threshold);
    }

    /**
     * Treats the share of units whose effects are largest, by the effects of units that stand for those to come: the threshold is a
     * quantile. Where effects are tied at the threshold fewer are treated, never more.
     *
     * @param effect the effect on a unit
     * @param known effects of units that stand for those to come
     * @param share largest share to treat, in (0, 1]
     * @return the policy
     * @throws IllegalArgumentException if the share is outside (0, 1], there are no effects, or one is not finite
     */
    public static ThresholdPolicy topShare(ToDoubleFunction<double[]> effect, double[] known, double share) {
        Budget.share(share);
        double[] sorted = known.clone();
        for (double e : sorted) {
            Arguments.finite("effect", e);
        }
        Arguments.atLeast("number of effects", sorted.length, 1);
        Arrays.sort(sorted);
        int most = (int) Math.floor(share * sorted.length);
        double threshold = most == sorted.length ? Math.nextDown(sorted[0]) : sorted[sorted.length - most - 1];
        return new ThresholdPolicy(effect, threshold);
    }

    @Override
    public int action(double[] covariates) {
        return effect.applyAsDouble(covariates) > threshold ? 1 : 0;
    }
}
