package assay.offpolicy;

/**
 * The direct method: the mean of what the reward model expects of the target. As wrong as the model, and its standard error tells of
 * the contexts alone, not of the model.
 */
public record DirectMethod() implements OffPolicyScore {

    @Override
    public String code() {
        return "dm";
    }

    @Override
    public String label() {
        return "direct method";
    }

    @Override
    public Basis basis() {
        return Basis.MODEL;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return OffPolicyEstimate.ofTerms(code(), Scores.direct(feedback), feedback);
    }

    @Override
    public boolean centred() {
        return false;
    }
}
