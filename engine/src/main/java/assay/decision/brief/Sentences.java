package assay.decision.brief;

import assay.Interval;
import assay.decision.Direction;
import assay.decision.MetricReading;
import assay.decision.Numbers;
import java.util.Locale;

/** What was seen, in plain words. */
final class Sentences {

    private static final int THOUSAND = 1000;

    private Sentences() {}

    /** How many of how many, or the means: {@code 160 of 1,000 with new against 120 of 1,000 with control}. */
    static String counts(MetricReading reading, String control) {
        MetricReading.Units units = reading.units();
        if (!Numbers.share(reading)) {
            return Numbers.plain(reading.treatedMean()) + " on average with " + reading.arm() + " against "
                    + Numbers.plain(reading.controlMean()) + " with " + control;
        }
        return of(reading.treatedMean(), units.treated()) + " with " + reading.arm() + " against "
                + of(reading.controlMean(), units.control()) + " with " + control;
    }

    private static String of(double share, int units) {
        return Numbers.count(Math.round(share * units)) + " of " + Numbers.count(units);
    }

    /** The difference among a thousand, or per unit. */
    static String frequency(MetricReading reading) {
        double effect = reading.decisive().value();
        if (!Numbers.share(reading)) {
            return Numbers.plain(Math.abs(effect)) + (effect < 0 ? " less" : " more") + " for each unit";
        }
        double of = Math.abs(effect) * THOUSAND;
        String number = of >= 10 ? Numbers.count(Math.round(of)) : String.format(Locale.ROOT, "%.1f", of);
        return number + (effect < 0 ? " fewer" : " more") + " in every 1,000";
    }

    /** A change with its sign. */
    static String change(MetricReading reading, double value) {
        return (value > 0 ? "+" : "") + Numbers.change(reading, value);
    }

    /** An interval with the sign of its ends. */
    static String range(MetricReading reading, Interval interval) {
        double factor = Numbers.share(reading) ? 100 : 1;
        return signed(factor * interval.lower()) + " to " + signed(factor * interval.upper());
    }

    private static String signed(double value) {
        return (value > 0 && value < Double.POSITIVE_INFINITY ? "+" : "") + Numbers.plain(value);
    }

    /** What a p-value says, and what it does not. */
    static String evidence(double p) {
        String strength = p < 0.001
                ? "That is very strong evidence of a difference."
                : p < 0.01
                        ? "That is strong evidence of a difference."
                        : p < 0.05
                                ? "That is evidence of a difference."
                                : p < 0.1
                                        ? "That is a hint and no more."
                                        : "That is no evidence of a difference, which is not evidence of none.";
        return "If there were no difference, one at least as large would be seen in " + often(p)
                + " experiments like this one (p " + Numbers.probability(p) + "). " + strength;
    }

    /** A probability as a natural frequency. */
    static String often(double p) {
        if (p < 1e-6) {
            return "fewer than 1 of 1,000,000";
        }
        if (p < 0.1) {
            return "about 1 of " + Numbers.count(rounded(1 / p));
        }
        return "about " + Math.round(100 * p) + " of 100";
    }

    /** To two digits, so that nobody reads more into it. */
    private static long rounded(double value) {
        double scale = Math.pow(10, Math.max(0, Math.floor(Math.log10(value)) - 1));
        return Math.round(Math.round(value / scale) * scale);
    }

    /** Better or worse. */
    static String direction(MetricReading reading) {
        double good = Direction.favourable(reading);
        return good > 0 ? "better" : good < 0 ? "worse" : "the same";
    }
}
