package assay.offpolicy;

import assay.Arguments;

/**
 * The doubly robust score with optimistic shrinkage: weights {@code lambda w / (w^2 + lambda)} (Su, Dimakopoulou, Krishnamurthy and
 * Dudik, ICML 2020, Doubly robust off-policy evaluation with shrinkage). Biased where the model is.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if lambda is not finite and positive.
 *
 * @param lambda above 0; the doubly robust score as it grows, the direct method as it vanishes
 */
public record DrOptimisticShrinkage(double lambda) implements OffPolicyScore {

    public DrOptimisticShrinkage {
        Arguments.positive("lambda", lambda);
    }

    @Override
    public String code() {
        return "dros";
    }

    @Override
    public String label() {
        return "doubly robust with optimistic shrinkage";
    }

    @Override
    public Basis basis() {
        return Basis.BOTH;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.doublyRobust(code(), feedback, w -> lambda * w / (w * w + lambda));
    }

    @Override
    public boolean centred() {
        return false;
    }
}
