package assay.harness;

import assay.Estimand;
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
     * Scores a replicate. A replicate in which the estimator fails is never shown to a claim; it scores 0. So does a result
     * on which this method throws: the result is at fault, as the truth has been checked.
     *
     * @param result what the estimator answered
     * @param truth the truth of the draw
     * @return in [0, 1]
     */
    double score(R result, GroundTruth truth);

    /**
     * Checks that a world knows what the claim is about. A run begins with this check and stops if it fails: a claim that
     * cannot be scored is a mistake in the catalogue, not evidence against a method.
     *
     * @param target what the estimator claims to estimate
     * @param truth the truth of a draw
     * @throws IllegalArgumentException if the truth lacks what the claim needs
     */
    default void check(Estimand target, GroundTruth truth) {}

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
