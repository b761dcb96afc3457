package assay.contract;

import assay.decision.AnalysisMode;
import assay.decision.View;
import java.util.Map;

/** What an experiment file may say. */
final class ExperimentFields {

    static final Map<String, AnalysisMode> MODES = Map.of(
            "fixed_horizon", AnalysisMode.FIXED_HORIZON,
            "sequential_safe", AnalysisMode.ALWAYS_VALID,
            "always_valid", AnalysisMode.ALWAYS_VALID);

    static final Map<String, View> VIEWS = Map.of(
            "itt_assigned", View.ASSIGNED,
            "itt_opportunity", View.TRIGGERED,
            "tot_exposed", View.EXPOSED);

    private static final int LONGEST_RUN = 3650;

    static final Fields VARIANT = Fields.none()
            .required("name", Shapes.text(), "As it is logged in assigned_group.")
            .required("weight", Shapes.between(0, 1), "Share of users; all weights sum to 1.")
            .optional("is_control", Shapes.bool(), "true for the one arm that others are compared with.")
            .optional("description", Shapes.text(), "What its users see.");

    static final Fields FIELDS = Fields.none()
            .required("experiment_id", Shapes.text(), "Name, unique among experiments, and salt of the assignment.")
            .required("experiment_name", Shapes.text(), "Name in words.")
            .optional("experiment_type", Shapes.text(), "Such as onboarding, pricing or ui_change; for people.")
            .required("owner", Shapes.text(), "Who answers for it.")
            .optional(
                    "hypothesis",
                    Shapes.text(),
                    "If we change this for these users, this metric moves, because of that.")
            .optional("description", Shapes.text(), "For people.")
            .optional("notes", Shapes.text(), "For people.")
            .optional("tags", Shapes.texts(), "For people.")
            .required("assignment_start_ts_utc", Shapes.time(), "When the first user can be assigned, in UTC.")
            .required("assignment_end_ts_utc", Shapes.time(), "When assignment ends, in UTC; that moment is outside.")
            .required("observation_end_ts_utc", Shapes.time(), "When measurement ends, in UTC; that moment is outside.")
            .required(
                    "analysis_mode",
                    Shapes.choice("fixed_horizon", "sequential_safe", "always_valid"),
                    "fixed_horizon: one reading at the end; always_valid (or sequential_safe): at any time.")
            .required(
                    "primary_estimand",
                    Shapes.choice("itt_assigned", "itt_opportunity", "tot_exposed"),
                    "Whom the effect is an average over: all assigned, those who reached the change, those who saw it.")
            .required(
                    "randomization_unit",
                    Shapes.text(),
                    "user, or the column of dim_users that was randomised as a whole.")
            .required("variants", Shapes.list(VARIANT, 2), "The arms.")
            .optional(
                    "target_population_filters",
                    Shapes.list(Filter.SHAPE, 0),
                    "Conditions on users that all hold for those whom it is about.")
            .optional("exclusions", Shapes.list(Filter.SHAPE, 0), "Conditions on users any of which leaves them out.")
            .optional(
                    "user_columns",
                    Shapes.labelled(Shapes.choice("text", "number"), 0),
                    "Further columns of dim_users that this contract names, and what they hold.")
            .required("primary_metric", Shapes.text(), "The metric that decides: its name, or name@version.")
            .optional("secondary_metrics", Shapes.texts(), "Metrics that explain and do not decide.")
            .optional("guardrail_metrics", Shapes.texts(), "Metrics that must not be harmed; each needs a margin.")
            .optional("diagnostic_metrics", Shapes.texts(), "Signs of whether it ran as planned.")
            .optional(
                    "metrics",
                    Shapes.list(MetricContract.FIELDS, 0),
                    "Metrics that are defined here rather than in files.")
            .optional(
                    "pre_registered_groupby_columns",
                    Shapes.texts(),
                    "Columns of dim_users whose values are segments that may win on their own.")
            .optional(
                    "pre_registered_filters",
                    Shapes.refused(
                            "segments are the values of columns, and no filter is read for them",
                            "Name a column in pre_registered_groupby_columns, or narrow target_population_filters."),
                    "Refused unless empty: name columns in pre_registered_groupby_columns.")
            .optional(
                    "planned_units", Shapes.atLeast(2), "Users that the power calculation asks for, all arms together.")
            .optional("minimum_runtime_days", Shapes.integer(0, LONGEST_RUN), "Shortest run before it may be decided.")
            .optional("decision_policy_id", Shapes.text(), "The policy that decides: its name, or name@version.")
            .optional("decision_policy", PolicyFields.FIELDS, "The policy, defined here rather than in a file.");

    private ExperimentFields() {}
}
