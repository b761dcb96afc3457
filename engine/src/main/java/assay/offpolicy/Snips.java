package assay.offpolicy;

/**
 * Self-normalised inverse propensity scoring: {@code sum(w r) / sum(w)}, a weighted mean that never leaves the range of the rewards.
 * Its bias vanishes with 1 / n; its influence is that of the ratio, {@code w (r - value) / mean(w)} (Swaminathan and Joachims, NIPS
 * 2015, The self-normalized estimator for counterfactual learning).
 */
public record Snips() implements OffPolicyScore {

    @Override
    public String code() {
        return "snips";
    }

    @Override
    public String label() {
        return "self-normalised inverse propensity score";
    }

    @Override
    public Basis basis() {
        return Basis.WEIGHTS;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.ratio(code(), feedback, new double[feedback.size()], feedback.reward());
    }
}
