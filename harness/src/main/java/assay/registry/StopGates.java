package assay.registry;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What must hold before assignment is stopped: enough days and enough units, both, unless harm is shown. */
final class StopGates {

    private static final String RUNTIME = "minimum-runtime";
    private static final String SAMPLE = "minimum-sample";

    private StopGates() {}

    static List<Gate> check(
            Experiment experiment, OptionalLong units, Optional<String> harm, Instant at, long minimumUnits) {
        if (harm.isPresent()) {
            return List.of(
                    Gate.idle(RUNTIME, "stopped for harm: " + harm.get()),
                    Gate.idle(SAMPLE, "stopped for harm: " + harm.get()));
        }
        if (experiment.alwaysValid()) {
            return List.of(
                    Gate.idle(RUNTIME, "read by an interval that holds at any time"),
                    Gate.idle(SAMPLE, "read by an interval that holds at any time"));
        }
        return List.of(runtime(experiment, at), sample(units, minimumUnits));
    }

    private static Gate runtime(Experiment experiment, Instant at) {
        double days = experiment.daysRunning(at);
        String text = String.format(Locale.ROOT, "%.1f days of at least %d", days, experiment.minimumDays());
        return days >= experiment.minimumDays()
                ? Gate.pass(RUNTIME, text)
                : Gate.fail(RUNTIME, text, "let it run on; --harm REASON stops at once where harm is shown");
    }

    private static Gate sample(OptionalLong units, long minimum) {
        if (minimum == 0) {
            return Gate.idle(SAMPLE, "no number of units was planned");
        }
        if (units.isEmpty()) {
            return Gate.fail(
                    SAMPLE,
                    String.format(Locale.ROOT, "nobody counted the units; %,d were planned", minimum),
                    "count them: --data DIR, or --units N");
        }
        String text = String.format(Locale.ROOT, "%,d units of %,d planned", units.getAsLong(), minimum);
        return units.getAsLong() >= minimum
                ? Gate.pass(SAMPLE, text)
                : Gate.fail(SAMPLE, text, "let it run on; --harm REASON stops at once where harm is shown");
    }
}
