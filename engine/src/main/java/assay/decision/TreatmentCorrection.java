package assay.decision;

import assay.Caution;
import assay.Estimate;
import assay.multiplicity.Dunnett;
import assay.multiplicity.PValueAdjustment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * P-values of the primary metric, corrected over treatments so that the chance of any false finding is at most the level. Of one
 * look: Dunnett's step-down test, with the correlations that the shared control gives the estimates; they are estimated by
 * influence functions, so that arms need not be of one size or one variance. Of many looks: Holm's steps, as p-values that hold at
 * any time may depend on each other in any way.
 */
final class TreatmentCorrection {

    private TreatmentCorrection() {}

    /** By treatment; unchanged where there is one. */
    static Map<String, Double> correct(ExperimentPlan plan, List<MetricComparison.Compared> primary) {
        List<Estimate> estimates =
                primary.stream().map(c -> c.reading().decisive()).toList();
        double[] p =
                estimates.stream().mapToDouble(e -> e.inference().pValue(0)).toArray();
        double[] corrected = p;
        if (p.length > 1) {
            corrected = plan.mode() == AnalysisMode.ALWAYS_VALID
                    ? PValueAdjustment.HOLM.adjust(p)
                    : dunnett(primary, estimates);
        }
        Map<String, Double> byArm = new LinkedHashMap<>();
        for (int i = 0; i < p.length; i++) {
            byArm.put(primary.get(i).reading().arm(), corrected[i]);
        }
        return byArm;
    }

    private static double[] dunnett(List<MetricComparison.Compared> primary, List<Estimate> estimates) {
        double df = estimates.stream()
                .mapToDouble(e -> e.inference().degreesOfFreedom())
                .min()
                .orElseThrow();
        double[] loadings = primary.stream()
                .mapToDouble(c -> Math.sqrt(Math.min(c.controlShare(), 1 - 1e-9)))
                .toArray();
        double[] statistics =
                estimates.stream().mapToDouble(e -> e.value() / e.stdError()).toArray();
        return Dunnett.ofLoadings(loadings, df).adjust(statistics, Dunnett.Steps.STEP_DOWN);
    }

    /** What was done. */
    static List<Caution> cautions(ExperimentPlan plan) {
        List<Caution> cautions = new ArrayList<>();
        int treatments = plan.treatments().size();
        if (treatments > 1) {
            cautions.add(Caution.of(
                    "treatments-corrected",
                    "The p-value of the primary metric is corrected over " + treatments + " treatments by "
                            + (plan.mode() == AnalysisMode.ALWAYS_VALID ? "Holm's steps" : "Dunnett's step-down test")
                            + "; intervals are those of each treatment by itself."));
        }
        return cautions;
    }
}
