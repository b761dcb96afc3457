package assay.data.experiment;

import assay.decision.ExperimentLog;
import assay.decision.ExperimentPlan;
import assay.decision.MetricDefinition;
import assay.decision.PlannedMetric;
import assay.experiment.MetricType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The columns of tables that a plan reads.
 *
 * @param outcomes columns of user outcomes, and whether they count and hence cannot be negative
 * @param sums sums over days, by the name that they get in the log
 */
record LogColumns(Map<String, Boolean> outcomes, Map<String, DaySum> sums) {

    /** Daily columns of the usual outcome columns: where both are there, early and late halves are read. */
    private static final Map<String, String> DAILY = Map.of(
            "conversions", "converted",
            "engagement", "content_consumption_minutes",
            "uninstalls", "guardrail_uninstall_flag",
            "support_tickets", "guardrail_support_ticket_flag",
            "clicks", "notif_clicked");

    /**
     * A daily column summed over days of a unit, of which the first is day 0.
     *
     * @param column the daily column
     * @param from first day
     * @param to the day after the last
     * @param isCount whether it counts
     */
    record DaySum(String column, int from, int to, boolean isCount) {}

    static LogColumns of(ExperimentPlan plan, Set<String> outcomeColumns, Set<String> dayColumns) {
        Map<String, Boolean> outcomes = new LinkedHashMap<>();
        Map<String, DaySum> sums = new LinkedHashMap<>();
        for (PlannedMetric planned : plan.metrics()) {
            MetricDefinition metric = planned.metric();
            boolean counts = metric.type() == MetricType.PROPORTION || metric.type() == MetricType.COUNT;
            Set<String> columns = new LinkedHashSet<>();
            columns.add(metric.column());
            metric.denominator().ifPresent(columns::add);
            for (String column : columns) {
                if (metric.source() == MetricDefinition.Source.USER_OUTCOMES) {
                    outcomes.merge(column, counts, Boolean::logicalOr);
                } else {
                    int days = metric.windowDays();
                    sums.put(ExperimentLog.daily(column, days), new DaySum(column, 0, days, counts));
                }
            }
        }
        if (outcomeColumns.contains("sessions_7d")) {
            outcomes.merge("sessions_7d", true, Boolean::logicalOr);
        }
        halves(plan.primary(), dayColumns, sums);
        return new LogColumns(outcomes, sums);
    }

    private static void halves(MetricDefinition metric, Set<String> dayColumns, Map<String, DaySum> sums) {
        String base = metric.column().replaceFirst("_\\d+d$", "");
        String daily =
                metric.source() == MetricDefinition.Source.USER_DAYS ? metric.column() : DAILY.getOrDefault(base, base);
        int days = metric.windowDays();
        if (dayColumns.contains(daily) && days >= 2 && metric.denominator().isEmpty()) {
            sums.put(ExperimentLog.early(daily, days), new DaySum(daily, 0, days / 2, false));
            sums.put(ExperimentLog.late(daily, days), new DaySum(daily, days / 2, days, false));
        }
    }
}
