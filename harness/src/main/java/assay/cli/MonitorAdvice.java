package assay.cli;

import assay.Interval;
import assay.experiment.Better;
import assay.sequential.Alternative;
import java.util.Locale;

/**
 * What to do, and why.
 *
 * @param action the advice
 * @param sentence the reason, for people who do not do statistics
 */
record MonitorAdvice(Action action, String sentence) {

    /** What a reader of an experiment may do. */
    enum Action {
        /** Stop: the treated arm is better. */
        SHIP("STOP: ship"),
        /** Stop: the treated arm is worse. */
        DROP("STOP: do not ship"),
        /** The plan is at its end without a decision. */
        END("STOP: nothing shown"),
        /** Go on. */
        KEEP("KEEP GOING"),
        /** No look counts yet. */
        TOO_EARLY("TOO EARLY"),
        /** The split of the arms is broken. */
        DO_NOT_READ("DO NOT READ");

        private final String label;

        Action(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static MonitorAdvice of(MonitorReading reading) {
        MonitoredLook last = reading.last();
        if (reading.mismatch()) {
            return new MonitorAdvice(Action.DO_NOT_READ, mismatch(reading, last));
        }
        if (!last.counts()) {
            return new MonitorAdvice(
                    Action.TOO_EARLY,
                    "Too early to read: " + last.units() + " "
                            + reading.stream().unit() + " so far, and reading starts at "
                            + reading.plan().monitoring().start() + ".");
        }
        return reading.plan().rule() == MonitorPlan.Rule.ALWAYS_VALID
                ? alwaysValid(reading, last)
                : GroupAdvice.of(reading);
    }

    private static String mismatch(MonitorReading reading, MonitoredLook last) {
        return String.format(
                Locale.ROOT,
                "Do not read this experiment: %,d and %,d %s in the arms do not fit the planned shares of %s and %s (p = %.2g"
                        + " whenever you look). Something sorts users into the arms or loses them; find out what, and start"
                        + " again.",
                last.control(),
                last.treated(),
                reading.stream().unit(),
                Rows.brief(reading.plan().shares().get(0)),
                Rows.brief(reading.plan().shares().get(1)),
                last.ratioP());
    }

    private static MonitorAdvice alwaysValid(MonitorReading reading, MonitoredLook last) {
        Wording words = new Wording(reading);
        double against = reading.plan().monitoring().nullValue();
        Interval now = last.sequence();
        String effect = words.effect(now, last.stdError());
        boolean above = now.lower() > against;
        boolean below = now.upper() < against;
        if ((above || below) && reading.looks().size() < reading.plan().minimumLooks()) {
            return new MonitorAdvice(
                    Action.TOO_EARLY,
                    words.after() + ", " + effect + "; but the plan is to run "
                            + reading.plan().minimumLooks() + " " + words.nouns()
                            + ", so that what differs from one to another evens out. Wait for them.");
        }
        if (above || below) {
            Action action = above == (reading.plan().better() == Better.LARGER) ? Action.SHIP : Action.DROP;
            return new MonitorAdvice(
                    action,
                    words.after() + ", " + effect + ", whichever " + words.noun() + " you stop: " + words.stop(action));
        }
        if (last.pValue() <= reading.plan().monitoring().alpha()) {
            return new MonitorAdvice(
                    Action.KEEP,
                    words.after() + ", " + effect
                            + ". An earlier look was decisive, and the evidence has faded since: look"
                            + " for what changed, such as novelty or season, before you stop.");
        }
        return new MonitorAdvice(
                Action.KEEP,
                "Too early to tell " + words.after().replaceFirst("^A", "a") + ": " + effect + ". "
                        + outlook(reading, last));
    }

    /** How long it would take if the difference stayed as it is. */
    private static String outlook(MonitorReading reading, MonitoredLook last) {
        Wording words = new Wording(reading);
        double z = last.z();
        Alternative side = reading.plan().monitoring().alternative();
        boolean away = (side == Alternative.GREATER && z <= 0) || (side == Alternative.LESS && z >= 0);
        double rate = last.units() / (double) reading.looks().size();
        double balanced = 4.0 * last.control() * last.treated() / last.units();
        for (int more = 1; more <= 1000 && !away; more++) {
            double growth = (last.units() + more * rate) / last.units();
            if (Math.abs(z) * Math.sqrt(growth)
                    > MonitorReading.radiusAt(balanced * growth, reading.plan().monitoring())) {
                return "If the difference stays as it is, and "
                        + reading.stream().unit() + " keep coming at this rate, about " + more + " more "
                        + words.nouns(more) + " will tell.";
            }
        }
        return "Nothing that has come in so far says that waiting will tell.";
    }
}
