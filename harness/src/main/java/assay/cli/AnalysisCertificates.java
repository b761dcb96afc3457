package assay.cli;

import assay.Fit;
import assay.decision.AnalysisMode;
import assay.decision.DecisionPolicy;
import assay.decision.ExperimentPlan;
import assay.decision.FitListener;
import assay.decision.MetricReading;
import assay.decision.Purpose;
import assay.harness.Catalog;
import assay.harness.Method;
import assay.harness.Region;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The certificates of the methods that an analysis used, each read against all data that the method was used on. */
final class AnalysisCertificates implements FitListener {

    private final Map<String, Used> used = new LinkedHashMap<>();

    /** A method and what its certificate says of the data. */
    private static final class Used {
        private final String variance;
        private final Badge badge;
        private int inside;
        private int outside;
        private int unknown;
        private final List<String> reasons = new ArrayList<>();

        Used(String variance, Badge badge) {
            this.variance = variance;
            this.badge = badge;
        }
    }

    @Override
    public void fitted(Event event) {
        String name = event.fit().glance().method();
        Method<Fit> method = Catalog.fit(name).orElse(null);
        Used one = used.computeIfAbsent(
                name,
                key -> new Used(
                        event.fit().glance().variance(), method == null ? new Badge(null, null) : Badge.of(method)));
        // Segments are subsets of the data that are checked; what is said of them is said of the whole.
        if (method == null || !event.segment().equals(MetricReading.ALL)) {
            return;
        }
        Badge.Reading reading = one.badge.read(method, event.sample(), event.fit());
        Region.Check check = reading.check();
        if (check == null) {
            one.unknown++;
        } else {
            switch (check.status()) {
                case INSIDE -> one.inside++;
                case OUTSIDE -> one.outside++;
                case UNKNOWN -> one.unknown++;
            }
        }
        for (String reason : reading.lines()) {
            one.reasons.add(event.metric() + ", " + event.view().code() + ", " + event.arm() + ": " + reason);
        }
    }

    /** Procedures that work on results, which have no data of their own to be inside of. */
    AnalysisCertificates procedures(ExperimentPlan plan) {
        boolean many = plan.mode() == AnalysisMode.ALWAYS_VALID;
        if (many) {
            procedure("always-valid", "AnytimeT, one mixture for all looks");
        }
        if (plan.treatments().size() > 1) {
            procedure(many ? "holm" : "dunnett", "over treatments");
        }
        if (plan.of(Purpose.SECONDARY).size() > 1) {
            procedure("holm", "over secondary metrics");
        }
        plan.policy()
                .segments()
                .filter(rules -> !plan.segments().isEmpty())
                .map(DecisionPolicy.Segments::correction)
                .ifPresent(correction -> {
                    switch (correction) {
                        case BONFERRONI -> {}
                        case HOLM -> procedure("holm", "over segments");
                        case BENJAMINI_HOCHBERG -> procedure("benjamini-hochberg", "over segments");
                    }
                });
        return this;
    }

    private void procedure(String name, String what) {
        Catalog.find(name).ifPresent(method -> used.putIfAbsent(name, new Used(what, Badge.of(method))));
    }

    Rows rows() {
        Rows rows = new Rows("method", "variance", "certificate", "inside", "outside", "unknown");
        used.forEach(
                (name, one) -> rows.add(name, one.variance, one.badge.verdict(), one.inside, one.outside, one.unknown));
        return rows;
    }

    /** Why data are outside, at most so many lines of each method. */
    List<String> reasons(int most) {
        List<String> lines = new ArrayList<>();
        used.forEach((name, one) -> {
            one.reasons.stream().distinct().limit(most).forEach(reason -> lines.add(name + ": " + reason));
            long more = one.reasons.stream().distinct().count() - most;
            if (more > 0) {
                lines.add(name + ": and " + more + " more; --format json tells all.");
            }
        });
        return lines;
    }

    JsonArray json() {
        JsonArray methods = rows().json();
        int at = 0;
        for (Used one : used.values()) {
            JsonObject method = methods.get(at++).getAsJsonObject();
            JsonArray reasons = new JsonArray();
            one.reasons.stream().distinct().forEach(reasons::add);
            method.add("reasons", reasons);
        }
        return methods;
    }
}
