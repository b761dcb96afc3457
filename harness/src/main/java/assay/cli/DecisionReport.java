package assay.cli;

import assay.Caution;
import assay.decision.Action;
import assay.decision.ArmVerdict;
import assay.decision.DecisionPolicy;
import assay.decision.DecisionRecord;
import assay.decision.DecisionRule;
import assay.decision.ExperimentPlan;
import assay.decision.MetricReading;
import assay.decision.Posterior;
import assay.decision.Purpose;
import assay.decision.brief.Brief;
import assay.decision.brief.BriefOptions;
import assay.decision.brief.Credential;
import assay.trust.TrustFinding;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A decision as it is printed and written: tables, JSON, the brief. The same decision is written in the same bytes. */
record DecisionReport(
        DecisionRecord decision, BriefOptions options, JsonArray certificates, Map<String, Long> leftOut) {

    static final String HEAD = "decision.json";

    String format(Format format) {
        return switch (format) {
            case JSON -> Rows.toJson(json());
            case MD -> Brief.of(decision, options).markdown();
            case CSV -> action().format(Format.CSV);
            case TABLE -> table();
        };
    }

    /** Everything that is kept of a decision, by the names of files. */
    Map<String, String> files() {
        Brief brief = Brief.of(decision, options);
        Map<String, String> files = new LinkedHashMap<>();
        files.put(HEAD, Rows.toJson(json()));
        files.put(
                "readings.csv",
                AnalysisRows.of(decision.plan(), decision.reading()).format(Format.CSV));
        files.put(
                "segments.csv",
                AnalysisRows.segments(decision.plan(), decision.reading()).format(Format.CSV));
        files.put("trust.csv", trust().format(Format.CSV));
        files.put("brief.md", brief.markdown());
        files.put("brief.html", brief.html());
        return files;
    }

    private String table() {
        StringBuilder text = new StringBuilder();
        text.append("action: ").append(decision.action().name());
        if (!decision.arm().isEmpty()) {
            text.append(" (").append(decision.arm());
            text.append(decision.segments().isEmpty() ? "" : " in " + String.join(", ", decision.segments()));
            text.append(')');
        }
        text.append('\n').append(Brief.of(decision, options).headline()).append(".\n\n");
        text.append(reasons().format(Format.TABLE)).append('\n');
        if (decision.action() == Action.INVESTIGATE_INVALID) {
            // What must not be read is not shown; it is in the files, for those who find out why.
            return text.toString().stripTrailing() + "\n";
        }
        text.append(figures().format(Format.TABLE)).append('\n');
        Rows methods = new Rows("method", "certificate", "note");
        options.credentials().forEach(c -> methods.add(c.method(), c.verdict(), c.note()));
        return text.append(methods.format(Format.TABLE)).toString();
    }

    private Rows action() {
        Rows rows = new Rows("experiment", "action", "arm", "segments", "reason", "policy", "policy_version");
        DecisionPolicy policy = decision.plan().policy();
        return rows.add(
                decision.plan().id(),
                decision.action().name(),
                decision.arm(),
                String.join("|", decision.segments()),
                decision.reasons().get(0).code(),
                policy.id(),
                policy.version());
    }

    private Rows reasons() {
        Rows rows = new Rows("reason", "about", "message");
        decision.reasons().forEach(reason -> rows.add(reason.code(), reason.subject(), reason.message()));
        return rows;
    }

    private Rows figures() {
        List<MetricReading> decisive = decision.reading().readings().stream()
                .filter(r -> r.view() == decision.plan().primaryView())
                .toList();
        Map<MetricReading, Double> corrected = new LinkedHashMap<>();
        for (MetricReading reading : decisive) {
            Double p = decision.reading().primaryP().get(reading.arm());
            if (reading.purpose() == Purpose.PRIMARY && p != null) {
                corrected.put(reading, p);
            }
        }
        return AnalysisRows.brief(decision.plan(), decisive, corrected);
    }

    private Rows trust() {
        Rows rows = new Rows("check", "where", "state", "consequence", "statistic", "p_value", "message", "remedy");
        for (TrustFinding finding : decision.trust().findings()) {
            rows.add(
                    finding.check(),
                    finding.where(),
                    word(finding.state()),
                    word(finding.consequence()),
                    finding.statistic(),
                    finding.pValue(),
                    finding.message(),
                    finding.remedy());
        }
        return rows;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private JsonObject json() {
        ExperimentPlan plan = decision.plan();
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/decision/1");
        root.addProperty("experiment", plan.id());
        root.addProperty("title", plan.title());
        root.addProperty("owner", plan.owner());
        options.decidedAt().ifPresent(at -> root.addProperty("decided_at", at));
        root.addProperty("action", decision.action().name());
        root.addProperty("arm", decision.arm().isEmpty() ? null : decision.arm());
        JsonArray segments = new JsonArray();
        decision.segments().forEach(segments::add);
        root.add("segments", segments);
        root.add("reasons", reasons().json());
        JsonObject policy = new JsonObject();
        policy.addProperty("id", plan.policy().id());
        policy.addProperty("version", plan.policy().version());
        policy.addProperty("alpha", plan.policy().alpha());
        policy.addProperty("power", plan.policy().power());
        root.add("policy", policy);
        root.addProperty("trust_state", word(decision.trust().state()));
        root.add("trust", trust().json());
        root.add("arms", arms());
        root.add("readings", AnalysisRows.of(plan, decision.reading()).json());
        root.add("cautions", cautions());
        JsonObject left = new JsonObject();
        leftOut.forEach(left::addProperty);
        root.add("left_out", left);
        root.add("certificates", certificates);
        Rows worth = new Rows("method", "certificate", "note");
        for (Credential credential : options.credentials()) {
            worth.add(credential.method(), credential.verdict(), credential.note());
        }
        root.add("credentials", worth.json());
        return root;
    }

    /** What is known about each treatment. */
    private JsonArray arms() {
        JsonArray arms = new JsonArray();
        for (ArmVerdict verdict : DecisionRule.verdicts(decision.plan(), decision.reading())) {
            JsonObject arm = new JsonObject();
            arm.addProperty("arm", verdict.arm());
            arm.addProperty("primary", word(verdict.outcome()));
            Rows guardrails = new Rows("metric", "state", "message");
            verdict.guardrails()
                    .forEach(g -> guardrails.add(
                            g.metric(), word(g.safety()), g.reason().message()));
            arm.add("guardrails", guardrails.json());
            Rows segments = new Rows("segment", "state", "message");
            verdict.segments()
                    .forEach(s -> segments.add(
                            s.reading().segment(),
                            word(s.standing()),
                            s.reason().message()));
            arm.add("segments", segments.json());
            Rows worth = new Rows("estimate", "conservative", "minimum");
            verdict.worth().ifPresent(w -> worth.add(w.estimate(), w.conservative(), w.minimum()));
            arm.add("worth", worth.isEmpty() ? JsonNull.INSTANCE : worth.json().get(0));
            arm.add("posterior", posterior(verdict));
            arms.add(arm);
        }
        return arms;
    }

    private JsonElement posterior(ArmVerdict verdict) {
        if (options.priorSd().isEmpty() || verdict.primary().isEmpty()) {
            return JsonNull.INSTANCE;
        }
        MetricReading primary = verdict.primary().get();
        if (!(primary.decisive().stdError() > 0)) {
            return JsonNull.INSTANCE;
        }
        Posterior posterior = Posterior.of(primary, options.priorSd().getAsDouble());
        return new Rows("prior_sd", "mean", "sd", "probability_better", "probability_matters")
                .add(
                        options.priorSd().getAsDouble(),
                        posterior.mean(),
                        posterior.sd(),
                        posterior.probabilityAbove(0),
                        posterior.probabilityAbove(primary.practical()))
                .json()
                .get(0);
    }

    private JsonArray cautions() {
        Rows rows = new Rows("code", "message");
        for (Caution caution : decision.reading().cautions()) {
            rows.add(caution.code(), caution.message());
        }
        return rows.json();
    }
}
