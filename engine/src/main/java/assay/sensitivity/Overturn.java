package assay.sensitivity;

import assay.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/** Results of a sensitivity analysis in words: what would have to be true to overturn an estimate. */
public final class Overturn {

    private Overturn() {}

    /**
     * What robustness values say.
     *
     * @param regression the coefficient
     * @param q share of the estimate that is to go, 1 to bring it to 0
     * @param alpha size of the test
     * @return a sentence on the estimate, one on its significance, one on the extreme case
     */
    public static List<String> byStrength(OmittedVariable regression, double q, double alpha) {
        List<String> said = new ArrayList<>();
        double left = regression.value() * (1 - q);
        String goal = q == 1 ? "to 0" : "to " + number(left);
        double rv = regression.robustnessValue(q);
        said.add(String.format(
                Locale.ROOT,
                "A hidden confounder that explains at least %s of the residual variance of both the treatment and the outcome"
                        + " would be enough to bring the estimate %s; one that explains less than that of both would not.",
                percent(rv),
                goal));
        double significance = regression.robustnessValue(q, alpha);
        String against = q == 1 ? "" : " from " + number(left);
        if (regression.robustnessValue(q, alpha) == 0) {
            said.add(String.format(
                    Locale.ROOT,
                    "No confounder is needed: the estimate as it is does not differ%s at the %s level.",
                    q == 1 ? " significantly from 0" : " significantly" + against,
                    percent(alpha)));
        } else {
            said.add(String.format(
                    Locale.ROOT,
                    "One that explains at least %s of both would be enough for the estimate not to differ significantly%s at"
                            + " the %s level.",
                    percent(significance),
                    q == 1 ? " from 0" : against,
                    percent(alpha)));
        }
        if (q == 1) {
            said.add(String.format(
                    Locale.ROOT,
                    "Even a confounder that explains all that is left of the outcome would have to explain at least %s of the"
                            + " residual variance of the treatment to bring the estimate to 0.",
                    percent(regression.partialR2())));
        }
        return said;
    }

    /**
     * What a benchmark says.
     *
     * @param regression the coefficient
     * @param benchmark the bound
     * @param level of the interval
     * @return a sentence
     */
    public static String byBenchmark(OmittedVariable regression, Benchmark benchmark, double level) {
        AdjustedEstimate adjusted = benchmark.adjusted();
        return String.format(
                Locale.ROOT,
                "A confounder %s (%s of the treatment and %s of the outcome at most) %s",
                like(benchmark),
                percent(benchmark.bound().treatment()),
                percent(benchmark.bound().outcome()),
                fate(regression, adjusted, level));
    }

    /**
     * What a stated strength says.
     *
     * @param regression the coefficient
     * @param strength the strength
     * @param level of the interval
     * @return a sentence
     */
    public static String byStrength(OmittedVariable regression, Strength strength, double level) {
        return String.format(
                Locale.ROOT,
                "A confounder that explains %s of the treatment and %s of the outcome %s",
                percent(strength.treatment()),
                percent(strength.outcome()),
                fate(regression, regression.adjusted(strength), level));
    }

    private static String fate(OmittedVariable regression, AdjustedEstimate adjusted, double level) {
        Interval interval = adjusted.interval(level);
        boolean turned = adjusted.value() * regression.value() <= 0;
        String what = turned
                ? "would turn the sign of the estimate, to "
                : interval.contains(0)
                        ? "would leave its sign but not its significance, at "
                        : "would not overturn it: the estimate would be ";
        return String.format(
                Locale.ROOT,
                "%s%s (%s interval %s to %s).",
                what,
                number(adjusted.value()),
                percent(level),
                number(interval.lower()),
                number(interval.upper()));
    }

    private static String like(Benchmark benchmark) {
        String names = benchmark.covariates().size() == 1
                ? "'" + benchmark.covariates().get(0) + "'"
                : "'" + String.join("', '", benchmark.covariates()) + "' together";
        double d = benchmark.timesTreatment();
        double y = benchmark.timesOutcome();
        if (d != y) {
            return times(d) + " as strong with the treatment and " + times(y) + " as strong with the outcome as "
                    + names;
        }
        return d == 1 ? "as strong as " + names : times(d) + " as strong as " + names;
    }

    private static String times(double k) {
        if (k == 1) {
            return "once";
        }
        return k == 2 ? "twice" : k == 3 ? "three times" : String.format(Locale.ROOT, "%s times", trimmed(k));
    }

    private static String trimmed(double k) {
        return k == Math.rint(k) && k < 1e9 ? Long.toString((long) k) : Double.toString(k);
    }

    /**
     * What an E-value says.
     *
     * @param value the E-value
     * @return a sentence, or two where there is an interval
     */
    public static String byRatio(EValue value) {
        String point = String.format(
                Locale.ROOT,
                "To explain the estimate away, a risk ratio of %s, a hidden confounder would have to be associated with both the"
                        + " treatment and the outcome by risk ratios of at least %s each, beside the covariates.",
                number(value.riskRatio()),
                number(value.point()));
        return point
                + value.limit()
                        .map(limit -> limit == 1
                                ? " To move its interval to hold 1, none is needed."
                                : " To move its interval to hold 1, " + number(limit) + " each would do.")
                        .orElse("");
    }

    /**
     * What proportional selection says.
     *
     * @param oster the two regressions
     * @param rMax R-squared of the regression with everything
     * @return a sentence
     */
    public static String bySelection(Oster oster, double rMax) {
        double delta = oster.delta(0, rMax);
        if (!Double.isFinite(delta)) {
            return String.format(
                    Locale.ROOT,
                    "No amount of selection on unobserved causes brings the effect to 0 if a regression with all causes had an"
                            + " R-squared of %s.",
                    number(rMax));
        }
        return String.format(
                Locale.ROOT,
                "To bring the effect to 0, what is unobserved would have to select the treatment %s times as much as the"
                        + " covariates do%s, if a regression with all causes had an R-squared of %s.",
                number(FastMath.abs(delta)),
                delta < 0 ? ", and the other way" : "",
                number(rMax));
    }

    /**
     * What Rosenbaum's bound says.
     *
     * @param pairs the pairs
     * @param statistic how differences are added up
     * @param side what the test is against
     * @param alpha size of the test
     * @return a sentence
     */
    public static String byOdds(MatchedPairs pairs, PairStatistic statistic, Side side, double alpha) {
        double critical = pairs.criticalGamma(alpha, statistic, side);
        if (critical == 1) {
            return String.format(
                    Locale.ROOT,
                    "No hidden bias is needed: even without one the pairs do not differ significantly at the %s level.",
                    percent(alpha));
        }
        if (Double.isInfinite(critical)) {
            return "No hidden bias, however large, explains the differences within pairs.";
        }
        return String.format(
                Locale.ROOT,
                "A hidden bias would have to make one unit of a pair %s times as likely to be treated, by odds, as the other to"
                        + " explain the differences at the %s level; a smaller one would not.",
                number(critical),
                percent(alpha));
    }

    private static String percent(double share) {
        double hundred = 100 * share;
        String digits = hundred == 0
                ? "0"
                : hundred < 0.1
                        ? String.format(Locale.ROOT, "%.2g", hundred)
                        : String.format(Locale.ROOT, "%.1f", hundred).replaceAll("\\.0$", "");
        return digits + " %";
    }

    private static String number(double value) {
        return FastMath.abs(value) >= 1000
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
