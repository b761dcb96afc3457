package assay.trust;

import assay.Column;
import assay.decision.ExperimentLog;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.decision.Purpose;
import assay.trust.TrustFinding.Consequence;
import assay.trust.TrustFinding.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Missing values of the columns that metrics and segments are read from, among the units of the primary view: too many, or more in one arm than in
 * another. What is missing more often in one arm was caused by it, or by what broke in it.
 *
 * @param question what is asked
 */
record Missing(Question question) implements TrustCheck {

    /** What is asked of missing values. */
    enum Question {
        SHARE,
        BY_ARM
    }

    private static final CheckCard SHARE = new CheckCard(
            "missing-share",
            Consequence.INVALIDATES,
            "Find out whose values are missing before reading any effect: a join that loses users, a late table, a broken event.");
    private static final CheckCard BY_ARM = new CheckCard(
            "missing-by-arm",
            Consequence.INVALIDATES,
            "Do not read any effect on this column: its values are missing more often in one arm, so that those left are not"
                    + " comparable. Repair the logging of that arm.");

    @Override
    public TrustFinding check(Study study) {
        CheckCard card = question == Question.SHARE ? SHARE : BY_ARM;
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (PlannedMetric planned : study.plan().metrics()) {
            boolean needed = planned.purpose() == Purpose.PRIMARY || planned.purpose() == Purpose.GUARDRAIL;
            for (String name : names(planned.metric())) {
                double[] values = study.log().outcomes().get(name);
                if (values != null) {
                    columns.put(name, values);
                } else if (needed) {
                    return card.notRun("The log has no column '" + name + "', which metric "
                            + planned.metric().id() + " is read from.");
                }
            }
            planned.metric().covariate().ifPresent(name -> {
                double[] values = study.log().histories().get(name);
                if (values != null) {
                    columns.put(name, values);
                }
            });
        }
        for (String segment : study.plan().segments()) {
            Column.Categorical group = study.log().groups().get(segment);
            if (group != null) {
                columns.put(
                        segment,
                        Arrays.stream(group.codes())
                                .mapToDouble(code -> code < 0 ? Double.NaN : code)
                                .toArray());
            }
        }
        if (columns.isEmpty()) {
            return card.notRun("The log has no column of any metric.");
        }
        int[] rows = study.population();
        if (rows.length == 0) {
            return card.notRun("No unit is in the primary view.");
        }
        return question == Question.SHARE ? share(study, columns, rows) : byArm(study, columns, rows);
    }

    private static List<String> names(MetricDefinition metric) {
        List<String> names = new ArrayList<>(List.of(metric.column()));
        metric.denominator().ifPresent(names::add);
        if (metric.source() == MetricDefinition.Source.USER_DAYS) {
            names.replaceAll(name -> ExperimentLog.daily(name, metric.windowDays()));
        }
        return names;
    }

    private static TrustFinding share(Study study, Map<String, double[]> columns, int[] rows) {
        String worst = "";
        long most = -1;
        for (Map.Entry<String, double[]> column : columns.entrySet()) {
            long missing = 0;
            for (int row : rows) {
                missing += Double.isNaN(column.getValue()[row]) ? 1 : 0;
            }
            if (missing > most) {
                most = missing;
                worst = column.getKey();
            }
        }
        double allowed = study.plan().policy().trust().maximumMissing();
        State state =
                most > allowed * rows.length ? State.FAIL : most > allowed / 2 * rows.length ? State.WARN : State.PASS;
        return SHARE.finding(
                state,
                worst,
                most / (double) rows.length,
                Double.NaN,
                most + " of " + rows.length + " units have no '" + worst + "' (" + Figures.percent(most, rows.length)
                        + ", allowed " + Figures.percent(allowed) + ").");
    }

    private static TrustFinding byArm(Study study, Map<String, double[]> columns, int[] rows) {
        long[] units = new long[study.arms()];
        for (int row : rows) {
            units[study.rowArm(row)]++;
        }
        List<String> names = List.copyOf(columns.keySet());
        long[][] missing = new long[names.size()][study.arms()];
        double[] pValues = new double[names.size()];
        for (int j = 0; j < pValues.length; j++) {
            double[] values = columns.getOrDefault(names.get(j), new double[0]);
            for (int row : rows) {
                missing[j][study.rowArm(row)] += Double.isNaN(values[row]) ? 1 : 0;
            }
            pValues[j] = RateTest.of(missing[j], units);
        }
        Worst worst = Worst.of(names, new double[pValues.length], pValues, study.alpha());
        return BY_ARM.tested(
                worst.name(),
                Double.NaN,
                worst.pValue(),
                study.alpha(),
                "Without '" + worst.name() + "': " + study.rates(missing[worst.index()], units) + "; p "
                        + Figures.p(worst.pValue()) + worst.others() + ".");
    }
}
