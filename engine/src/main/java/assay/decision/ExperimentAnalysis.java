package assay.decision;

import assay.Caution;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the log of an experiment as its plan says: every treatment against control on every metric, among all units that were
 * assigned, those that were triggered and those that were exposed.
 *
 * <p>A unit is an eligible user ({@link Eligibility}) and counts once, in the arm that it was assigned to first. It counts for a metric once it has been
 * watched for the days of maturity since it entered the view: since assignment among the assigned, since it was triggered among the
 * triggered and the exposed. What a missing value is, and what is done to large ones, is for the metric to say; a cap is the 99th
 * percentile of all arms together.
 *
 * <p>Estimators are those of {@link assay.experiment.MetricRouter}: a difference in means, a ratio by the delta method, a quantile,
 * over clusters where clusters were randomised, and beside each the estimate given the covariate of the metric. That one decides
 * where there is one, as the plan named the covariate before the data were seen.
 *
 * <p>A plan that may be looked at any time gets estimates whose intervals and p-values hold at all looks at once ({@link
 * assay.sequential.AnytimeValid}), tuned to the planned number of units; it is refused where units would be counted before they are
 * complete.
 *
 * <p>What cannot be read is left out with a caution, and its absence never counts as good news; but for the primary metric in the
 * primary view, without which there is nothing to decide.
 */
public final class ExperimentAnalysis {

    private final ExperimentPlan plan;

    private ExperimentAnalysis(ExperimentPlan plan) {
        this.plan = plan;
    }

    /**
     * An analysis.
     *
     * @param plan what was agreed
     * @return the analysis of its log
     */
    public static ExperimentAnalysis of(ExperimentPlan plan) {
        return new ExperimentAnalysis(plan);
    }

    /**
     * Reads a log.
     *
     * @param log what happened
     * @return all comparisons
     * @throws EstimationException if the primary metric cannot be read in the primary view, a condition or a segment names a column
     *     that is not there, or there are more segments than the policy allows
     * @throws assay.sequential.ThreatException if the plan is always-valid and a guarantee over all looks could not hold
     */
    public ExperimentReading read(ExperimentLog log) {
        return read(log, event -> {});
    }

    /**
     * Reads a log, and tells of every fit.
     *
     * @param log what happened
     * @param listener is told of the fits
     * @return all comparisons
     * @throws EstimationException as {@link #read(ExperimentLog)} does
     */
    public ExperimentReading read(ExperimentLog log, FitListener listener) {
        AssignedUnits units = AssignedUnits.of(plan, log);
        Reader reader = new Reader(log, units, listener);
        List<MetricReading> readings = reader.readings();
        SegmentComparisons segments = new SegmentComparisons(plan, log, reader.cohorts, listener);
        List<SegmentReading> inSegments = segments.read();
        ComplierEffects compliers = new ComplierEffects(plan, log, units, listener);
        Map<String, Estimate> received = compliers.read();
        List<Caution> cautions = new ArrayList<>(units.cautions());
        cautions.addAll(LookRule.cautions(plan));
        cautions.addAll(TreatmentCorrection.cautions(plan));
        cautions.addAll(reader.cautions);
        cautions.addAll(segments.cautions());
        cautions.addAll(compliers.cautions());
        return new ExperimentReading(
                readings,
                inSegments,
                received,
                TreatmentCorrection.correct(plan, reader.primary),
                SecondaryCorrection.correct(plan, readings),
                DilutedEffects.of(plan, log, units, readings),
                cautions);
    }

    /** Makes the comparisons of all units. */
    private final class Reader {
        private final ExperimentLog log;
        private final AssignedUnits units;
        private final FitListener listener;
        private final Map<String, MetricCohort> cohorts = new LinkedHashMap<>();
        private final List<MetricComparison.Compared> primary = new ArrayList<>();
        private final List<Caution> cautions = new ArrayList<>();

        Reader(ExperimentLog log, AssignedUnits units, FitListener listener) {
            this.log = log;
            this.units = units;
            this.listener = listener;
        }

        /** By treatment, then by metric, then by view. */
        List<MetricReading> readings() {
            List<View> views = views();
            Map<PlannedMetric, Map<View, MetricCohort>> read = new LinkedHashMap<>();
            for (PlannedMetric planned : plan.metrics()) {
                Map<View, MetricCohort> byView = new LinkedHashMap<>();
                for (View view : views) {
                    cohort(planned, view).ifPresent(cohort -> byView.put(view, cohort));
                }
                read.put(planned, byView);
            }
            List<MetricReading> readings = new ArrayList<>();
            for (Variant treatment : plan.treatments()) {
                MetricComparison comparison = new MetricComparison(plan, LookRule.of(plan, treatment), listener);
                read.forEach((planned, byView) ->
                        byView.forEach((view, cohort) -> reading(comparison, cohort, planned.purpose(), treatment)
                                .ifPresent(readings::add)));
            }
            return readings;
        }

        private List<View> views() {
            EnumSet<View> views = EnumSet.noneOf(View.class);
            for (View view : View.values()) {
                if (view == plan.primaryView() || anybody(view)) {
                    views.add(view);
                } else {
                    cautions.add(
                            Caution.of("empty-view", "No unit is in the " + view.code() + " view, which is not read."));
                }
            }
            return List.copyOf(views);
        }

        private boolean anybody(View view) {
            for (int row : units.rows()) {
                if (!Double.isNaN(MetricCohort.start(log, view, row))) {
                    return true;
                }
            }
            return false;
        }

        private boolean decides(Purpose purpose, View view) {
            return purpose == Purpose.PRIMARY && view == plan.primaryView();
        }

        private Optional<MetricCohort> cohort(PlannedMetric planned, View view) {
            try {
                MetricCohort cohort = MetricCohort.of(plan, log, units, planned.metric(), view);
                if (view == plan.primaryView()) {
                    cohorts.put(planned.metric().id(), cohort);
                }
                return Optional.of(cohort);
            } catch (EstimationException e) {
                if (decides(planned.purpose(), view)) {
                    throw e;
                }
                unread(planned.metric(), view, "", e);
                return Optional.empty();
            }
        }

        private Optional<MetricReading> reading(
                MetricComparison comparison, MetricCohort cohort, Purpose purpose, Variant treatment) {
            try {
                MetricComparison.Compared compared = comparison.compare(cohort, purpose, treatment, Subset.ALL);
                if (decides(purpose, cohort.view())) {
                    primary.add(compared);
                }
                return Optional.of(compared.reading());
            } catch (EstimationException e) {
                if (decides(purpose, cohort.view())) {
                    throw e;
                }
                // Among the exposed everybody is exposed: a diagnostic that selects a view says nothing in it.
                boolean selects = purpose == Purpose.DIAGNOSTIC
                        && cohort.view() != View.ASSIGNED
                        && e.problem() == Problem.CONSTANT_OUTCOME;
                if (!selects) {
                    unread(cohort.metric(), cohort.view(), " of " + treatment.name(), e);
                }
                return Optional.empty();
            }
        }

        private void unread(MetricDefinition metric, View view, String arm, EstimationException e) {
            cautions.add(Caution.of(
                    "metric-not-read",
                    "Metric '" + metric.id() + "' in the " + view.code() + " view" + arm + " cannot be read: "
                            + e.getMessage()));
        }
    }
}
