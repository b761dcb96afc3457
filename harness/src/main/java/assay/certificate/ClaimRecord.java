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
 * @param checkpoints replicates and sum so far; for shares also what {@link ScoreKind#checkpointSize} tells
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
     * The claim with its evidence, as it is stored.
     *
     * @param spec the claim
     * @param evidence on its scores
     * @param checkpoints of the evidence, the last at the end
     * @return the record
     */
    public static ClaimRecord weigh(ClaimSpec spec, RunningEvidence evidence, List<List<Double>> checkpoints) {
        Interval interval = evidence.interval();
        return new ClaimRecord(
                spec.name(),
                spec.statement(),
                spec.nominal(),
                spec.threshold(),
                spec.epsilon(),
                spec.refuteEpsilon(),
                spec.stopEpsilon(),
                spec.kind(),
                evidence.replicates(),
                evidence.sum(),
                evidence.sum() / evidence.replicates(),
                interval.lower(),
                interval.upper(),
                evidence.logCertify(),
                evidence.logRefute(),
                evidence.verdict(),
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
