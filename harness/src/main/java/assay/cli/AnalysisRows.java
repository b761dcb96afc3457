package assay.cli;

import assay.Estimate;
import assay.Inference;
import assay.Interval;
import assay.decision.ExperimentPlan;
import assay.decision.ExperimentReading;
import assay.decision.MetricReading;
import assay.decision.Purpose;
import assay.decision.SecondaryReading;
import assay.decision.SegmentReading;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The comparisons of an experiment as tidy rows, one for each estimate. */
final class AnalysisRows {

    private static final String[] COLUMNS = {
        "method",
        "estimand",
        "metric",
        "purpose",
        "view",
        "arm",
        "segment",
        "role",
        "term",
        "estimate",
        "std_error",
        "statistic",
        "df",
        "p_value",
        "conf_low",
        "conf_high",
        "conf_level",
        "n",
        "n_control",
        "n_treated",
        "n_immature",
        "n_missing",
        "control_mean",
        "treated_mean",
        "relative_lift",
        "relative_low",
        "relative_high",
        "practical",
        "margin",
        "detectable",
        "adjusted_p",
        "adjusted_low",
        "adjusted_high"
    };

    private final ExperimentPlan plan;
    private final ExperimentReading reading;
    private final double level;
    private final Rows rows = new Rows(COLUMNS);

    private AnalysisRows(ExperimentPlan plan, ExperimentReading reading) {
        this.plan = plan;
        this.reading = reading;
        this.level = 1 - plan.policy().alpha();
    }

    /** Readings of all units, effects on compliers and diluted effects, then segments. */
    static Rows of(ExperimentPlan plan, ExperimentReading reading) {
        AnalysisRows made = new AnalysisRows(plan, reading);
        reading.readings().forEach(made::reading);
        reading.compliers().forEach((arm, estimate) -> made.derived("compliers", arm, estimate));
        reading.diluted().forEach((arm, estimate) -> made.derived("diluted", arm, estimate));
        reading.segments().forEach(made::segment);
        return made.rows;
    }

    private void reading(MetricReading one) {
        comparison(one, adjustedP(one), null);
    }

    private @Nullable Double adjustedP(MetricReading one) {
        if (one.view() != plan.primaryView()) {
            return null;
        }
        if (one.purpose() == Purpose.PRIMARY) {
            return reading.primaryP().get(one.arm());
        }
        return reading.secondary().stream()
                .filter(s -> s.metric().equals(one.metric().id()) && s.arm().equals(one.arm()))
                .map(SecondaryReading::adjustedP)
                .findFirst()
                .orElse(null);
    }

    /** What decides, and where that is adjusted the difference without adjustment after it. */
    private void comparison(MetricReading one, @Nullable Double adjustedP, @Nullable Interval adjusted) {
        row(one, "decides", one.method(), one.decisive(), adjustedP, adjusted);
        if (one.adjusted().isPresent()) {
            row(one, "unadjusted", unadjusted(one), one.unadjusted(), null, null);
        }
    }

    private String unadjusted(MetricReading one) {
        boolean ratio = one.metric().denominator().isPresent();
        return ratio ? "ratio" : plan.cluster().isPresent() ? "cluster-means" : "difference-in-means";
    }

    private void row(
            MetricReading one,
            String role,
            String method,
            Estimate estimate,
            @Nullable Double adjustedP,
            @Nullable Interval adjusted) {
        Interval lift = one.relative().map(e -> e.inference().interval(level)).orElse(null);
        @Nullable
        Object[] cells = start(
                method,
                one.metric().id(),
                one.purpose().name().toLowerCase(Locale.ROOT),
                one.view().code(),
                one.arm(),
                one.segment(),
                role,
                estimate);
        MetricReading.Units units = one.units();
        @Nullable
        Object[] more = {
            units.analysed(),
            units.control(),
            units.treated(),
            units.immature(),
            units.missing(),
            one.controlMean(),
            one.treatedMean(),
            one.relative().map(Estimate::value).orElse(null),
            lift == null ? null : lift.lower(),
            lift == null ? null : lift.upper(),
            one.practical(),
            boxed(one.margin()),
            one.detectable(),
            adjustedP,
            adjusted == null ? null : adjusted.lower(),
            adjusted == null ? null : adjusted.upper()
        };
        System.arraycopy(more, 0, cells, cells.length - more.length, more.length);
        rows.add(cells);
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** A row whose figures of arms are empty. */
    private @Nullable Object[] start(
            String method,
            String metric,
            String purpose,
            String view,
            String arm,
            String segment,
            String role,
            Estimate estimate) {
        Inference inference = estimate.inference();
        Interval interval = inference.interval(level);
        @Nullable Object[] cells = new @Nullable Object[COLUMNS.length];
        @Nullable
        Object[] first = {
            method,
            estimate.estimand().code(),
            metric,
            purpose,
            view,
            arm,
            segment,
            role,
            estimate.term(),
            estimate.value(),
            estimate.stdError(),
            inference.statistic(0),
            inference.degreesOfFreedom(),
            inference.pValue(0),
            interval.lower(),
            interval.upper(),
            level
        };
        System.arraycopy(first, 0, cells, 0, first.length);
        return cells;
    }

    private void derived(String role, String arm, Estimate estimate) {
        boolean compliers = role.equals("compliers");
        boolean weak = estimate.inference().getClass().getSimpleName().startsWith("AndersonRubin");
        rows.add(start(
                !compliers ? "diluted" : weak ? "anderson-rubin" : "two-stage-least-squares",
                plan.primary().id(),
                "primary",
                "assigned",
                arm,
                MetricReading.ALL,
                role,
                estimate));
    }

    private void segment(SegmentReading one) {
        comparison(one.inside(), one.adjustedP(), one.adjustedInterval());
        comparison(one.outside(), null, null);
        rows.add(start(
                one.inside().method(),
                plan.primary().id(),
                "primary",
                plan.primaryView().code(),
                one.arm(),
                one.segment(),
                "interaction",
                one.interaction()));
        one.guardrails().forEach(guardrail -> comparison(guardrail, null, null));
    }

    /** For people: the columns that a screen has room for. */
    static Rows brief(ExperimentPlan plan, Iterable<MetricReading> readings, Map<MetricReading, Double> adjusted) {
        double level = 1 - plan.policy().alpha();
        Rows rows = new Rows(
                "metric",
                "purpose",
                "arm",
                "view",
                "control",
                "treated",
                "effect",
                "low",
                "high",
                "p",
                "adjusted_p",
                "unadjusted",
                "lift",
                "matters",
                "margin",
                "detectable",
                "units",
                "method");
        for (MetricReading one : readings) {
            Interval interval = one.decisive().inference().interval(level);
            rows.add(
                    one.metric().id(),
                    one.purpose().name().toLowerCase(Locale.ROOT),
                    one.arm(),
                    one.view().code(),
                    one.controlMean(),
                    one.treatedMean(),
                    one.decisive().value(),
                    interval.lower(),
                    interval.upper(),
                    one.decisive().inference().pValue(0),
                    adjusted.get(one),
                    one.unadjusted().value(),
                    one.relative().map(Estimate::value).orElse(null),
                    one.practical(),
                    boxed(one.margin()),
                    one.detectable(),
                    one.units().analysed(),
                    one.method());
        }
        return rows;
    }

    /** Segments for people. */
    static Rows segments(ExperimentPlan plan, ExperimentReading reading) {
        Rows rows = new Rows(
                "segment",
                "arm",
                "effect",
                "low",
                "high",
                "adjusted_p",
                "outside",
                "interaction",
                "interaction_p",
                "units");
        for (SegmentReading one : reading.segments()) {
            rows.add(
                    one.segment(),
                    one.arm(),
                    one.inside().decisive().value(),
                    one.adjustedInterval().lower(),
                    one.adjustedInterval().upper(),
                    one.adjustedP(),
                    one.outside().decisive().value(),
                    one.interaction().value(),
                    one.interaction().inference().pValue(0),
                    one.inside().units().analysed());
        }
        return rows;
    }

    /** Effects that were derived, for people. */
    static Rows derived(ExperimentPlan plan, ExperimentReading reading) {
        double level = 1 - plan.policy().alpha();
        Rows rows = new Rows("effect_on", "arm", "estimand", "effect", "low", "high", "p");
        reading.compliers().forEach((arm, e) -> derived(rows, "who saw it because of their arm", arm, e, level));
        reading.diluted().forEach((arm, e) -> derived(rows, "all assigned, from the triggered", arm, e, level));
        return rows;
    }

    private static void derived(Rows rows, String on, String arm, Estimate e, double level) {
        Interval interval = e.inference().interval(level);
        rows.add(
                on,
                arm,
                e.estimand().code(),
                e.value(),
                interval.lower(),
                interval.upper(),
                e.inference().pValue(0));
    }
}
