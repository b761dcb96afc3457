package assay.data.experiment;

import java.util.List;
import java.util.Optional;

/** The tables of an experiment. */
public final class TableContracts {

    private static final String ARM = "assigned_group";

    private TableContracts() {}

    /**
     * All tables.
     *
     * @return in the order in which they are written
     */
    public static List<TableContract> all() {
        return List.of(
                experiments(),
                users(),
                assignments(),
                opportunities(),
                exposures(),
                outcomes(),
                days(),
                truth(),
                benchmarks());
    }

    /**
     * The table of a name.
     *
     * @param name its name
     * @return empty if there is none
     */
    public static Optional<TableContract> named(String name) {
        return all().stream().filter(table -> table.name().equals(name)).findFirst();
    }

    private static ColumnContract text(String name) {
        return ColumnContract.required(name, ColumnContract.Type.TEXT);
    }

    private static ColumnContract number(String name, ColumnContract.Type type) {
        return ColumnContract.required(name, type);
    }

    private static ColumnContract count(String name, ColumnContract.Type type) {
        return ColumnContract.nullable(name, type).atLeastZero();
    }

    private static ColumnContract flag(String name) {
        return ColumnContract.nullable(name, ColumnContract.Type.INT8).flag();
    }

    private static TableContract.Reference to(String table) {
        return new TableContract.Reference("user_id", table);
    }

    private static TableContract experiments() {
        return new TableContract(
                "dim_experiments",
                List.of(
                        text("experiment_id"),
                        text("experiment_name"),
                        text("experiment_type"),
                        number("start_date", ColumnContract.Type.DATE),
                        number("end_date", ColumnContract.Type.DATE),
                        text("primary_metric"),
                        text("analysis_mode"),
                        text("primary_estimand"),
                        text("target_population_rule"),
                        text("randomization_unit"),
                        number("treatment_share_target", ColumnContract.Type.DOUBLE)
                                .within(0, 1),
                        text("decision_policy_id"),
                        text("segment_policy_mode").of("pre_registered_segments_only", "global_only"),
                        ColumnContract.nullable("pre_registered_groupby_columns", ColumnContract.Type.TEXTS),
                        ColumnContract.nullable("pre_registered_filters", ColumnContract.Type.FILTERS),
                        ColumnContract.nullable("secondary_metrics", ColumnContract.Type.TEXTS),
                        ColumnContract.nullable("guardrail_metrics", ColumnContract.Type.TEXTS),
                        ColumnContract.nullable("notes", ColumnContract.Type.TEXT)),
                List.of("experiment_id"),
                List.of(new TableContract.Rule(
                        "end_date",
                        List.of("start_date", "end_date"),
                        "end_date < start_date",
                        "the experiment ends before it starts",
                        "Correct one of the two dates.")),
                List.of());
    }

    private static TableContract users() {
        return new TableContract(
                "dim_users",
                List.of(
                        text("user_id"),
                        ColumnContract.nullable("signup_date", ColumnContract.Type.DATE),
                        ColumnContract.nullable("country", ColumnContract.Type.TEXT),
                        ColumnContract.nullable("platform", ColumnContract.Type.TEXT),
                        ColumnContract.nullable("acquisition_channel", ColumnContract.Type.TEXT),
                        ColumnContract.nullable("plan_tier", ColumnContract.Type.TEXT),
                        count("tenure_days_at_experiment_start", ColumnContract.Type.INT32),
                        count("historical_sessions_28d", ColumnContract.Type.FLOAT),
                        count("historical_revenue_28d", ColumnContract.Type.FLOAT),
                        flag("historical_conversion_flag"),
                        ColumnContract.nullable("historical_retention_score", ColumnContract.Type.FLOAT)
                                .flag(),
                        ColumnContract.nullable("device_class", ColumnContract.Type.TEXT),
                        ColumnContract.nullable("region", ColumnContract.Type.TEXT),
                        ColumnContract.nullable("risk_score_baseline", ColumnContract.Type.FLOAT)
                                .flag(),
                        ColumnContract.nullable("engagement_cluster", ColumnContract.Type.TEXT)
                                .of("low", "medium", "high"),
                        ColumnContract.optional("is_bot", ColumnContract.Type.INT8)
                                .flag(),
                        ColumnContract.optional("is_internal", ColumnContract.Type.INT8)
                                .flag()),
                List.of("user_id"),
                List.of(),
                List.of());
    }

    private static TableContract assignments() {
        return new TableContract(
                "fact_assignments",
                List.of(
                        text("experiment_id"),
                        text("user_id"),
                        number("assignment_ts", ColumnContract.Type.TIME),
                        text(ARM),
                        ColumnContract.nullable("assignment_bucket", ColumnContract.Type.INT32)
                                .within(0, 9999),
                        ColumnContract.nullable("is_eligible", ColumnContract.Type.INT8)
                                .flag(),
                        ColumnContract.nullable("assignment_reason", ColumnContract.Type.TEXT)),
                List.of(),
                List.of(),
                List.of(to("dim_users")));
    }

    private static TableContract opportunities() {
        return new TableContract(
                "fact_opportunities",
                List.of(
                        text("experiment_id"),
                        text("user_id"),
                        number("opportunity_ts", ColumnContract.Type.TIME),
                        ColumnContract.nullable("surface", ColumnContract.Type.TEXT),
                        ColumnContract.nullable("opportunity_count", ColumnContract.Type.INT64)
                                .within(1, Double.POSITIVE_INFINITY),
                        ColumnContract.nullable("first_opportunity_flag", ColumnContract.Type.INT64)
                                .flag(),
                        ColumnContract.nullable("opportunity_source", ColumnContract.Type.TEXT)),
                List.of(),
                List.of(),
                List.of(to("fact_assignments")));
    }

    private static TableContract exposures() {
        return new TableContract(
                "fact_exposures",
                List.of(
                        text("experiment_id"),
                        text("user_id"),
                        ColumnContract.nullable("opportunity_ts", ColumnContract.Type.TIME),
                        number("exposure_ts", ColumnContract.Type.TIME),
                        text(ARM),
                        text("variant_served"),
                        ColumnContract.nullable("delivery_status", ColumnContract.Type.TEXT)
                                .of("shown", "sent", "failed"),
                        ColumnContract.nullable("exposure_count", ColumnContract.Type.INT64)
                                .within(1, Double.POSITIVE_INFINITY),
                        ColumnContract.nullable("first_exposure_flag", ColumnContract.Type.INT64)
                                .flag(),
                        ColumnContract.nullable("surface", ColumnContract.Type.TEXT)),
                List.of(),
                List.of(new TableContract.Rule(
                        "exposure_ts",
                        List.of("opportunity_ts", "exposure_ts"),
                        "exposure_ts < opportunity_ts",
                        "the exposure comes before the opportunity that made it possible",
                        "Write the time of the opportunity that led to this exposure.")),
                List.of(to("fact_assignments"), to("fact_opportunities")));
    }

    private static TableContract outcomes() {
        return new TableContract(
                "fact_user_outcomes",
                List.of(
                        text("experiment_id"),
                        text("user_id"),
                        text(ARM),
                        flag("had_opportunity"),
                        flag("is_exposed"),
                        ColumnContract.nullable("first_opportunity_ts", ColumnContract.Type.TIME),
                        ColumnContract.nullable("first_exposure_ts", ColumnContract.Type.TIME),
                        count("days_since_first_opportunity", ColumnContract.Type.INT32),
                        count("analysis_window_days", ColumnContract.Type.INT16),
                        ColumnContract.nullable("primary_outcome_value", ColumnContract.Type.FLOAT),
                        ColumnContract.nullable("primary_outcome_name", ColumnContract.Type.TEXT),
                        count("conversions_7d", ColumnContract.Type.INT32),
                        count("sessions_7d", ColumnContract.Type.INT32),
                        count("sessions_30d", ColumnContract.Type.INT32),
                        count("impressions_7d", ColumnContract.Type.INT32),
                        count("clicks_7d", ColumnContract.Type.INT32),
                        count("retention_7d", ColumnContract.Type.INT32),
                        count("retention_30d", ColumnContract.Type.INT8),
                        ColumnContract.nullable("revenue_30d", ColumnContract.Type.FLOAT),
                        count("engagement_7d", ColumnContract.Type.FLOAT),
                        ColumnContract.nullable("guardrail_1_value", ColumnContract.Type.DOUBLE),
                        ColumnContract.nullable("guardrail_2_value", ColumnContract.Type.DOUBLE),
                        count("support_tickets_7d", ColumnContract.Type.INT32),
                        count("uninstalls_7d", ColumnContract.Type.INT32),
                        ColumnContract.optional("observed_until_ts", ColumnContract.Type.TIME)),
                List.of("user_id"),
                List.of(
                        new TableContract.Rule(
                                "first_exposure_ts",
                                List.of("first_opportunity_ts", "first_exposure_ts"),
                                "first_exposure_ts < first_opportunity_ts",
                                "the first exposure comes before the first opportunity",
                                "Write the time of the opportunity that led to this exposure."),
                        new TableContract.Rule(
                                "sessions_30d",
                                List.of("sessions_7d", "sessions_30d"),
                                "sessions_30d < sessions_7d",
                                "thirty days have fewer sessions than the first seven of them",
                                "Count both from the same day on.")),
                List.of(to("fact_assignments")));
    }

    private static TableContract days() {
        return new TableContract(
                "fact_user_day",
                List.of(
                        number("date", ColumnContract.Type.DATE),
                        text("experiment_id"),
                        text("user_id"),
                        text(ARM),
                        flag("had_opportunity"),
                        flag("is_exposed"),
                        count("sessions", ColumnContract.Type.INT16),
                        flag("days_active"),
                        ColumnContract.nullable("revenue", ColumnContract.Type.FLOAT),
                        flag("converted"),
                        flag("retained_d1_flag"),
                        flag("retained_d7_flag"),
                        flag("notif_clicked"),
                        flag("guardrail_uninstall_flag"),
                        flag("guardrail_support_ticket_flag"),
                        count("content_consumption_minutes", ColumnContract.Type.FLOAT),
                        flag("refund_flag"),
                        flag("latency_complaint_flag")),
                List.of("user_id", "date"),
                List.of(),
                List.of(to("fact_assignments")));
    }

    private static TableContract truth() {
        return new TableContract(
                "fact_validation_truth",
                List.of(
                        text("scenario_id"),
                        text("experiment_id"),
                        text("primary_metric_name"),
                        number("true_primary_effect_value", ColumnContract.Type.DOUBLE),
                        text("true_primary_effect_scale").of("absolute_delta", "relative_lift"),
                        text("primary_metric_direction").of("higher_is_better", "lower_is_better"),
                        text("true_effect_by_segment_json"),
                        text("true_guardrail_impact_json"),
                        number("expected_srm_flag", ColumnContract.Type.INT64).flag(),
                        text("expected_missing_exposure_pattern"),
                        text("expected_peeking_risk"),
                        ColumnContract.nullable("expected_recommendation", ColumnContract.Type.TEXT)),
                List.of("scenario_id"),
                List.of(),
                List.of());
    }

    private static TableContract benchmarks() {
        return new TableContract(
                "fact_benchmark_observations",
                List.of(
                        text("benchmark_dataset"),
                        text("observation_id"),
                        text(ARM),
                        number("treatment_flag", ColumnContract.Type.INT8).flag(),
                        number("primary_outcome_value", ColumnContract.Type.DOUBLE),
                        ColumnContract.nullable("secondary_outcome_value", ColumnContract.Type.DOUBLE),
                        text("feature_vector_ref")),
                List.of("benchmark_dataset", "observation_id"),
                List.of(),
                List.of());
    }
}
