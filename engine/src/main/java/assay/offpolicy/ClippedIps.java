package assay.offpolicy;

import assay.Arguments;

/**
 * Inverse propensity scoring with weights of at most a cap: the mean of {@code min(w, cap) r}. Biased towards 0 by what is cut
 * (Ionides, JCGS 17, 2008, doi:10.1198/106186008X320456).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the cap is not finite and positive.
 *
 * @param cap the largest weight, above 0
 */
public record ClippedIps(double cap) implements OffPolicyScore {

    public ClippedIps {
        Arguments.positive("cap", cap);
    }

    @Override
    public String code() {
        return "clipped-ips";
    }

    @Override
    public String label() {
        return "clipped inverse propensity score";
    }

    @Override
    public Basis basis() {
        return Basis.WEIGHTS;
    }

    @Override
    public OffPolicyEstimate evaluate(LoggedFeedback feedback) {
        return Scores.weighted(code(), feedback, w -> Math.min(w, cap));
    }

    @Override
    public boolean centred() {
        return false;
    }
}
