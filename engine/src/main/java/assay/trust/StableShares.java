package assay.trust;

import assay.trust.TrustFinding.Consequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether units of all days were assigned in the same shares: Pearson's chi-squared of independence of arm and day on {@code (days -
 * 1)(arms - 1)} degrees of freedom. Days are joined to the next until each cell expects {@value #SMALLEST} units. Where shares moved, as
 * in a ramp, arms differ in their days, and the pooled comparison mixes the effect with whatever changed over time.
 */
record StableShares() implements TrustCheck {

    static final int SMALLEST = 20;

    private static final CheckCard CARD = new CheckCard(
            "stable-shares",
            Consequence.INFORMS,
            "Compare arms within days of assignment and average over days, or leave out the days of the ramp.");

    @Override
    public TrustFinding check(Study study) {
        TreeMap<Long, long[]> byDay = new TreeMap<>();
        double[] times = study.times(Stage.ASSIGNMENT);
        long[] all = new long[study.arms()];
        for (int unit = 0; unit < times.length; unit++) {
            if (!Double.isNaN(times[unit])) {
                byDay.computeIfAbsent((long) Math.floor(times[unit]), day -> new long[study.arms()])[
                        study.armOf(unit)]++;
                all[study.armOf(unit)]++;
            }
        }
        List<long[]> spans = spans(byDay, all);
        if (spans.size() < 2) {
            return CARD.notApplicable("There are too few units to compare the shares of different days.");
        }
        double statistic = statistic(spans);
        double p = Gamma.regularizedGammaQ((spans.size() - 1) * (all.length - 1) / 2.0, statistic / 2);
        return CARD.tested(
                "all",
                statistic,
                p,
                study.alpha(),
                String.format(
                        Locale.ROOT,
                        "The share of %s was between %.1f %% and %.1f %% over %d spans of days; p %s.",
                        study.arm(0),
                        100 * share(spans, -1),
                        100 * share(spans, 1),
                        spans.size(),
                        Figures.p(p)));
    }

    /** The smallest or the largest share of the first arm. */
    private static double share(List<long[]> spans, int sign) {
        double extreme = -sign;
        for (long[] span : spans) {
            double share = span[0] / (double) sum(span);
            extreme = sign * share > sign * extreme || extreme == -sign ? share : extreme;
        }
        return extreme;
    }

    private static List<long[]> spans(TreeMap<Long, long[]> byDay, long[] all) {
        double n = sum(all);
        double smallest = 1;
        for (long count : all) {
            smallest = Math.min(smallest, count / n);
        }
        List<long[]> spans = new ArrayList<>();
        long[] open = new long[all.length];
        for (long[] day : byDay.values()) {
            add(open, day);
            if (sum(open) * smallest >= SMALLEST) {
                spans.add(open);
                open = new long[all.length];
            }
        }
        if (!spans.isEmpty()) {
            add(spans.get(spans.size() - 1), open);
        }
        return spans;
    }

    private static void add(long[] to, long[] more) {
        for (int k = 0; k < to.length; k++) {
            to[k] += more[k];
        }
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private static double statistic(List<long[]> spans) {
        long[] all = new long[spans.get(0).length];
        spans.forEach(span -> add(all, span));
        double n = sum(all);
        double statistic = 0;
        for (long[] span : spans) {
            double size = sum(span);
            for (int k = 0; k < all.length; k++) {
                double expected = size * all[k] / n;
                statistic += (span[k] - expected) * (span[k] - expected) / expected;
            }
        }
        return statistic;
    }
}
