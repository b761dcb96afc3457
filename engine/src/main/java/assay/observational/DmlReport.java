package assay.observational;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Fit;
import assay.Glance;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the double machine learners tell beside their estimate: how it was made, and what to be careful with. */
final class DmlReport {

    private final Map<String, Double> diagnostics = new TreeMap<>();
    private final List<Caution> cautions = new ArrayList<>();

    DmlReport(int folds, int repetitions) {
        diagnostics.put("folds", (double) folds);
        diagnostics.put("repetitions", (double) repetitions);
    }

    DmlReport overlap(Overlap overlap) {
        overlap.report(diagnostics, cautions);
        return this;
    }

    DmlReport strength(double weakest) {
        Instrumented.strength(weakest, diagnostics, cautions);
        return this;
    }

    /** The fit of one term, whose variance is that of the scores. */
    Fit fit(
            String method,
            String scores,
            Estimand target,
            String term,
            Sample sample,
            TwoArms arms,
            Repetitions results) {
        return new Fit(
                List.of(Estimate.normal(target, term, results.value(), results.stdError())),
                Glance.of(method, "standard deviation of the " + scores + " scores, normal", sample, arms, diagnostics),
                cautions,
                ignored -> results.influence().clone());
    }
}
