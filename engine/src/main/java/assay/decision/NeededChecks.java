package assay.decision;

import assay.decision.DecisionRecord.Reason;
import assay.trust.TrustFinding;
import assay.trust.TrustReport;
import java.util.ArrayList;
import java.util.List;

/** The checks without which nothing is decided. */
final class NeededChecks {

    private NeededChecks() {}

    /** Why the data cannot be trusted; empty if they can. */
    static List<Reason> broken(ExperimentPlan plan, TrustReport trust) {
        List<Reason> reasons = new ArrayList<>();
        for (TrustFinding finding : trust.invalidating()) {
            boolean made = finding.state() == TrustFinding.State.FAIL;
            reasons.add(reason(made ? ReasonCode.TRUST_CHECK_FAILED : ReasonCode.TRUST_CHECK_NOT_RUN, finding));
        }
        for (String check : of(plan)) {
            boolean made = trust.findings().stream()
                    .anyMatch(f -> f.check().equals(check)
                            && f.state() != TrustFinding.State.NOT_RUN
                            && f.state() != TrustFinding.State.NOT_APPLICABLE);
            boolean said = reasons.stream().anyMatch(r -> r.subject().equals(check));
            if (!made && !said) {
                reasons.add(ReasonCode.TRUST_CHECK_ABSENT.of(
                        check, "The check " + check + " was not made, and without it arms must not be compared."));
            }
        }
        return reasons;
    }

    private static List<String> of(ExperimentPlan plan) {
        return switch (plan.primaryView()) {
            case ASSIGNED -> List.of("sample-ratio-assignment");
            case TRIGGERED -> List.of("sample-ratio-assignment", "sample-ratio-trigger");
            case EXPOSED -> List.of("sample-ratio-assignment", "sample-ratio-exposure");
        };
    }

    static Reason reason(ReasonCode code, TrustFinding finding) {
        String where = finding.where().isEmpty() || finding.where().equals("all") ? "" : " (" + finding.where() + ")";
        return code.of(finding.check(), finding.check() + where + ": " + finding.message());
    }

    /** Whether a finding that delays is about units and not about time. */
    static boolean lacksUnits(TrustFinding finding) {
        return finding.check().contains("units") || finding.check().contains("evaluab");
    }
}
