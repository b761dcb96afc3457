package assay.contract;

import assay.condition.Kind;
import assay.decision.MetricDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that the tables of an experiment usually have, which contracts are checked against before there are any data. */
final class Layout {

    /** Columns of users that are names of single users, not of groups. */
    static final Set<String> IDENTIFIERS = Set.of("user_id", "experiment_id");

    private static final Map<String, Kind> USERS = users();

    private static final List<String> OUTCOMES = List.of(
            "had_opportunity",
            "is_exposed",
            "primary_outcome_value",
            "conversions_7d",
            "sessions_7d",
            "sessions_30d",
            "impressions_7d",
            "clicks_7d",
            "retention_7d",
            "retention_30d",
            "revenue_30d",
            "engagement_7d",
            "guardrail_1_value",
            "guardrail_2_value",
            "support_tickets_7d",
            "uninstalls_7d",
            "days_since_first_opportunity",
            "analysis_window_days");

    private static final List<String> DAYS = List.of(
            "had_opportunity",
            "is_exposed",
            "sessions",
            "days_active",
            "revenue",
            "converted",
            "retained_d1_flag",
            "retained_d7_flag",
            "notif_clicked",
            "content_consumption_minutes",
            "guardrail_uninstall_flag",
            "guardrail_support_ticket_flag",
            "refund_flag",
            "latency_complaint_flag");

    private Layout() {}

    private static Map<String, Kind> users() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (String text : List.of(
                "user_id",
                "signup_date",
                "country",
                "platform",
                "acquisition_channel",
                "plan_tier",
                "device_class",
                "region",
                "engagement_cluster")) {
            kinds.put(text, Kind.TEXT);
        }
        for (String number : List.of(
                "tenure_days_at_experiment_start",
                "historical_sessions_28d",
                "historical_revenue_28d",
                "historical_conversion_flag",
                "historical_retention_score",
                "risk_score_baseline",
                "is_bot",
                "is_internal",
                "has_consent")) {
            kinds.put(number, Kind.NUMBER);
        }
        return Collections.unmodifiableMap(kinds);
    }

    /** The columns of {@code dim_users} with what they hold. */
    static Map<String, Kind> userColumns() {
        return USERS;
    }

    /** The columns that metrics of a table are read from. */
    static List<String> metricColumns(MetricDefinition.Source source) {
        return source == MetricDefinition.Source.USER_OUTCOMES ? OUTCOMES : DAYS;
    }

    /** Whether a column is measured after assignment in one of the tables. */
    static boolean measuredAfter(String column) {
        return OUTCOMES.contains(column) || DAYS.contains(column);
    }
}
