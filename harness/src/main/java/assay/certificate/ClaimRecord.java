package assay.certificate;

import assay.Interval;
import java.util.List;

/**
 * One claim with its evidence, as stored.
 *
 * @param name kebab-case name
 * @param statement the claim in words
 * @param nominal what the mean score should be
 * @param threshold what it must exceed
 * @param epsilon chance of certifying a claim that is false
 * @param refuteEpsilon chance of refuting a claim that is true
 * @param stopEpsilon evidence of one over this ended the sampling
 * @param kind what scores look like
 * @param replicates replicates scored when the claim was decided or the budget spent
 * @param successes sum of the scores
 * @param estimate mean score
 * @param csLow lower end of the 99 % confidence sequence at the stopping time
 * @param csHigh upper end
 * @param logECertify log evidence that the mean is above the threshold
 * @param logERefute log evidence that it is below
 * @param verdict certified, refuted or inconclusive
 * @param checkpoints pairs of replicates and successes so far
 */
public record ClaimRecord(
        String name,
        String statement,
        double nominal,
        double threshold,
        double epsilon,
        double refuteEpsilon,
        double stopEpsilon,
        ScoreKind kind,
        int replicates,
        double successes,
        double estimate,
        double csLow,
        double csHigh,
        double logECertify,
        double logERefute,
        Verdict verdict,
        List<List<Double>> checkpoints) {

    public ClaimRecord {
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * Weighs scores.
     *
     * @param spec the claim
     * @param replicates number of scores
     * @param successes their sum
     * @param checkpoints pairs of replicates and successes so far
     * @return the record
     */
    public static ClaimRecord weigh(ClaimSpec spec, int replicates, double successes, List<List<Double>> checkpoints) {
        MixtureEvidence evidence = spec.evidence();
        Interval interval = spec.sequence().interval(successes, replicates);
        return new ClaimRecord(
                spec.name(),
                spec.statement(),
                spec.nominal(),
                spec.threshold(),
                spec.epsilon(),
                spec.refuteEpsilon(),
                spec.stopEpsilon(),
                spec.kind(),
                replicates,
                successes,
                successes / replicates,
                interval.lower(),
                interval.upper(),
                evidence.logCertify(successes, replicates),
                evidence.logRefute(successes, replicates),
                spec.verdict(successes, replicates),
                checkpoints);
    }

    /**
     * The claim without its evidence.
     *
     * @param maximum budget in replicates
     * @return the claim as it was tested
     */
    public ClaimSpec spec(int maximum) {
        return new ClaimSpec(name, statement, nominal, threshold, epsilon, refuteEpsilon, stopEpsilon, kind, maximum);
    }
}
