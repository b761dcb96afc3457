package assay.certificate;

/**
 * A claim as it is tested: the mean of a score is above a threshold.
 *
 * @param name kebab case, such as {@code lower-tail}
 * @param statement the claim in words
 * @param nominal what the mean should be, in (0, 1)
 * @param threshold what it must exceed, in (0, 1)
 * @param epsilon chance of certifying a claim that is false
 * @param refuteEpsilon chance of refuting a claim that is true
 * @param maximum budget in replicates
 */
public record ClaimSpec(
        String name,
        String statement,
        double nominal,
        double threshold,
        double epsilon,
        double refuteEpsilon,
        int maximum) {

    private static final double INTERVAL_LEVEL = 0.99;

    /**
     * The e-processes of the claim.
     *
     * @return the opposed pair about the threshold
     */
    public MixtureEvidence evidence() {
        return new MixtureEvidence(threshold, nominal);
    }

    /**
     * The verdict on scores so far.
     *
     * @param sum sum of the scores
     * @param n number of scores
     * @return certified, refuted or inconclusive
     */
    public Verdict verdict(double sum, double n) {
        return evidence().verdict(sum, n, epsilon, refuteEpsilon);
    }

    /**
     * The interval reported with the claim.
     *
     * @return the confidence sequence at level 0.99
     */
    public ConfidenceSequence sequence() {
        return new ConfidenceSequence(nominal, INTERVAL_LEVEL);
    }
}
