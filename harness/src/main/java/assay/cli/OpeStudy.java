package assay.cli;

import assay.Caution;
import assay.Estimate;
import assay.Interval;
import assay.Normal;
import assay.Sample;
import assay.Trajectory;
import assay.offpolicy.BettingPolicyValue;
import assay.offpolicy.LoggedFeedback;
import assay.offpolicy.LoggedSample;
import assay.offpolicy.OffPolicyEstimate;
import assay.offpolicy.OffPolicyScore;
import assay.offpolicy.OverlapDiagnosis;
import assay.offpolicy.OverlapRule;
import assay.offpolicy.RewardModel;
import assay.offpolicy.TargetPolicy;
import assay.random.Philox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * A target policy under several scores.
 *
 * @param sample the log
 * @param policy the target
 * @param log the log as it was read
 * @param overlap whether it can speak for the target
 * @param values the value by each score, in their order
 * @param betting the value by betting, empty where no range of the reward was given
 * @param logged the mean reward of the log itself
 * @param cautions reasons for care
 */
record OpeStudy(
        Sample sample,
        TargetPolicy policy,
        LoggedSample log,
        OverlapDiagnosis overlap,
        Map<OffPolicyScore, OffPolicyEstimate> values,
        Optional<Estimate> betting,
        OffPolicyEstimate logged,
        List<Caution> cautions) {

    static OpeStudy of(
            Sample sample,
            Table table,
            OpeTarget target,
            double epsilon,
            List<OffPolicyScore> scores,
            List<Double> bound,
            double level,
            long seed) {
        LoggedSample log = LoggedSample.of(sample);
        TargetPolicy named = target.policy(table, sample, log);
        TargetPolicy policy = epsilon == 0 ? named : new TargetPolicy.EpsilonMixture(named, epsilon);
        LoggedFeedback feedback = log.under(policy);
        OverlapDiagnosis overlap = log.overlap(feedback);
        OverlapRule rule = OverlapRule.standard();
        scores.forEach(score -> rule.check(overlap, score, log.actions()));
        Map<OffPolicyScore, OffPolicyEstimate> values = new LinkedHashMap<>();
        Map<String, Caution> cautions = new LinkedHashMap<>();
        LoggedFeedback learned = feedback;
        for (OffPolicyScore score : scores) {
            boolean own = score.learningWeights(feedback).length > 0;
            if (score.basis() != OffPolicyScore.Basis.WEIGHTS && (own || learned == feedback)) {
                LoggedFeedback fitted = log.learned(RewardModel.standard(), score, feedback, new Philox(seed, 0, 3));
                values.put(score, score.evaluate(fitted));
                learned = own ? learned : fitted;
            } else {
                values.put(score, score.evaluate(learned));
            }
            // What a table marks by score needs no sentence.
            rule.cautions(overlap, score).stream()
                    .filter(caution -> scores.size() == 1
                            || !List.of("biased-weights", "model-only-value").contains(caution.code()))
                    .forEach(caution -> cautions.putIfAbsent(caution.code(), caution));
        }
        Optional<Estimate> betting = bound.isEmpty()
                ? Optional.empty()
                : Optional.of(last(new BettingPolicyValue(policy, bound.get(0), bound.get(1), bound.get(0), 1, level)
                        .estimate(sample, new Philox(seed, 0, 3))));
        return new OpeStudy(
                sample,
                policy,
                log,
                overlap,
                values,
                betting,
                OffPolicyEstimate.ofMean("logged", feedback.reward(), feedback),
                List.copyOf(cautions.values()));
    }

    private static Estimate last(Trajectory path) {
        return path.looks().get(path.looks().size() - 1).estimate();
    }

    /** The score that leads: the first that was asked for, by default the doubly robust one. */
    OffPolicyScore leading() {
        return values.keySet().iterator().next();
    }

    /** A normal interval. */
    static Interval interval(OffPolicyEstimate estimate, double level) {
        if (!(estimate.stdError() > 0)) {
            return new Interval(estimate.value(), estimate.value());
        }
        return new Normal(estimate.value(), estimate.stdError()).interval(level);
    }
}
