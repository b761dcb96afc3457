package assay.offpolicy;

/**
 * The doubly robust score with a self-normalised correction: {@code mean(direct) + sum(w (r - q)) / sum(w)}, with the influence of the
 * ratio (Thomas and Brunskill, ICML 2016, Data-efficient off-policy policy evaluation for reinforcement learning).
 */
public record SelfNormalisedDr() implements OffPolicyScore {

    @Override
    public String code() {
        return "sndr";
    }

    @Override
    public String label() {
        return "self-normalised doubly robust";
    }

    @Override
    public Basis basis() {
        return Basis.BOTH;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.ratio(code(), feedback, Scores.direct(feedback), Scores.residuals(feedback));
    }
}
