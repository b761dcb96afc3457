package assay.decision;

import assay.Caution;
import assay.Column;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.StudentT;
import assay.experiment.AndersonRubinTest;
import assay.experiment.MetricType;
import assay.experiment.TwoStageLeastSquares;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The effect on the primary metric of seeing a treatment, on those who see it because they were assigned to it: two-stage least
 * squares among all that were assigned, where a unit is treated that saw the treatment, in whichever arm. Where assignment hardly
 * moved who saw it, the interval is Anderson and Rubin's, which holds however weak that was.
 */
final class ComplierEffects {

    private static final String SEEN = "saw_treatment";

    private final ExperimentPlan plan;
    private final ExperimentLog log;
    private final AssignedUnits units;
    private final FitListener listener;
    private final List<Caution> cautions = new ArrayList<>();

    ComplierEffects(ExperimentPlan plan, ExperimentLog log, AssignedUnits units, FitListener listener) {
        this.plan = plan;
        this.log = log;
        this.units = units;
        this.listener = listener;
    }

    List<Caution> cautions() {
        return cautions;
    }

    /** By treatment; empty where nobody, or everybody, saw it, and for metrics that are no mean. */
    Map<String, Estimate> read() {
        Map<String, Estimate> effects = new LinkedHashMap<>();
        MetricType type = plan.primary().type();
        if (type == MetricType.RATIO || type == MetricType.QUANTILE) {
            return effects;
        }
        MetricCohort cohort = MetricCohort.of(plan, log, units, plan.primary(), View.ASSIGNED);
        for (Variant treatment : plan.treatments()) {
            MetricSamples samples = MetricSamples.of(cohort, plan, treatment, Subset.ALL);
            double[] seen = seen(samples, treatment);
            if (!moved(samples, seen)) {
                continue;
            }
            try {
                effects.put(treatment.name(), effect(samples, seen, treatment));
            } catch (EstimationException e) {
                cautions.add(Caution.of(
                        "compliers-not-read",
                        "The effect of " + treatment.name()
                                + " on those who saw it because of their arm cannot be read: " + e.getMessage()));
            }
        }
        return effects;
    }

    /** A unit saw the treatment if it was shown it; where it is not logged what was shown, it was the arm of the unit. */
    private double[] seen(MetricSamples samples, Variant treatment) {
        int code = log.served().levels().indexOf(treatment.name());
        double[] seen = new double[samples.units().size()];
        for (int i = 0; i < seen.length; i++) {
            int row = samples.row(i);
            int served = log.served().codes()[row];
            boolean own = samples.assignment().codes()[i] == 1;
            boolean shown = served < 0 ? own : served == code;
            seen[i] = shown && !Double.isNaN(log.exposed()[row]) ? 1 : 0;
        }
        return seen;
    }

    private static boolean moved(MetricSamples samples, double[] seen) {
        int treated = 0;
        int inTreatment = 0;
        for (int i = 0; i < seen.length; i++) {
            treated += seen[i] == 1 ? 1 : 0;
            inTreatment += seen[i] == 1 && samples.assignment().codes()[i] == 1 ? 1 : 0;
        }
        boolean everybody =
                inTreatment == treated && inTreatment == samples.units().treated();
        return treated > 0 && treated < seen.length && !everybody;
    }

    private Estimate effect(MetricSamples samples, double[] seen, Variant treatment) {
        Sample sample = samples.users().with(Role.TREATMENT, new Column.Numeric(SEEN, seen));
        Fit fit = TwoStageLeastSquares.standard().estimate(sample, new Philox(0, 0, 0));
        boolean weak = fit.cautions().stream().anyMatch(c -> c.code().equals("weak-instrument"));
        if (weak) {
            fit.cautions().stream()
                    .filter(c -> c.code().equals("weak-instrument"))
                    .forEach(cautions::add);
            fit = AndersonRubinTest.standard().estimate(sample, new Philox(0, 0, 0));
            fit.cautions().stream()
                    .filter(c -> c.code().equals("unbounded-set"))
                    .forEach(cautions::add);
        }
        listener.fitted(new FitListener.Event(
                plan.primary().id(), View.ASSIGNED, treatment.name(), MetricReading.ALL, sample, fit));
        Estimate estimate = fit.estimate();
        if (weak && plan.mode() == AnalysisMode.ALWAYS_VALID) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "assignment moved too little who saw it for an inference that holds at all looks.",
                    "Report the effect of assignment.");
        }
        return estimate.inference() instanceof StudentT
                ? LookRule.of(plan, treatment)
                        .read(
                                estimate,
                                samples.units().control(),
                                samples.units().treated())
                : estimate;
    }
}
