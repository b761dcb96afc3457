package assay.cli;

import assay.Interval;
import assay.experiment.Better;
import assay.sequential.Alternative;
import assay.sequential.LastLook;
import assay.sequential.MonitoringPlan;
import assay.sequential.StageWise;
import java.util.List;
import java.util.Locale;

/** Advice by the boundary of a group-sequential plan. */
final class GroupAdvice {

    private GroupAdvice() {}

    static MonitorAdvice of(MonitorReading reading) {
        Wording words = new Wording(reading);
        List<MonitoredLook> analyses = reading.looks().stream()
                .filter(look -> !Double.isNaN(look.boundary()))
                .toList();
        if (analyses.isEmpty()) {
            return new MonitorAdvice(
                    MonitorAdvice.Action.KEEP,
                    "The first analysis of the plan is still to come: do not read before it.");
        }
        for (MonitoredLook look : analyses) {
            if (crosses(look, reading.plan().monitoring().alternative())) {
                return stop(reading, analyses.subList(0, analyses.indexOf(look) + 1), words);
            }
        }
        MonitoredLook last = analyses.get(analyses.size() - 1);
        String effect = words.effect(repeated(last, reading), last.stdError());
        if (reading.share(last) >= 1 - 1e-9) {
            return new MonitorAdvice(
                    MonitorAdvice.Action.END,
                    "The plan is at its end without passing the boundary: " + effect
                            + ". Stop; more data after the end have no error left to spend.");
        }
        return new MonitorAdvice(
                MonitorAdvice.Action.KEEP,
                String.format(
                        Locale.ROOT,
                        "Too early to tell: at the analysis of %s %s, %.0f %% of the plan, |z| = %.2f is within the boundary"
                                + " of %.2f, and %s. Wait for the next analysis.",
                        words.noun(),
                        last.label(),
                        100 * reading.share(last),
                        Math.abs(last.z()),
                        last.boundary(),
                        effect));
    }

    private static boolean crosses(MonitoredLook look, Alternative side) {
        return switch (side) {
            case TWO_SIDED -> Math.abs(look.z()) >= look.boundary();
            case GREATER -> look.z() >= look.boundary();
            case LESS -> -look.z() >= look.boundary();
        };
    }

    private static MonitorAdvice stop(MonitorReading reading, List<MonitoredLook> taken, Wording words) {
        MonitoredLook look = taken.get(taken.size() - 1);
        boolean above = look.z() > 0;
        MonitorAdvice.Action action = above == (reading.plan().better() == Better.LARGER)
                ? MonitorAdvice.Action.SHIP
                : MonitorAdvice.Action.DROP;
        String passed = String.format(
                Locale.ROOT,
                "At the analysis of %s %s, %.0f %% of the plan, |z| = %.2f passed the boundary of %.2f: ",
                words.noun(),
                look.label(),
                100 * reading.share(look),
                Math.abs(look.z()),
                look.boundary());
        return new MonitorAdvice(
                action,
                passed + words.effect(afterStopping(taken, reading), look.stdError()) + ". So " + words.stop(action));
    }

    /**
     * The interval at the look that stopped, by the stage-wise ordering: the estimate of a test that stopped because it was
     * large is itself too large. One-sided questions keep the interval that holds at all analyses.
     */
    private static Interval afterStopping(List<MonitoredLook> taken, MonitorReading reading) {
        MonitoredLook look = taken.get(taken.size() - 1);
        MonitoringPlan plan = reading.plan().monitoring();
        if (plan.alternative() != Alternative.TWO_SIDED) {
            return repeated(look, reading);
        }
        double[] fractions = taken.stream().mapToDouble(reading::share).toArray();
        StageWise end = new StageWise(
                look.estimate() - plan.nullValue(),
                look.stdError(),
                Double.POSITIVE_INFINITY,
                reading.plan().design().boundariesSoFar(fractions, LastLook.INTERIM));
        Interval shifted = end.interval(plan.level());
        return new Interval(shifted.lower() + plan.nullValue(), shifted.upper() + plan.nullValue());
    }

    /** The interval that holds at all analyses. */
    private static Interval repeated(MonitoredLook look, MonitorReading reading) {
        double half = look.boundary() * look.stdError();
        return switch (reading.plan().monitoring().alternative()) {
            case TWO_SIDED -> new Interval(look.estimate() - half, look.estimate() + half);
            case GREATER -> new Interval(look.estimate() - half, Double.POSITIVE_INFINITY);
            case LESS -> new Interval(Double.NEGATIVE_INFINITY, look.estimate() + half);
        };
    }
}
