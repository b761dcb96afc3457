package assay.trust;

import assay.Estimand;
import assay.Estimator;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * All checks of the log of an experiment as one procedure: each check is a hypothesis, that the log is sound in what it looks at, and is
 * rejected if the check fails or cannot be made. A check that is a test carries its p-value, one that counts none.
 *
 * @param checks the checks with their plan
 */
public record TrustBattery(TrustChecks checks) implements Estimator<Rejections> {

    /**
     * The battery of a plan, with the usual tolerances.
     *
     * @param plan what was agreed
     * @return the battery
     */
    public static TrustBattery of(ExperimentPlan plan) {
        return new TrustBattery(TrustChecks.of(plan));
    }

    /** No effect is estimated. */
    @Override
    public Estimand target() {
        return Estimand.ITT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.UNIT, Role.ASSIGNMENT, Role.TIME, Role.OUTCOME, Role.COVARIATE);
    }

    /**
     * Makes all checks.
     *
     * @param sample a log, as {@link ExperimentLog#sample} writes it
     * @param random not used
     * @return a hypothesis for each check, in the order of the checks
     * @throws assay.EstimationException if the sample is no log
     */
    @Override
    public Rejections estimate(Sample sample, RandomGenerator random) {
        return new Rejections(
                checks.check(ExperimentLog.of(sample)).findings().stream()
                        .map(TrustBattery::hypothesis)
                        .toList(),
                List.of());
    }

    private static Rejections.Hypothesis hypothesis(TrustFinding finding) {
        boolean fails = finding.state() == TrustFinding.State.FAIL || finding.state() == TrustFinding.State.NOT_RUN;
        return new Rejections.Hypothesis(finding.check(), finding.pValue(), fails);
    }
}
