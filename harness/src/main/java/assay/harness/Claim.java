package assay.harness;

import assay.certificate.ClaimSpec;
import assay.certificate.Tier;
import assay.dgp.GroundTruth;

/**
 * What one replicate contributes to a claim: the claim is that the mean score is above a threshold.
 *
 * @param <R> what the estimator answers
 */
public interface Claim<R> {

    /**
     * Scores a replicate. A replicate in which the estimator fails is never shown to a claim; it scores 0.
     *
     * @param result what the estimator answered
     * @param truth the truth of the draw
     * @return in [0, 1]
     */
    double score(R result, GroundTruth truth);

    /**
     * The world in which the claim is made.
     *
     * @return the world as it is, or its null
     */
    Arena arena();

    /**
     * The claim at a tier.
     *
     * @param tier how sharp
     * @return the claim as it is tested
     */
    ClaimSpec spec(Tier tier);
}
