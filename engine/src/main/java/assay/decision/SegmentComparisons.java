package assay.decision;

import assay.Caution;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Interval;
import assay.Problem;
import assay.multiplicity.PValueAdjustment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Every value of every column that was registered as a segment, against all other units, in the primary view.
 *
 * <p>P-values are two-sided and corrected over all segments and treatments that have enough units. A segment can only ship where its
 * effect is for the better, so that at a corrected level of alpha false targeted launches take alpha / 2, the half that a two-sided
 * test of the primary metric leaves.
 */
final class SegmentComparisons {

    private final ExperimentPlan plan;
    private final ExperimentLog log;
    private final Map<String, MetricCohort> cohorts;
    private final FitListener listener;
    private final DecisionPolicy.Segments rules;
    private final List<Caution> cautions = new ArrayList<>();

    SegmentComparisons(
            ExperimentPlan plan, ExperimentLog log, Map<String, MetricCohort> cohorts, FitListener listener) {
        this.plan = plan;
        this.log = log;
        this.cohorts = cohorts;
        this.listener = listener;
        rules = plan.policy()
                .segments()
                .orElse(new DecisionPolicy.Segments(
                        plan.policy().alpha(), 2, OptionalInt.empty(), DecisionPolicy.Segments.Correction.BONFERRONI));
    }

    /** Before correction. */
    private record Raw(
            Variant treatment,
            Subset subset,
            MetricReading inside,
            MetricReading outside,
            Estimate interaction,
            List<MetricReading> guardrails) {}

    List<Caution> cautions() {
        return cautions;
    }

    List<SegmentReading> read() {
        List<Raw> judged = new ArrayList<>();
        int segments = 0;
        for (String column : plan.segments()) {
            for (Subset subset : values(column)) {
                int before = judged.size();
                for (Variant treatment : plan.treatments()) {
                    raw(subset, treatment, judged);
                }
                segments += judged.size() > before ? 1 : 0;
            }
        }
        if (rules.maximum().isPresent() && segments > rules.maximum().getAsInt()) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Columns " + plan.segments() + " make " + segments + " segments of enough units, more than the "
                            + rules.maximum().getAsInt()
                            + " that the policy allows, and none may be left out after the data were seen.",
                    "Register fewer columns, band their values, or allow more segments before the next experiment.");
        }
        return judged.isEmpty() ? List.of() : corrected(judged);
    }

    private List<Subset> values(String name) {
        if (!log.groups().containsKey(name) && log.histories().containsKey(name)) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Segment column '" + name + "' holds numbers, of which there may be as many as users.",
                    "Register a column of text, such as bands of it.");
        }
        Column.Categorical column = log.group(name);
        return IntStream.range(0, column.levels().size())
                .boxed()
                .sorted(Comparator.comparing(level -> column.levels().get(level)))
                .map(level -> Subset.of(column, level))
                .toList();
    }

    private void raw(Subset subset, Variant treatment, List<Raw> judged) {
        MetricCohort cohort = cohort(plan.primary());
        int inside = MetricSamples.of(cohort, plan, treatment, subset).units().size();
        int outside = MetricSamples.of(cohort, plan, treatment, subset.complement())
                .units()
                .size();
        if (inside < rules.minimumUnits() || outside == 0) {
            if (inside > 0 || outside == 0) {
                cautions.add(Caution.of(
                        "segment-not-read",
                        "Segment " + subset.name() + " of " + treatment.name() + " has " + inside
                                + " units of the primary metric and " + outside + " are outside it; "
                                + (outside == 0 ? "there is nobody to compare it with." : "too few to judge it by.")));
            }
            return;
        }
        MetricComparison comparison = new MetricComparison(plan, LookRule.of(plan, treatment), listener);
        try {
            MetricReading in = comparison
                    .compare(cohort, Purpose.PRIMARY, treatment, subset)
                    .reading();
            MetricReading out = comparison
                    .compare(cohort, Purpose.PRIMARY, treatment, subset.complement())
                    .reading();
            judged.add(new Raw(
                    treatment,
                    subset,
                    in,
                    out,
                    interaction(in, out, treatment, cohort, subset),
                    guardrails(comparison, subset, treatment)));
        } catch (EstimationException e) {
            cautions.add(Caution.of(
                    "segment-not-read",
                    "Segment " + subset.name() + " of " + treatment.name() + " cannot be read: " + e.getMessage()));
        }
    }

    private MetricCohort cohort(MetricDefinition metric) {
        MetricCohort cohort = cohorts.get(metric.id());
        if (cohort == null) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "Metric '" + metric.id() + "' was not read in the primary view.",
                    "See its own caution.");
        }
        return cohort;
    }

    private List<MetricReading> guardrails(MetricComparison comparison, Subset subset, Variant treatment) {
        List<MetricReading> readings = new ArrayList<>();
        for (MetricDefinition metric : plan.of(Purpose.GUARDRAIL)) {
            try {
                readings.add(comparison
                        .compare(cohort(metric), Purpose.GUARDRAIL, treatment, subset)
                        .reading());
            } catch (EstimationException e) {
                cautions.add(Caution.of(
                        "metric-not-read",
                        "Guardrail '" + metric.id() + "' in segment " + subset.name() + " of " + treatment.name()
                                + " cannot be read: " + e.getMessage()));
            }
        }
        return readings;
    }

    /**
     * The difference of two independent effects, by the root of the sum of their squared errors with degrees of freedom by
     * Satterthwaite. Where clusters are both inside and outside, the effects are not independent, and the sum of the errors is an
     * upper bound of that of the difference.
     */
    private Estimate interaction(
            MetricReading in, MetricReading out, Variant treatment, MetricCohort cohort, Subset subset) {
        Estimate a = in.decisive();
        Estimate b = out.decisive();
        double va = a.stdError() * a.stdError();
        double vb = b.stdError() * b.stdError();
        double df = (va + vb)
                * (va + vb)
                / (va * va / a.inference().degreesOfFreedom()
                        + vb * vb / b.inference().degreesOfFreedom());
        boolean shared = shared(cohort, subset);
        double error = shared ? a.stdError() + b.stdError() : Math.sqrt(va + vb);
        if (shared) {
            cautions.add(Caution.of(
                    "shared-clusters",
                    "Clusters are both inside and outside segment " + subset.name()
                            + ", so that the error of the interaction is its upper bound, the sum of both."));
        }
        double value = a.value() - b.value();
        String term = subset.name() + " - not " + subset.name();
        Estimate estimate = df < Double.POSITIVE_INFINITY
                ? Estimate.studentT(Estimand.ATE, term, value, error, df)
                : Estimate.normal(Estimand.ATE, term, value, error);
        return LookRule.of(plan, treatment)
                .read(
                        estimate,
                        in.units().control() + out.units().control(),
                        in.units().treated() + out.units().treated());
    }

    private static boolean shared(MetricCohort cohort, Subset subset) {
        if (cohort.clusters().isEmpty()) {
            return false;
        }
        Column.Categorical clusters = cohort.clusters().get();
        byte[] sides = new byte[clusters.levels().size()];
        for (int row : cohort.rows()) {
            int cluster = clusters.codes()[row];
            sides[cluster] = (byte) (sides[cluster] | (subset.has(row) ? 1 : 2));
            if (sides[cluster] == 3) {
                return true;
            }
        }
        return false;
    }

    private List<SegmentReading> corrected(List<Raw> judged) {
        PValueAdjustment adjustment = switch (rules.correction()) {
            case BONFERRONI -> PValueAdjustment.BONFERRONI;
            case HOLM -> PValueAdjustment.HOLM;
            case BENJAMINI_HOCHBERG -> PValueAdjustment.BENJAMINI_HOCHBERG;
        };
        double alpha = plan.policy().alpha();
        double[] p = adjustment.adjust(judged.stream()
                .mapToDouble(raw -> raw.inside().decisive().inference().pValue(0))
                .toArray());
        int selected = 1;
        if (rules.correction() == DecisionPolicy.Segments.Correction.BENJAMINI_HOCHBERG) {
            int count = 0;
            for (double one : p) {
                count += one <= alpha ? 1 : 0;
            }
            selected = Math.max(1, count);
        }
        double level = 1 - alpha * selected / judged.size();
        List<SegmentReading> readings = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            Raw raw = judged.get(i);
            Interval interval = raw.inside().decisive().inference().interval(level);
            readings.add(new SegmentReading(
                    raw.subset().name(),
                    raw.treatment().name(),
                    raw.inside(),
                    raw.outside(),
                    raw.interaction(),
                    p[i],
                    interval,
                    raw.guardrails()));
        }
        cautions.add(Caution.of(
                "segments-corrected",
                String.format(
                        Locale.ROOT,
                        "P-values of segments are corrected for %d comparisons by %s; intervals have level %.3f %%.",
                        p.length,
                        rules.correction().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        100 * level)));
        return readings;
    }
}
