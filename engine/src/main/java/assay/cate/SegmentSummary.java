package assay.cate;

import assay.Arguments;
import assay.Estimate;
import assay.HypothesisTest;
import assay.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What an analysis of differing effects found, in plain language: whether effects differ along the predictions at all, what the effects
 * are in the groups with the highest and the lowest predicted effect, and what those groups are like. Nothing is said of good or bad, as
 * a higher outcome may be either. Figures are rounded to two digits of their standard error, and intervals
 * hold all groups, and all covariates, at once.
 *
 * @param sentences one after the other
 */
public record SegmentSummary(List<String> sentences) {

    private static final int MOST_COVARIATES = 3;
    private static final List<String> PARTS = List.of("", "", "half", "third", "quarter", "fifth", "sixth");

    public SegmentSummary {
        sentences = List.copyOf(sentences);
    }

    /**
     * Puts results into words.
     *
     * @param test whether effects differ along the predictions, such as {@link CalibrationTest} or {@link RateTest}
     * @param average the average effect
     * @param groups the groups
     * @param clan what the highest and the lowest group are like
     * @param level confidence level of the intervals, in (0, 1); the test is read at one less it
     * @return the sentences
     */
    public static SegmentSummary of(
            HypothesisTest test, Estimate average, GroupEffects groups, Clan clan, double level) {
        Arguments.probability("level", level);
        List<String> out = new ArrayList<>();
        String all = "On average the effect is " + figure(average, level) + " per unit.";
        if (!test.rejects(1 - level) || groups.count() < 2) {
            out.add("There is no evidence that the effect differs in the way that was predicted ("
                    + probability(test.pValue()) + ").");
            out.add(all);
            out.add(
                    "That is not evidence that it is the same for all: differences may be too small for this sample, or go along with "
                            + "something that was not measured.");
            return new SegmentSummary(out);
        }
        int top = groups.count() - 1;
        Estimate high = groups.simultaneous().terms().get(top);
        Estimate low = groups.simultaneous().terms().get(0);
        out.add("The effect differs between units (" + probability(test.pValue()) + ").");
        out.add(all);
        out.add("The " + part(groups.count()) + " with the highest predicted effect has an effect of "
                + figure(high, level) + " per unit" + traits(clan, level) + ".");
        out.add("The " + part(groups.count()) + " with the lowest predicted effect has an effect of "
                + figure(low, level) + " per unit" + verdict(low.inference().interval(level)) + ".");
        out.add("The difference is " + figure(groups.difference(), level) + ".");
        return new SegmentSummary(out);
    }

    private static String verdict(Interval interval) {
        return interval.upper() < 0
                ? ": the effect there is below 0"
                : interval.contains(0) ? ": an effect of 0 cannot be ruled out there" : "";
    }

    private static String part(int groups) {
        return groups < PARTS.size() ? PARTS.get(groups) : groups == 10 ? "tenth" : "one of " + groups + " groups";
    }

    private static String traits(Clan clan, double level) {
        List<Estimate> gaps = clan.simultaneous().terms();
        List<Integer> apart = IntStream.range(0, gaps.size())
                .filter(j -> !gaps.get(j).inference().interval(level).contains(0))
                .boxed()
                .sorted(Comparator.comparingDouble(
                        j -> -Math.abs(gaps.get(j).value() / gaps.get(j).stdError())))
                .toList();
        if (apart.isEmpty()) {
            return ", and no covariate tells it from the one with the lowest";
        }
        List<String> words = new ArrayList<>();
        for (int j : apart.subList(0, Math.min(MOST_COVARIATES, apart.size()))) {
            int places = places(gaps.get(j).stdError());
            words.add((gaps.get(j).value() > 0 ? "higher " : "lower ")
                    + gaps.get(j).term() + " ("
                    + rounded(clan.highest().terms().get(j).value(), places) + " against "
                    + rounded(clan.lowest().terms().get(j).value(), places) + ")");
        }
        return " and has " + String.join(", ", words) + " than the one with the lowest";
    }

    private static String probability(double p) {
        return p < 0.001 ? "p < 0.001" : "p = " + String.format(Locale.ROOT, p < 0.1 ? "%.3f" : "%.2f", p);
    }

    /** Such as {@code 2.41 [1.90, 2.92]}. */
    private static String figure(Estimate estimate, double level) {
        int places = places(estimate.stdError());
        Interval interval = estimate.inference().interval(level);
        return rounded(estimate.value(), places) + " [" + rounded(interval.lower(), places) + ", "
                + rounded(interval.upper(), places) + "]";
    }

    /** Decimal places that show two digits of a standard error; negative where it is 100 or more. */
    private static int places(double stdError) {
        BigDecimal value = BigDecimal.valueOf(stdError);
        return 1 - (value.precision() - value.scale() - 1);
    }

    private static String rounded(double value, int places) {
        return BigDecimal.valueOf(value)
                .setScale(places, RoundingMode.HALF_EVEN)
                .setScale(Math.max(0, places), RoundingMode.UNNECESSARY)
                .toPlainString();
    }

    /**
     * The whole text.
     *
     * @return the sentences with a space between them
     */
    public String text() {
        return String.join(" ", sentences);
    }
}
