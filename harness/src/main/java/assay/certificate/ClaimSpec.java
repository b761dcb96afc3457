package assay.certificate;

import java.util.List;

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

    static final double INTERVAL_LEVEL = 0.99;

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
     * Evidence before any score.
     *
     * @return by counting for zeros and ones, by betting for shares
     */
    public RunningEvidence start() {
        return switch (kind) {
            case BERNOULLI -> new CountingEvidence(this);
            case BOUNDED -> new BettingEvidence(this);
        };
    }

    /**
     * Evidence as it was at a checkpoint.
     *
     * @param checkpoint what {@link RunningEvidence#checkpoint()} gave
     * @return the evidence, as if it had never stopped
     * @throws IllegalArgumentException if this is no checkpoint of such scores
     */
    public RunningEvidence resume(List<Double> checkpoint) {
        if (checkpoint.size() != kind.checkpointSize()) {
            throw new IllegalArgumentException("a checkpoint of claim " + name + " holds " + kind.checkpointSize()
                    + " numbers, not " + checkpoint.size());
        }
        return switch (kind) {
            case BERNOULLI -> new CountingEvidence(this, checkpoint.get(0).intValue(), checkpoint.get(1));
            case BOUNDED -> new BettingEvidence(this, checkpoint);
        };
    }

    /**
     * The e-processes of a claim of zeros and ones.
     *
     * @return the opposed pair about the threshold
     */
    public MixtureEvidence evidence() {
        return new MixtureEvidence(threshold, nominal);
    }

    /**
     * The interval reported with a claim of zeros and ones.
     *
     * @return the confidence sequence at level 0.99
     */
    public ConfidenceSequence sequence() {
        return new ConfidenceSequence(nominal, INTERVAL_LEVEL);
    }
}
