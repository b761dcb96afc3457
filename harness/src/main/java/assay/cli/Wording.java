package assay.cli;

import assay.Interval;
import java.util.Locale;

/** Effects and looks in plain words. */
final class Wording {

    private final MonitorReading reading;

    Wording(MonitorReading reading) {
        this.reading = reading;
    }

    String noun() {
        return reading.stream().noun();
    }

    String nouns() {
        return noun() + "s";
    }

    String nouns(int count) {
        return count == 1 ? noun() : nouns();
    }

    /** After how much. */
    String after() {
        int looks = reading.looks().size();
        return String.format(
                Locale.ROOT,
                "After %d %s and %,d %s",
                looks,
                nouns(looks),
                reading.last().units(),
                reading.stream().unit());
    }

    /** What may be done. */
    String stop(MonitorAdvice.Action action) {
        return action == MonitorAdvice.Action.SHIP
                ? "you may stop now and ship " + reading.stream().treated() + "."
                : "you may stop now and keep " + reading.stream().control() + ".";
    }

    /** What lies between two ends. */
    String effect(Interval interval, double stdError) {
        LookStream stream = reading.stream();
        boolean share = stream.scale() == LookStream.Scale.SHARE;
        String metric = reading.plan().monitoring().metric();
        String one = stream.unit().replaceFirst("s$", "");
        String range = range(interval, stdError, share ? 100 : 1, share ? "higher" : "more", share ? "lower" : "less");
        return share
                ? "the share of " + metric + " in " + stream.treated() + " is " + range + " than in " + stream.control()
                : stream.treated() + " has " + range + " " + metric + " per " + one + " than " + stream.control();
    }

    private static String range(Interval interval, double stdError, double factor, String more, String less) {
        double low = factor * interval.lower();
        double high = factor * interval.upper();
        double width = Double.isInfinite(high - low) ? 6 * factor * stdError : high - low;
        int digits = (int) Math.max(0, 1 - Math.floor(Math.log10(width)));
        String points = factor == 1 ? "" : " percentage points";
        if (Double.isInfinite(low) && Double.isInfinite(high)) {
            return "any amount " + more + " or " + less;
        }
        if (Double.isInfinite(high)) {
            return (low >= 0 ? "at least " : "at most ") + size(low, digits) + points + " " + (low >= 0 ? more : less);
        }
        if (Double.isInfinite(low)) {
            return (high <= 0 ? "at least " : "at most ") + size(high, digits) + points + " "
                    + (high <= 0 ? less : more);
        }
        if (low >= 0 || high <= 0) {
            double near = low >= 0 ? low : high;
            double far = low >= 0 ? high : low;
            return "between " + size(near, digits) + " and " + size(far, digits) + points + " "
                    + (low >= 0 ? more : less);
        }
        return "between " + size(low, digits) + " " + less + " and " + size(high, digits) + points + " " + more;
    }

    private static String size(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", Math.abs(value));
    }
}
