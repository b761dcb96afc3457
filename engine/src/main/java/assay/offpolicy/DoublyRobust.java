package assay.offpolicy;

/**
 * The doubly robust score: the mean of {@code direct + w (r - q)}. Unbiased with known propensities whatever the model, and the less
 * spread the better the model (Dudik, Langford and Li, ICML 2011; Dudik, Erhan, Langford and Li, Statistical Science 29, 2014,
 * doi:10.1214/14-STS500).
 */
public record DoublyRobust() implements OffPolicyScore {

    @Override
    public String code() {
        return "dr";
    }

    @Override
    public String label() {
        return "doubly robust";
    }

    @Override
    public Basis basis() {
        return Basis.BOTH;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.doublyRobust(code(), feedback, w -> w);
    }
}
