package assay.growthlab;

import assay.distribution.NormalDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where the rules of that engine and the native ones part, with what that changed in an experiment. */
final class Differences {

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    static List<Difference> of(Study study, List<MetricResult> results, TrustSummary trust, Tables tables) {
        Differences differences = new Differences();
        differences.data(study, trust, tables);
        differences.figures(study, results);
        return List.copyOf(differences.found);
    }

    static List<Difference> of(
            Study study, List<MetricResult> results, TrustSummary trust, Tables tables, Decision decision) {
        Differences differences = new Differences();
        differences.decision(study, trust, decision);
        differences.guardrails(study, decision);
        differences.found.addAll(SegmentDifferences.of(
                study, decision.segments(), decision.value().primary()));
        differences.data(study, trust, tables);
        differences.figures(study, results);
        return List.copyOf(differences.found);
    }

    private void decision(Study study, TrustSummary trust, Decision decision) {
        MetricResult primary = decision.value().primary();
        boolean shipped = decision.action() == Ruling.SHIP_GLOBAL;
        add(
                "Value licenses a launch.",
                "a business value above its minimum ships to all, whatever the test said.",
                "value can forbid a launch and never licenses one.",
                shipped && !decision.primary().passed()
                        ? "SHIP_GLOBAL although the primary metric did not win (" + interval(primary) + ")."
                        : "");
        add(
                "A win without value is held.",
                "only the value block can ship to all; without it a clear win is held.",
                "a significant, relevant and safe win ships.",
                decision.primary().passed() && decision.action() == Ruling.HOLD_INCONCLUSIVE
                        ? "the primary metric won (" + interval(primary) + ") and was held."
                        : "");
        double p = primary.comparison().p();
        add(
                "A p-value of 0 is read as 1.",
                "p is 2 (1 - cdf), which is exactly 0 from a statistic of about 8.3 on, and 0 is taken for a missing value.",
                "p-values are survival functions and never 0.",
                p == 0
                        ? "the strongest possible result of " + primary.metric().name() + " counted as not significant."
                        : "");
        boolean underpowered = trust.of(primary.metric().name()).evaluability().equals("underpowered");
        add(
                "Power is noted and dropped.",
                "an experiment that could not have seen the smallest relevant effect goes on as if it could.",
                "a significant and relevant win ships whatever the power was; an empty result without power is RERUN_UNDERPOWERED.",
                underpowered && decision.action() == Ruling.HOLD_INCONCLUSIVE
                        ? text(
                                "the detectable effect %.4g is above the smallest that matters, %.4g.",
                                primary.detectable(), primary.threshold())
                        : "");
        add(
                "Harm of the primary metric is no stop.",
                "there is no action for harm that is shown.",
                "an interval of the primary metric wholly on the wrong side is STOP_HARM.",
                new Comparison(
                                        0,
                                        0,
                                        -primary.comparison().upper(),
                                        -primary.comparison().lower(),
                                        1)
                                .excludes(0, primary.metric().direction())
                        ? "the interval shows harm (" + interval(primary) + ")."
                        : "");
        add(
                "Options without effect.",
                "about thirty options of a policy are read and ignored.",
                "an option that would change nothing is refused.",
                study.policy().ignored().isEmpty()
                        ? ""
                        : String.join(", ", study.policy().ignored()) + ".");
    }

    private void guardrails(Study study, Decision decision) {
        List<String> bare = new ArrayList<>();
        List<String> relative = new ArrayList<>();
        for (String name : study.experiment().guardrails()) {
            MetricConfig metric = study.metric(name);
            if (metric.margin() == null) {
                bare.add(name);
            } else if (metric.marginScale() == MetricConfig.Scale.RELATIVE) {
                relative.add(name + " " + metric.margin());
            }
        }
        add(
                "Guardrails without a margin pass.",
                "a guardrail without a margin, or absent from the summary, is skipped in silence.",
                "without a margin or data nothing is shown to be safe, and nothing ships.",
                bare.isEmpty() ? "" : String.join(", ", bare) + ".");
        add(
                "Relative margins are read as absolute.",
                "the unit of a margin is ignored.",
                "a relative margin is a share of the mean of control.",
                relative.isEmpty() ? "" : String.join(", ", relative) + ".");
        add(
                "One kind of guardrail failure.",
                "a guardrail that may be harmed and one that is harmed both hold.",
                "harm that is shown beyond the margin is STOP_HARM; what is not shown safe holds.",
                shownHarm(decision.guardrails()));
    }

    private static String shownHarm(List<GuardrailResult> guardrails) {
        List<String> shown = new ArrayList<>();
        for (GuardrailResult guardrail : guardrails) {
            MetricResult result = guardrail.result();
            Comparison c = result.comparison();
            double least = result.metric().direction() == Direction.LOWER_IS_BETTER ? c.lower() : -c.upper();
            if (least > guardrail.margin()) {
                shown.add(guardrail.name());
            }
        }
        return shown.isEmpty() ? "" : String.join(", ", shown) + " is harmed beyond its margin.";
    }

    private void data(Study study, TrustSummary trust, Tables tables) {
        int outside = tables.usersWithout(study.experiment().filters());
        add(
                "Filters are not applied.",
                "the target population is written down and everybody is analysed.",
                "audience and exclusions select the users.",
                outside > 0 ? outside + " users are outside the target population and were analysed." : "");
        double[] watched = study.frame().numbers("days_since_first_opportunity");
        add(
                "Maturity is a constant.",
                "users count as mature by the length of the analysis window, which is one number for all.",
                "each unit must have been watched for as long as the metric needs.",
                young(study, watched));
        add(
                "Shares are tested once.",
                "arms are compared with their shares at assignment only.",
                "also at trigger and exposure, by day and by segment.",
                exposedShares(study));
        add(
                "Expected columns of all metrics.",
                "missing values are looked for in all metrics of the registry, and the mean over columns can hide an arm.",
                "by arm, for the metrics of the experiment.",
                trust.missingness().state() == State.PASS
                        ? ""
                        : String.join(", ", trust.missingness().problems()) + ".");
    }

    private static String young(Study study, double[] watched) {
        MetricConfig primary = study.metric(study.experiment().primary());
        Integer needed = primary.maturityDays();
        int young = 0;
        double[] seen = study.frame().numbers("had_opportunity");
        for (int i = 0; needed != null && i < watched.length; i++) {
            young += seen[i] == 1 && watched[i] < needed ? 1 : 0;
        }
        return young == 0
                ? ""
                : young + " users were watched for less than " + needed + " days and counted for " + primary.name()
                        + ".";
    }

    private static String exposedShares(Study study) {
        double[] exposed = study.frame().numbers("is_exposed");
        @Nullable String[] groups = study.frame().texts("fact_user_outcomes", "assigned_group");
        double share = study.experiment().variants().stream()
                .filter(variant -> !variant.control())
                .mapToDouble(ExperimentConfig.Variant::weight)
                .sum();
        int n = 0;
        int treated = 0;
        for (int i = 0; i < exposed.length; i++) {
            n += exposed[i] == 1 ? 1 : 0;
            treated += exposed[i] == 1 && "treatment".equals(groups[i]) ? 1 : 0;
        }
        if (n == 0 || !(share > 0 && share < 1)) {
            return "";
        }
        double z = (treated - n * share) / Math.sqrt(n * share * (1 - share));
        double p = 2 * NormalDistribution.survival(Math.abs(z));
        return p < study.policy().trust().srmThreshold()
                ? text(
                        "among %d exposed users %d are treated where %.4g is the share (p = %.2g).",
                        n, treated, share, p)
                : "";
    }

    private void figures(Study study, List<MetricResult> results) {
        View view = study.experiment().estimand();
        add(
                "One view.",
                "effects are read from one cohort; that of exposed users is a plain subset, and diagnostics are read from it too.",
                "assigned, triggered and exposed side by side, with the effect on compliers.",
                view == View.TOT_EXPOSED ? "exposed users are compared as if exposure were random." : "");
        List<String> capped = results.stream()
                .map(MetricResult::metric)
                .filter(MetricConfig::winsorised)
                .map(MetricConfig::name)
                .toList();
        add(
                "Caps are part of the estimand.",
                "values above the 99th percentile of this cohort are capped and the effect is called that of the metric.",
                "a winsorised mean is reported as what it is.",
                capped.isEmpty() ? "" : String.join(", ", capped) + ".");
        long adjusted = results.stream()
                .filter(result -> result.cuped().comparison() != null)
                .count();
        add(
                "Adjusted effects decide nothing.",
                "CUPED is printed and never used.",
                "the estimator that the contract registers decides; both are shown.",
                adjusted > 0 ? adjusted + " metrics have an adjusted effect that decided nothing." : "");
        add(
                "Missing parts pass.",
                "absent sections of trust count as passed, and an action on failure may even be to ship.",
                "a check that could not be made is INVESTIGATE_INVALID.",
                shipping(study.policy().trust()));
        add(
                "Looks are not paid for.",
                "the sequential mode changes nothing.",
                "always-valid intervals where the contract asks for them.",
                study.experiment().mode() == ExperimentConfig.Mode.SEQUENTIAL_SAFE
                        ? "the mode is sequential_safe."
                        : "");
    }

    private static String shipping(PolicyConfig.Trust trust) {
        for (Ruling action : List.of(trust.onSrm(), trust.onMaturity(), trust.onMissingness())) {
            if (action == Ruling.SHIP_GLOBAL || action == Ruling.SHIP_TARGETED_SEGMENTS) {
                return "a failed check would end in " + action + ".";
            }
        }
        return trust.enabled() ? "" : "trust checks are switched off.";
    }

    static String interval(MetricResult result) {
        Comparison c = result.comparison();
        return text("effect %.4g, interval %.4g to %.4g, p %.3g", c.effect(), c.lower(), c.upper(), c.p());
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private void add(String rule, String theirs, String ours, String here) {
        found.add(new Difference(rule, theirs, ours, here));
    }
}
