package assay.decision;

import assay.Caution;
import assay.Decision;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import assay.trust.TrustChecks;
import assay.trust.TrustReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Decides an experiment from its log: checks first, then comparisons, then {@link DecisionRule}. Where a check says that arms must not
 * be compared, or nothing can be read, none is. The basis of the answer is a {@link DecisionRecord}.
 *
 * @param plan what was agreed before
 */
public record ExperimentDecision(ExperimentPlan plan) implements Estimator<Decision> {

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.UNIT, Role.ASSIGNMENT, Role.TIME, Role.OUTCOME, Role.COVARIATE);
    }

    @Override
    public Decision estimate(Sample sample, RandomGenerator random) {
        return answer(decide(ExperimentLog.of(sample)));
    }

    /**
     * Decides from a log.
     *
     * @param log what happened
     * @return the action, why, and all that it was made from
     */
    public DecisionRecord decide(ExperimentLog log) {
        TrustReport trust = TrustChecks.of(plan).check(log);
        return DecisionRule.decide(plan, trust, read(log));
    }

    /** The comparisons; without any where the primary metric cannot be read, as by data that are not to be trusted. */
    private ExperimentReading read(ExperimentLog log) {
        try {
            return ExperimentAnalysis.of(plan).read(log);
        } catch (EstimationException e) {
            return unread(e);
        }
    }

    /**
     * What is known where nothing can be read.
     *
     * @param why what stands in the way
     * @return no comparisons, and a caution
     */
    public static ExperimentReading unread(EstimationException why) {
        return new ExperimentReading(
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(Caution.of("metric-not-read", "The primary metric cannot be read: " + why.getMessage())));
    }

    private static Decision answer(DecisionRecord decided) {
        return new Decision(
                decided.action().name(),
                Action.names(),
                decided.reasons().get(0).message(),
                decided.reading().cautions(),
                Optional.of(decided));
    }
}
