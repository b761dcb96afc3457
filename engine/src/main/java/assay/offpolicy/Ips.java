package assay.offpolicy;

/**
 * Inverse propensity scoring: the mean of {@code w r}. Unbiased where every action that the target takes was logged with a known
 * positive probability; its variance grows with the weights (Horvitz and Thompson, JASA 47, 1952, doi:10.1080/01621459.1952.10483446).
 */
public record Ips() implements OffPolicyScore {

    @Override
    public String code() {
        return "ips";
    }

    @Override
    public String label() {
        return "inverse propensity score";
    }

    @Override
    public Basis basis() {
        return Basis.WEIGHTS;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.weighted(code(), feedback, w -> w);
    }
}
