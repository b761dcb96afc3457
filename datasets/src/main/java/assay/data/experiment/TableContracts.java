package assay.data.experiment;

import assay.data.experiment.ColumnContract.Type;
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
        return ColumnContract.required(name, Type.TEXT);
    }

    private static ColumnContract number(String name, Type type) {
        return ColumnContract.required(name, type);
    }

    private static ColumnContract count(String name, Type type) {
        return ColumnContract.nullable(name, type).atLeastZero();
    }

    private static ColumnContract flag(String name) {
        return ColumnContract.nullable(name, Type.INT8).flag();
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
                        number("start_date", Type.DATE),
                        number("end_date", Type.DATE),
                        text("primary_metric"),
                        text("analysis_mode"),
                        text("primary_estimand"),
                        text("target_population_rule"),
                        text("randomization_unit"),
                        number("treatment_share_target", Type.DOUBLE).within(0, 1),
                        text("decision_policy_id"),
                        text("segment_policy_mode").of("pre_registered_segments_only", "global_only"),
                        ColumnContract.nullable("pre_registered_groupby_columns", Type.TEXTS),
                        ColumnContract.nullable("pre_registered_filters", Type.FILTERS),
                        ColumnContract.nullable("secondary_metrics", Type.TEXTS),
                        ColumnContract.nullable("guardrail_metrics", Type.TEXTS),
                        ColumnContract.nullable("notes", Type.TEXT)),
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
                        ColumnContract.nullable("signup_date", Type.DATE),
                        ColumnContract.nullable("country", Type.TEXT),
                        ColumnContract.nullable("platform", Type.TEXT),
                        ColumnContract.nullable("acquisition_channel", Type.TEXT),
                        ColumnContract.nullable("plan_tier", Type.TEXT),
                        count("tenure_days_at_experiment_start", Type.INT32),
                        count("historical_sessions_28d", Type.FLOAT),
                        count("historical_revenue_28d", Type.FLOAT),
                        flag("historical_conversion_flag"),
                        ColumnContract.nullable("historical_retention_score", Type.FLOAT)
                                .flag(),
                        ColumnContract.nullable("device_class", Type.TEXT),
                        ColumnContract.nullable("region", Type.TEXT),
                        ColumnContract.nullable("risk_score_baseline", Type.FLOAT)
                                .flag(),
                        ColumnContract.nullable("engagement_cluster", Type.TEXT).of("low", "medium", "high"),
                        ColumnContract.optional("is_bot", Type.INT8).flag(),
                        ColumnContract.optional("is_internal", Type.INT8).flag()),
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
                        number("assignment_ts", Type.TIME),
                        text(ARM),
                        ColumnContract.nullable("assignment_bucket", Type.INT32).within(0, 9999),
                        ColumnContract.nullable("is_eligible", Type.INT8).flag(),
                        ColumnContract.nullable("assignment_reason", Type.TEXT)),
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
                        number("opportunity_ts", Type.TIME),
                        ColumnContract.nullable("surface", Type.TEXT),
                        ColumnContract.nullable("opportunity_count", Type.INT64).within(1, Double.POSITIVE_INFINITY),
                        ColumnContract.nullable("first_opportunity_flag", Type.INT64)
                                .flag(),
                        ColumnContract.nullable("opportunity_source", Type.TEXT)),
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
                        ColumnContract.nullable("opportunity_ts", Type.TIME),
                        number("exposure_ts", Type.TIME),
                        text(ARM),
                        text("variant_served"),
                        ColumnContract.nullable("delivery_status", Type.TEXT).of("shown", "sent", "failed"),
                        ColumnContract.nullable("exposure_count", Type.INT64).within(1, Double.POSITIVE_INFINITY),
                        ColumnContract.nullable("first_exposure_flag", Type.INT64)
                                .flag(),
                        ColumnContract.nullable("surface", Type.TEXT)),
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
                        ColumnContract.nullable("first_opportunity_ts", Type.TIME),
                        ColumnContract.nullable("first_exposure_ts", Type.TIME),
                        count("days_since_first_opportunity", Type.INT32),
                        count("analysis_window_days", Type.INT16),
                        ColumnContract.nullable("primary_outcome_value", Type.FLOAT),
                        ColumnContract.nullable("primary_outcome_name", Type.TEXT),
                        count("conversions_7d", Type.INT32),
                        count("sessions_7d", Type.INT32),
                        count("sessions_30d", Type.INT32),
                        count("impressions_7d", Type.INT32),
                        count("clicks_7d", Type.INT32),
                        count("retention_7d", Type.INT32),
                        count("retention_30d", Type.INT8),
                        ColumnContract.nullable("revenue_30d", Type.FLOAT),
                        count("engagement_7d", Type.FLOAT),
                        ColumnContract.nullable("guardrail_1_value", Type.DOUBLE),
                        ColumnContract.nullable("guardrail_2_value", Type.DOUBLE),
                        count("support_tickets_7d", Type.INT32),
                        count("uninstalls_7d", Type.INT32),
                        ColumnContract.optional("observed_until_ts", Type.TIME)),
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
                        number("date", Type.DATE),
                        text("experiment_id"),
                        text("user_id"),
                        text(ARM),
                        flag("had_opportunity"),
                        flag("is_exposed"),
                        count("sessions", Type.INT16),
                        flag("days_active"),
                        ColumnContract.nullable("revenue", Type.FLOAT),
                        flag("converted"),
                        flag("retained_d1_flag"),
                        flag("retained_d7_flag"),
                        flag("notif_clicked"),
                        flag("guardrail_uninstall_flag"),
                        flag("guardrail_support_ticket_flag"),
                        count("content_consumption_minutes", Type.FLOAT),
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
                        number("true_primary_effect_value", Type.DOUBLE),
                        text("true_primary_effect_scale").of("absolute_delta", "relative_lift"),
                        text("primary_metric_direction").of("higher_is_better", "lower_is_better"),
                        text("true_effect_by_segment_json"),
                        text("true_guardrail_impact_json"),
                        number("expected_srm_flag", Type.INT64).flag(),
                        text("expected_missing_exposure_pattern"),
                        text("expected_peeking_risk"),
                        ColumnContract.nullable("expected_recommendation", Type.TEXT)),
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
                        number("treatment_flag", Type.INT8).flag(),
                        number("primary_outcome_value", Type.DOUBLE),
                        ColumnContract.nullable("secondary_outcome_value", Type.DOUBLE),
                        text("feature_vector_ref")),
                List.of("benchmark_dataset", "observation_id"),
                List.of(),
                List.of());
    }
}
