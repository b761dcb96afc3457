package assay.offpolicy;

import assay.Arguments;

/**
 * The doubly robust score with weights of at most a cap: the mean of {@code direct + min(w, cap) (r - q)} (Su, Dimakopoulou,
 * Krishnamurthy and Dudik, ICML 2020). Biased where the model is.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the cap is not finite and positive.
 *
 * @param cap the largest weight, above 0
 */
public record ClippedDr(double cap) implements OffPolicyScore {

    public ClippedDr {
        Arguments.positive("cap", cap);
    }

    @Override
    public String code() {
        return "clipped-dr";
    }

    @Override
    public String label() {
        return "clipped doubly robust";
    }

    @Override
    public Basis basis() {
        return Basis.BOTH;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.doublyRobust(code(), feedback, w -> Math.min(w, cap));
    }

    @Override
    public boolean centred() {
        return false;
    }
}
