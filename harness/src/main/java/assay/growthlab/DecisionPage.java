package assay.growthlab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The decision as a page of Markdown. */
record DecisionPage(
        Study study,
        Decision decision,
        TrustSummary trust,
        @Nullable String scenario) {

    String text() {
        StringBuilder page = new StringBuilder("# Decision Summary\n");
        section(page, "Summary");
        line(page, "final_action", decision.action());
        line(page, "decided_stage", decision.stage());
        line(page, "scenario_id", scenario);
        line(page, "experiment_id", study.experiment().id());
        line(page, "policy_id", study.policy().id());
        line(page, "trust_state", YamlMapping.name(decision.trustState()));
        section(page, "Reason Codes");
        decision.codes().forEach(code -> page.append("- `").append(code).append("`\n"));
        section(page, "Trust Summary");
        line(
                page,
                "srm",
                YamlMapping.name(trust.srm().state()) + " (" + trust.srm().message() + ")");
        line(
                page,
                "missingness",
                YamlMapping.name(trust.missingness().state()) + " ("
                        + trust.missingness().message() + ")");
        line(
                page,
                "exposure",
                YamlMapping.name(trust.exposure().state()) + " ("
                        + trust.exposure().message() + ")");
        MetricTrust metric = trust.of(study.experiment().primary());
        line(page, "primary_maturity", metric.result().status());
        line(page, "primary_evaluability", metric.evaluability());
        section(page, "Primary Metric");
        Comparison comparison = metric.result().comparison();
        line(page, "metric", metric.result().metric().name());
        line(page, "effect", comparison.effect());
        line(page, "ci", "[" + comparison.lower() + ", " + comparison.upper() + "]");
        line(page, "p_value", comparison.p());
        section(page, "Guardrails");
        rows(
                page,
                decision.guardrails().stream()
                        .map(g -> g.name() + ": " + (g.fails() ? "fail" : "pass"))
                        .toList());
        section(page, "Business Value");
        line(page, "expected_value", decision.value().expected());
        line(page, "threshold", decision.value().minimum());
        section(page, "Segment Policy");
        SegmentStage segments = decision.segments();
        rows(
                page,
                segments == null
                        ? List.of()
                        : segments.candidates().stream()
                                .map(one -> one.candidate().key() + ": "
                                        + (one.selected() ? "selected" : String.join(", ", one.codes())))
                                .toList());
        return page.toString();
    }

    private static void section(StringBuilder page, String title) {
        page.append("\n## ").append(title).append("\n\n");
    }

    private static void line(StringBuilder page, String name, @Nullable Object value) {
        page.append("- ")
                .append(name)
                .append(": ")
                .append(value == null ? "none" : value)
                .append('\n');
    }

    private static void rows(StringBuilder page, List<String> rows) {
        if (rows.isEmpty()) {
            page.append("None.\n");
        }
        rows.forEach(row -> page.append("- ").append(row).append('\n'));
    }
}
