package assay.trust;

import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * All checks of a log against its plan, before any effect is looked at.
 *
 * @param plan what was agreed
 * @param tolerance up to which shares of defects the comparison still stands
 */
public record TrustChecks(ExperimentPlan plan, TrustTolerance tolerance) {

    /**
     * The checks of a plan with the usual tolerances.
     *
     * @param plan what was agreed
     * @return the checks
     */
    public static TrustChecks of(ExperimentPlan plan) {
        return new TrustChecks(plan, TrustTolerance.standard());
    }

    /**
     * Makes all checks.
     *
     * @param log what happened
     * @return one finding of each check, in the order in which they are made; a check that fails says how badly and what to do
     */
    public TrustReport check(ExperimentLog log) {
        Study study = new Study(plan, log, tolerance);
        return new TrustReport(all().stream().map(check -> check.check(study)).toList());
    }

    private static List<TrustCheck> all() {
        List<TrustCheck> checks = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            for (SampleRatio.Grouping grouping : SampleRatio.Grouping.values()) {
                checks.add(new SampleRatio(stage, grouping));
            }
        }
        checks.add(new StableShares());
        checks.addAll(List.of(UserRows.values()));
        checks.addAll(List.of(RowTimes.values()));
        checks.add(new DeliveryByArm());
        checks.add(new Exclusions());
        checks.add(new ImplausibleActivity(ImplausibleActivity.Question.SHARE));
        checks.add(new ImplausibleActivity(ImplausibleActivity.Question.BY_ARM));
        checks.add(new Missing(Missing.Question.SHARE));
        checks.add(new Missing(Missing.Question.BY_ARM));
        checks.add(new PrePeriodBalance());
        checks.add(new PrePeriodEffect());
        checks.addAll(List.of(Readiness.values()));
        checks.add(new Novelty());
        return checks;
    }
}
