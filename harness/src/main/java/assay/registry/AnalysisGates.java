package assay.registry;

import assay.trust.TrustFinding;
import assay.trust.TrustReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must hold before a reading is recorded. */
final class AnalysisGates {

    private AnalysisGates() {}

    static List<Gate> check(Experiment experiment, TrustReport report, Optional<Lifecycle.Revision> revision) {
        List<Gate> gates = new ArrayList<>();
        gates.add(Gate.pass(
                "contract-unchanged",
                revision.map(raised ->
                                "only versions of metrics were raised, before the data were read: " + raised.metrics())
                        .orElse("the contract is the one in the store")));
        gates.add(peeking(experiment));
        List<TrustFinding> invalidating = report.invalidating();
        gates.add(
                invalidating.isEmpty()
                        ? Gate.pass(
                                "trust", report.findings().size() + " checks, none of which invalidates the comparison")
                        : Gate.fail(
                                "trust",
                                invalidating.stream()
                                        .map(f -> f.check() + " (" + f.where() + "): " + f.message())
                                        .collect(Collectors.joining("; ")),
                                "find the cause; record the reading with a reason only to decide INVESTIGATE_INVALID"));
        return gates;
    }

    private static Gate peeking(Experiment experiment) {
        if (experiment.state() != State.RUNNING) {
            return Gate.pass("planned-look", "assignment has stopped");
        }
        return experiment.alwaysValid()
                ? Gate.pass("planned-look", "read by an interval that holds at any time")
                : Gate.fail(
                        "planned-look",
                        "the experiment runs, and its interval holds for one look at the end",
                        "stop it first, or plan the next one as always valid");
    }
}
