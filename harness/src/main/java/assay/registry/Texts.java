package assay.registry;

import assay.Estimate;
import assay.Interval;
import assay.decision.DecisionRecord;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.decision.MetricDefinition;
import assay.decision.MetricReading;
import assay.decision.SegmentReading;
import assay.decision.Threshold;
import assay.trust.TrustFinding;
import assay.trust.TrustReport;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Findings, readings and decisions as JSON, whose digests say whether two are the same. */
final class Texts {

    private Texts() {}

    static JsonObject of(MetricDefinition metric) {
        JsonObject json = new JsonObject();
        json.addProperty("metric", metric.id());
        json.addProperty("version", metric.version());
        json.addProperty("owner", metric.owner());
        json.addProperty("type", metric.type().name());
        json.addProperty("source", metric.source().name());
        json.addProperty("column", metric.column());
        metric.denominator().ifPresent(column -> json.addProperty("denominator", column));
        metric.covariate().ifPresent(column -> json.addProperty("covariate", column));
        json.addProperty("window_days", metric.windowDays());
        metric.maturityDays().ifPresent(days -> json.addProperty("maturity_days", days));
        json.addProperty("better", metric.better().name());
        json.add("practical", of(metric.practical()));
        metric.margin().ifPresent(margin -> json.add("margin", of(margin)));
        json.addProperty("fill", metric.fill().name());
        json.addProperty("outliers", metric.outliers().name());
        return json;
    }

    private static JsonObject of(Threshold threshold) {
        JsonObject json = new JsonObject();
        json.addProperty("value", threshold.value());
        json.addProperty("unit", threshold.unit().name());
        return json;
    }

    static JsonArray of(TrustReport report) {
        JsonArray json = new JsonArray();
        for (TrustFinding finding : report.findings()) {
            JsonObject row = new JsonObject();
            row.addProperty("check", finding.check());
            row.addProperty("where", finding.where());
            row.addProperty("state", finding.state().name());
            row.addProperty("consequence", finding.consequence().name());
            row.addProperty("statistic", finite(finding.statistic()));
            row.addProperty("p_value", finite(finding.pValue()));
            row.addProperty("message", finding.message());
            row.addProperty("remedy", finding.remedy());
            json.add(row);
        }
        return json;
    }

    static JsonObject of(ExperimentPlan plan, ExperimentReading reading) {
        double level = 1 - plan.policy().alpha();
        JsonObject json = new JsonObject();
        JsonArray readings = new JsonArray();
        reading.readings().forEach(metric -> readings.add(of(metric, level)));
        json.add("readings", readings);
        JsonArray segments = new JsonArray();
        reading.segments().forEach(segment -> segments.add(of(segment, level)));
        json.add("segments", segments);
        JsonObject compliers = new JsonObject();
        new TreeMap<>(reading.compliers()).forEach((arm, effect) -> compliers.add(arm, of(effect, level)));
        json.add("compliers", compliers);
        JsonObject p = new JsonObject();
        new TreeMap<>(reading.primaryP()).forEach((arm, value) -> p.addProperty(arm, finite(value)));
        json.add("primary_p", p);
        return json;
    }

    private static JsonObject of(MetricReading reading, double level) {
        JsonObject json = new JsonObject();
        json.addProperty("metric", reading.metric().id());
        json.addProperty("version", reading.metric().version());
        json.addProperty("purpose", reading.purpose().name());
        json.addProperty("view", reading.view().code());
        json.addProperty("arm", reading.arm());
        json.addProperty("segment", reading.segment());
        json.addProperty("control_units", reading.units().control());
        json.addProperty("treated_units", reading.units().treated());
        json.addProperty("immature_units", reading.units().immature());
        json.addProperty("missing_units", reading.units().missing());
        json.addProperty("control_mean", finite(reading.controlMean()));
        json.addProperty("treated_mean", finite(reading.treatedMean()));
        json.addProperty("method", reading.method());
        json.addProperty("practical", finite(reading.practical()));
        reading.margin().ifPresent(margin -> json.addProperty("margin", finite(margin)));
        json.addProperty("detectable", finite(reading.detectable()));
        json.add("decisive", of(reading.decisive(), level));
        json.add("unadjusted", of(reading.unadjusted(), level));
        return json;
    }

    private static JsonObject of(SegmentReading reading, double level) {
        JsonObject json = new JsonObject();
        json.addProperty("segment", reading.segment());
        json.addProperty("arm", reading.arm());
        json.addProperty("adjusted_p", finite(reading.adjustedP()));
        json.add("inside", of(reading.inside(), level));
        json.add("outside", of(reading.outside(), level));
        json.add("interaction", of(reading.interaction(), level));
        return json;
    }

    private static JsonObject of(Estimate estimate, double level) {
        Interval interval = estimate.inference().interval(level);
        JsonObject json = new JsonObject();
        json.addProperty("estimand", estimate.estimand().name());
        json.addProperty("value", finite(estimate.value()));
        json.addProperty("std_error", finite(estimate.stdError()));
        json.addProperty("low", finite(interval.lower()));
        json.addProperty("high", finite(interval.upper()));
        json.addProperty("p_value", finite(estimate.inference().pValue(0)));
        return json;
    }

    static JsonObject of(DecisionRecord record) {
        JsonObject json = new JsonObject();
        json.addProperty("experiment", record.plan().id());
        json.addProperty("action", record.action().name());
        json.addProperty("arm", record.arm());
        json.add("segments", array(record.segments()));
        JsonArray reasons = new JsonArray();
        for (DecisionRecord.Reason reason : record.reasons()) {
            JsonObject row = new JsonObject();
            row.addProperty("code", reason.code());
            row.addProperty("subject", reason.subject());
            row.addProperty("message", reason.message());
            reasons.add(row);
        }
        json.add("reasons", reasons);
        json.add("trust", of(record.trust()));
        json.add("reading", of(record.plan(), record.reading()));
        return json;
    }

    static JsonArray array(Iterable<String> texts) {
        JsonArray json = new JsonArray();
        texts.forEach(json::add);
        return json;
    }

    /** JSON has no infinity and no NaN: neither is a figure, so it is left out. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }
}
