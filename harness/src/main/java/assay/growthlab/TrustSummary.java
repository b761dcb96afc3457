package assay.growthlab;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All checks of trust. */
record TrustSummary(SrmCheck srm, MissingnessCheck missingness, ExposureCheck exposure, List<MetricTrust> metrics) {

    TrustSummary {
        metrics = List.copyOf(metrics);
    }

    /** The worst of the checks that count; evaluability and excluded rows never do. */
    State overall() {
        if (srm.state() == State.FAIL
                || missingness.state() == State.FAIL
                || exposure.state() == State.FAIL
                || metrics.stream().anyMatch(metric -> metric.maturity() == State.FAIL)) {
            return State.FAIL;
        }
        boolean warns =
                srm.state() == State.WARN || missingness.state() == State.WARN || exposure.state() == State.WARN;
        return warns ? State.WARN : State.PASS;
    }

    MetricTrust of(String metric) {
        return metrics.stream()
                .filter(one -> one.result().metric().name().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    JsonObject json(
            @Nullable String scenario, String experiment, JsonArray records, JsonElement truth, List<String> notes) {
        return new Values()
                .put("scenario_id", scenario)
                .put("experiment_id", experiment)
                .put("overall_state", overall())
                .put("srm", srm.json())
                .put("missingness", missingness.json())
                .put("exposure_sanity", exposure.json())
                .put("maturity", each(MetricTrust::maturityJson))
                .put("evaluability", each(MetricTrust::evaluabilityJson))
                .put("analysis_summary", records)
                .put("truth_comparison", truth)
                .put("notes", notes)
                .done();
    }

    private JsonArray each(Function<MetricTrust, JsonObject> of) {
        JsonArray array = new JsonArray();
        metrics.forEach(metric -> array.add(of.apply(metric)));
        return array;
    }
}
