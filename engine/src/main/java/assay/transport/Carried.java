package assay.transport;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import java.util.List;
import java.util.Map;

/** An effect in the target as it is reported, from its influence values. */
final class Carried {

    private Carried() {}

    /** Centred influence values with n - 1 as the divisor, and normal inference. */
    static Fit fit(
            String method,
            String variance,
            Populations populations,
            double value,
            double[] influence,
            Map<String, Double> diagnostics,
            List<Caution> cautions) {
        int n = influence.length;
        double mean = 0;
        for (double v : influence) {
            mean += v / n;
        }
        double squares = 0;
        for (double v : influence) {
            squares += (v - mean) * (v - mean);
        }
        Estimate estimate = Estimate.normal(
                Estimand.TARGET_ATE, populations.arms.contrast(), value, Math.sqrt(squares / ((double) n * (n - 1.0))));
        return new Fit(
                List.of(estimate),
                glance(method, variance, populations, diagnostics),
                cautions,
                term -> influence.clone());
    }

    static Glance glance(String method, String variance, Populations populations, Map<String, Double> diagnostics) {
        diagnostics.put("target_rows", (double) populations.target.length);
        return new Glance(
                method,
                variance,
                populations.sample.size(),
                populations.arms.treated(),
                populations.arms.control(),
                populations.sample.dropped(),
                0,
                diagnostics);
    }
}
