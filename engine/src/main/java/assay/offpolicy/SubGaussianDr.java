package assay.offpolicy;

import assay.Arguments;

/**
 * The doubly robust score with weights {@code w / (1 - lambda + lambda w)} (Metelli, Russo and Restelli, NeurIPS 2021). Biased where
 * the model is.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if lambda is not in (0, 1).
 *
 * @param lambda how much weights are held back, in (0, 1)
 */
public record SubGaussianDr(double lambda) implements OffPolicyScore {

    public SubGaussianDr {
        Arguments.probability("lambda", lambda);
    }

    @Override
    public String code() {
        return "sgdr";
    }

    @Override
    public String label() {
        return "sub-Gaussian doubly robust";
    }

    @Override
    public Basis basis() {
        return Basis.BOTH;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.doublyRobust(code(), feedback, w -> w / (1 - lambda + lambda * w));
    }

    @Override
    public boolean centred() {
        return false;
    }
}
