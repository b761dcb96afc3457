package assay.scenario;

/** Names of the fields of a scenario, and of the signals of its metrics. */
final class ScenarioKeys {

    static final String[] TOP = {
        "schema_version",
        "scenario_id",
        "scenario_name",
        "scenario_type",
        "description",
        "random_seed",
        "experiment",
        "read_on_day",
        "documented_actions",
        "population",
        "baseline_behavior",
        "opportunity_and_delivery",
        "metric_generation",
        "segment_effect_overrides",
        "ramp",
        "data_quality_and_noise",
        "pathology_flags"
    };
    static final String[] POPULATION = {
        "n_users",
        "country_distribution",
        "platform_distribution",
        "acquisition_channel_distribution",
        "plan_tier_distribution",
        "tenure_days_distribution"
    };
    static final String[] BASELINE = {
        "historical_sessions_28d", "historical_revenue_28d", "historical_conversion_flag", "historical_retention_score"
    };
    static final String[] DELIVERY = {
        "trigger_probability",
        "trigger_within_days",
        "delivery_probability_control",
        "delivery_probability_treatment",
        "exposure_surface"
    };
    static final String[] SIGNAL = {
        "baseline_rate",
        "baseline_mean",
        "baseline_std",
        "history_correlation",
        "treatment_effect_absolute",
        "treatment_effect_relative",
        "effect_delay_days",
        "effect_half_life_days"
    };
    static final String[] QUALITY = {
        "missingness_rate",
        "duplicate_user_rate",
        "conflicting_assignment_rate",
        "event_underlogging_rate",
        "outlier_revenue_rate",
        "outlier_revenue_multiplier"
    };
    static final String[] PATHOLOGY = {
        "inject_srm", "srm_target_shares", "lost_users_rate", "treatment_leakage_rate",
        "exposure_before_assignment_rate", "rebucketing", "bots", "internal_traffic"
    };

    private ScenarioKeys() {}
}
