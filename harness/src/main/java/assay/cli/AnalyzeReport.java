package assay.cli;

import assay.Caution;
import assay.Estimand;
import assay.Inference;
import assay.Interval;
import assay.experiment.Compliance;
import assay.experiment.Effect;
import assay.experiment.Effects;
import assay.experiment.FittedModel;
import assay.experiment.RankedArm;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What {@code assay analyze} prints. */
final class AnalyzeReport {

    private final FittedModel model;
    private final Effects effects;
    private final List<Effect> list;
    private final List<RankedArm> ranked;
    private final double level;
    private final boolean anytime;

    AnalyzeReport(FittedModel model, Effects effects, List<RankedArm> ranked, double level, boolean anytime) {
        this.model = model;
        this.effects = effects;
        this.list = effects.list();
        this.ranked = ranked;
        this.level = level;
        this.anytime = anytime;
    }

    /** The rows; with a ranking, that too, and in CSV that alone. */
    String format(Format format) {
        return switch (format) {
            case TABLE, MD ->
                header() + "\n" + rows().format(format)
                        + (ranked.isEmpty() ? "" : "\n" + ranking().format(format));
            case CSV -> (ranked.isEmpty() ? rows() : ranking()).format(format);
            case JSON -> Rows.toJson(json());
        };
    }

    private Rows rows() {
        Rows rows = new Rows(
                "method",
                "estimand",
                "outcome",
                "arm",
                "segment",
                "term",
                "estimate",
                "std_error",
                "statistic",
                "df",
                "p_value",
                "conf_low",
                "conf_high",
                "conf_level",
                "n");
        for (Effect effect : list) {
            Inference inference = effect.estimate().inference();
            Interval interval = inference.interval(level);
            rows.add(
                    model.method(),
                    effect.estimate().estimand().code(),
                    effect.outcome(),
                    effect.arm(),
                    effect.segment(),
                    effect.estimate().term(),
                    effect.estimate().value(),
                    effect.estimate().stdError(),
                    inference.statistic(0),
                    inference.degreesOfFreedom(),
                    inference.pValue(0),
                    interval.lower(),
                    interval.upper(),
                    level,
                    model.rows());
        }
        return rows;
    }

    private Rows ranking() {
        Rows rows = new Rows("outcome", "segment", "arm", "probability_best", "expected_loss");
        ranked.forEach(
                arm -> rows.add(arm.outcome(), arm.segment(), arm.arm(), arm.probabilityBest(), arm.expectedLoss()));
        return rows;
    }

    String header() {
        StringBuilder text = new StringBuilder();
        Set<Estimand> estimands = new LinkedHashSet<>();
        list.forEach(effect -> estimands.add(effect.estimate().estimand()));
        for (Estimand estimand : estimands) {
            text.append(estimand.code()).append(": ").append(estimand.label());
            text.append(", ").append(estimand.definition()).append('\n');
        }
        text.append("variance: ").append(model.variance());
        if (anytime) {
            text.append("; intervals and p-values hold at all looks at once");
        }
        text.append('\n').append("rows: ").append(model.rows()).append(" (");
        List<String> arms = new ArrayList<>();
        for (int arm = 0; arm < model.arms().size(); arm++) {
            arms.add(model.rows(arm) + " in arm " + model.arms().get(arm));
        }
        text.append(String.join(", ", arms))
                .append(", ")
                .append(model.dropped())
                .append(" dropped)");
        if (model.clusters() > 0) {
            text.append("; clusters: ").append(model.clusters());
        }
        if (model.compliance() != Compliance.FULL) {
            text.append("; compliance: ")
                    .append(model.compliance().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        return text.append('\n').toString();
    }

    private JsonObject json() {
        JsonObject root = new JsonObject();
        root.addProperty("schema", "assay/analyze/1");
        root.add("effects", rows().json());
        if (!ranked.isEmpty()) {
            root.add("ranking", ranking().json());
        }
        JsonObject glance = new JsonObject();
        glance.addProperty("method", model.method());
        glance.addProperty("variance", model.variance());
        glance.addProperty("n", model.rows());
        glance.addProperty("n_dropped", model.dropped());
        glance.addProperty("clusters", model.clusters());
        glance.addProperty("compliance", model.compliance().name().toLowerCase(Locale.ROOT));
        JsonObject arms = new JsonObject();
        for (int arm = 0; arm < model.arms().size(); arm++) {
            arms.addProperty(model.arms().get(arm), model.rows(arm));
        }
        glance.add("arms", arms);
        root.add("glance", glance);
        JsonArray cautions = new JsonArray();
        for (Caution caution : effects.cautions()) {
            JsonObject one = new JsonObject();
            one.addProperty("code", caution.code());
            one.addProperty("message", caution.message());
            cautions.add(one);
        }
        root.add("cautions", cautions);
        return root;
    }
}
