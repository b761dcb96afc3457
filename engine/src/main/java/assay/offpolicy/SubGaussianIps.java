package assay.offpolicy;

import assay.Arguments;

/**
 * Inverse propensity scoring with weights {@code w / (1 - lambda + lambda w)}, which stay below 1 / lambda (Metelli, Russo and
 * Restelli, NeurIPS 2021, Subgaussian and differentiable importance sampling for off-policy evaluation and learning). Biased.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if lambda is not in (0, 1).
 *
 * @param lambda how much weights are held back, in (0, 1)
 */
public record SubGaussianIps(double lambda) implements OffPolicyScore {

    public SubGaussianIps {
        Arguments.probability("lambda", lambda);
    }

    @Override
    public String code() {
        return "sgips";
    }

    @Override
    public String label() {
        return "sub-Gaussian inverse propensity score";
    }

    @Override
    public Basis basis() {
        return Basis.WEIGHTS;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.weighted(code(), feedback, w -> w / (1 - lambda + lambda * w));
    }

    @Override
    public boolean centred() {
        return false;
    }
}
