package assay.registry;

import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.decision.AnalysisMode;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.experiment.MetricRequest;
import assay.experiment.MetricRouter;
import assay.experiment.MetricType;
import assay.harness.Catalog;
import assay.harness.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The methods of the catalogue by which the metrics that decide will be read. */
final class PlannedMethods {

    private PlannedMethods() {}

    /**
     * By what they are for, the methods: of the primary metric and each guardrail the estimator without a covariate and, where there is
     * one, with it; what holds at all looks; what corrects for several treatments.
     *
     * @throws EstimationException if a metric has no valid method in this design
     */
    static Map<String, String> of(ExperimentPlan plan) {
        Map<String, String> methods = new LinkedHashMap<>();
        for (PlannedMetric planned : plan.metrics()) {
            if (planned.purpose() == Purpose.PRIMARY || planned.purpose() == Purpose.GUARDRAIL) {
                add(methods, plan, planned.metric());
            }
        }
        boolean manyLooks = plan.mode() == AnalysisMode.ALWAYS_VALID;
        if (manyLooks) {
            methods.put("all looks", "always-valid");
        }
        if (plan.treatments().size() > 1) {
            methods.put("several treatments", manyLooks ? "holm" : "dunnett");
        }
        return methods;
    }

    private static void add(Map<String, String> methods, ExperimentPlan plan, MetricDefinition metric) {
        MetricRequest plain = MetricRequest.of(metric.type());
        methods.put(
                metric.id(),
                name(
                        plan.cluster().isEmpty()
                                ? plain
                                : plain.in(MetricRequest.Design.CLUSTER).of(MetricRequest.Rows.PARTS_WITH_CLUSTER)));
        if (metric.covariate().isPresent() && metric.type() != MetricType.QUANTILE) {
            methods.put(metric.id() + " adjusted", name(plain.with(MetricRequest.History.COVARIATES)));
        }
    }

    /** The first method of the catalogue with the estimator, or with one of its kind. */
    private static String name(MetricRequest request) {
        Estimator<Fit> estimator = MetricRouter.route(request).estimator();
        List<Method<Fit>> kind = Catalog.fits().stream()
                .filter(method -> method.estimator().getClass().equals(estimator.getClass()))
                .toList();
        return kind.stream()
                .filter(method -> method.estimator().equals(estimator))
                .findFirst()
                .or(() -> kind.stream().findFirst())
                .map(Method::name)
                .orElse(estimator.getClass().getSimpleName());
    }
}
