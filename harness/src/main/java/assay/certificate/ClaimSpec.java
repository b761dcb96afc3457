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
 * @param stopEpsilon evidence of one over this ends the sampling
 * @param kind what scores look like
 * @param maximum budget in replicates
 */
public record ClaimSpec(
        String name,
        String statement,
        double nominal,
        double threshold,
        double epsilon,
        double refuteEpsilon,
        double stopEpsilon,
        ScoreKind kind,
        int maximum) {

    private static final double INTERVAL_LEVEL = 0.99;

    /**
     * A claim at the error rates of the book.
     *
     * @param name kebab case
     * @param statement the claim in words
     * @param nominal what the mean should be
     * @param threshold what it must exceed
     * @param kind what scores look like
     * @param maximum budget in replicates
     * @return the claim
     */
    public static ClaimSpec of(
            String name, String statement, double nominal, double threshold, ScoreKind kind, int maximum) {
        return new ClaimSpec(
                name,
                statement,
                nominal,
                threshold,
                ErrorRates.BADGE,
                ErrorRates.REFUTE,
                ErrorRates.STOP,
                kind,
                maximum);
    }

    /**
     * The same claim with another budget, which is no part of what is claimed.
     *
     * @param budget replicates at most
     * @return the changed claim
     */
    public ClaimSpec withMaximum(int budget) {
        return new ClaimSpec(name, statement, nominal, threshold, epsilon, refuteEpsilon, stopEpsilon, kind, budget);
    }

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
     * Whether more scores are not needed: the evidence is enough for the book, or refutes.
     *
     * @param sum sum of the scores
     * @param n number of scores
     * @return true if sampling ends
     */
    public boolean settled(double sum, double n) {
        return evidence().verdict(sum, n, stopEpsilon, refuteEpsilon) != Verdict.INCONCLUSIVE;
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
