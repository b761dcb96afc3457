package assay.certificate;

import assay.Interval;
import java.util.List;

/**
 * The evidence on a claim while its scores come in, in replicate order. Not thread-safe.
 *
 * <p>The state is a function of what a {@link #checkpoint()} stores and of the scores added since, to the bit: evidence
 * resumed from a stored checkpoint cannot be told from evidence that never stopped.
 */
public interface RunningEvidence {

    /**
     * Adds the score of the next replicate.
     *
     * @param score in [0, 1]; NaN, which is no score at all, counts as 0
     * @throws IllegalArgumentException if it is outside [0, 1]
     * @throws IllegalStateException if it is a fraction and the claim is one of zeros and ones
     */
    void add(double score);

    /**
     * Scores so far.
     *
     * @return at least 0
     */
    int replicates();

    /**
     * Their sum.
     *
     * @return in [0, n]
     */
    double sum();

    /**
     * The logarithm of the evidence that the mean is above the threshold.
     *
     * @return log E
     */
    double logCertify();

    /**
     * The logarithm of the evidence that the mean is below the threshold.
     *
     * @return log E
     */
    double logRefute();

    /**
     * The verdict, at the error rates of the claim.
     *
     * @return certified, refuted or inconclusive
     */
    Verdict verdict();

    /**
     * Whether more scores are not needed: the evidence is enough for the book, or refutes.
     *
     * @return true if sampling ends
     */
    boolean settled();

    /**
     * The interval of the mean that holds at all sample sizes at once, at level 0.99.
     *
     * @return within [0, 1]
     */
    Interval interval();

    /**
     * What it takes to go on from here.
     *
     * @return replicates, sum, and what else the kind of score needs
     */
    List<Double> checkpoint();
}
