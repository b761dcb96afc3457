package assay.offpolicy;

/**
 * The doubly robust score that believes the model where weights are large: {@code direct + w 1(w <= tau) (r - q)} (Wang, Agarwal and
 * Dudik, ICML 2017, Optimal and adaptive off-policy evaluation in contextual bandits). Biased where the model is.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if tau is negative or not a number.
 *
 * @param tau the largest weight that is still used, 0 or more
 */
public record SwitchDr(double tau) implements OffPolicyScore {

    public SwitchDr {
        if (!(tau >= 0)) {
            throw new IllegalArgumentException("tau must be 0 or more, not " + tau);
        }
    }

    @Override
    public String code() {
        return "switch-dr";
    }

    @Override
    public String label() {
        return "switch doubly robust";
    }

    @Override
    public Basis basis() {
        return Basis.BOTH;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.doublyRobust(code(), feedback, w -> w <= tau ? w : 0);
    }

    @Override
    public boolean centred() {
        return false;
    }
}
