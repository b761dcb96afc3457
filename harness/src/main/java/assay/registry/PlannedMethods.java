package assay.registry;

import assay.EstimationException;
import assay.decision.AnalysisMode;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.experiment.MetricType;
import java.util.LinkedHashMap;
import java.util.Map;

/** The methods of the catalogue that the decisive metrics of a plan will be read by. */
final class PlannedMethods {

    private PlannedMethods() {}

    /**
     * By metric the method.
     *
     * @throws EstimationException if a metric has no valid method in this design
     */
    static Map<String, String> of(ExperimentPlan plan) {
        Map<String, String> methods = new LinkedHashMap<>();
        for (PlannedMetric planned : plan.metrics()) {
            if (planned.purpose() == Purpose.PRIMARY || planned.purpose() == Purpose.GUARDRAIL) {
                methods.put(planned.metric().id(), method(plan, planned.metric()));
            }
        }
        return methods;
    }

    private static String method(ExperimentPlan plan, MetricDefinition metric) {
        boolean clustered = plan.cluster().isPresent();
        boolean adjusted = metric.covariate().isPresent();
        boolean ratio = metric.type() == MetricType.RATIO;
        if (plan.mode() == AnalysisMode.ALWAYS_VALID) {
            return adjusted && !ratio ? "always-valid-lin" : "always-valid";
        }
        if (ratio) {
            return adjusted && !clustered ? "cuped-ratio" : "ratio";
        }
        if (metric.type() == MetricType.QUANTILE) {
            return "quantile";
        }
        if (clustered) {
            return adjusted ? "mlrate" : "cluster-means";
        }
        return adjusted ? "cuped" : "difference-in-means";
    }
}
