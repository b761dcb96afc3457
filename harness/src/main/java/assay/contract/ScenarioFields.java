package assay.contract;

import assay.decision.Action;
import java.util.List;

/** What a scenario file may say, for schemas and checks of form; what it means is read by the package of scenarios. */
public final class ScenarioFields {

    private static final double LARGE = 1e9;
    private static final int LONGEST = 100_000;
    private static final int MOST_USERS = 20_000_000;

    private static final Shape RATE = Shapes.number(0, 1);
    private static final Shape AMOUNT = Shapes.between(0, LARGE);

    /** One number for all arms, or a number for each arm by its name. */
    private static final Shape RATES = Shapes.oneOrEach(RATE);

    private static final Shape EFFECTS = Shapes.oneOrEach(Shapes.number(-LARGE, LARGE));
    private static final Shape SHARES = Shapes.labelled(RATE, 1);

    private static final Fields POPULATION = Fields.none()
            .required("n_users", Shapes.integer(2, MOST_USERS), "Users who arrive.")
            .optional("country_distribution", SHARES, "Share of users by value; they sum to 1.")
            .optional("platform_distribution", SHARES, "Share of users by value; they sum to 1.")
            .optional("acquisition_channel_distribution", SHARES, "Share of users by value; they sum to 1.")
            .optional("plan_tier_distribution", SHARES, "Share of users by value; they sum to 1.")
            .optional(
                    "tenure_days_distribution",
                    Fields.none()
                            .required("type", Shapes.choice("truncated_exponential"), "The law.")
                            .required("max_days", Shapes.integer(1, LONGEST), "Longer tenures are cut off."),
                    "How long users have been there.");

    private static final Fields LAW = Fields.none()
            .required("distribution", Shapes.choice("lognormal", "zero_inflated_lognormal"), "The law.")
            .required("mean", AMOUNT, "Mean of what is not 0.")
            .required("sigma", Shapes.between(0, 10), "Standard deviation of its logarithm.")
            .optional("zero_rate", RATE, "Share that is 0.");

    private static final Fields BASELINE = Fields.none()
            .optional("historical_sessions_28d", LAW, "Sessions of the 28 days before.")
            .optional("historical_revenue_28d", LAW, "Revenue of the 28 days before.")
            .optional(
                    "historical_conversion_flag",
                    Fields.none()
                            .required("distribution", Shapes.choice("bernoulli"), "The law.")
                            .required("bernoulli_p", RATE, "Probability."),
                    "Whether something was bought before.")
            .optional(
                    "historical_retention_score",
                    Fields.none()
                            .required("distribution", Shapes.choice("beta"), "The law.")
                            .required("alpha", AMOUNT, "Its first parameter.")
                            .required("beta", AMOUNT, "Its second parameter."),
                    "Score of retention.");

    private static final Fields DELIVERY = Fields.none()
            .optional("trigger_probability", RATE, "Share of users who reach the change.")
            .optional("trigger_within_days", Shapes.between(0, 1000), "Days within which they do.")
            .optional("delivery_probability_control", RATE, "Share of those who are shown control.")
            .optional("delivery_probability_treatment", RATES, "Share of those who are shown a treatment.")
            .optional("exposure_surface", Shapes.text(), "Where they are shown it.");

    private static final Fields SIGNAL = Fields.none()
            .optional("baseline_rate", RATE, "Share of users of control, of an event.")
            .optional("baseline_mean", AMOUNT, "Mean in control, of an amount.")
            .optional("baseline_std", AMOUNT, "Standard deviation in control, of an amount.")
            .optional("history_correlation", Shapes.number(-1, 1), "How much the time before foretells.")
            .optional("treatment_effect_absolute", EFFECTS, "Effect on those who are shown the treatment.")
            .optional("treatment_effect_relative", EFFECTS, "The same as a share of the baseline.")
            .optional("effect_delay_days", Shapes.integer(0, LONGEST), "Days before the effect begins.")
            .optional("effect_half_life_days", Shapes.number(0, LARGE), "Days in which it halves: novelty.");

    private static final Fields OVERRIDE = Fields.none()
            .optional("treatment_effect_absolute", EFFECTS, "Effect in this segment.")
            .optional("treatment_effect_relative", EFFECTS, "The same as a share of the baseline.");

    private static final Fields QUALITY = Fields.none()
            .optional("missingness_rate", RATES, "Share of users whose outcomes are missing.")
            .optional("duplicate_user_rate", RATE, "Share of users who are logged twice, with the same arm.")
            .optional("conflicting_assignment_rate", RATE, "Share of users who are logged twice, with another arm.")
            .optional("event_underlogging_rate", RATES, "Share of users whose events are not logged.")
            .optional("outlier_revenue_rate", RATE, "Share of users whose revenue is multiplied.")
            .optional("outlier_revenue_multiplier", Shapes.between(0, 1e6), "By how much.")
            .together("outlier_revenue_rate", "outlier_revenue_multiplier")
            .together("outlier_revenue_multiplier", "outlier_revenue_rate");

    private static final Fields PATHOLOGY = Fields.none()
            .optional("inject_srm", Shapes.bool(), "Whether srm_target_shares are used.")
            .optional("srm_target_shares", SHARES, "Shares that the assigner uses instead of the planned ones.")
            .optional("lost_users_rate", RATES, "Share of users who are never logged.")
            .optional("treatment_leakage_rate", RATE, "Share of users of control who are shown the treatment.")
            .optional("exposure_before_assignment_rate", RATE, "Share of exposures that are logged too early.")
            .optional(
                    "rebucketing",
                    Fields.none()
                            .required("day", Shapes.number(0, LONGEST), "Day on which the salt changes.")
                            .required("returning_rate", RATE, "Share of users who are assigned again."),
                    "A change of salt.")
            .optional(
                    "bots",
                    Fields.none()
                            .optional("flagged_rate", RATE, "Share of users who are known bots.")
                            .optional("unflagged_rate", RATES, "Share of users who are bots that nobody knows.")
                            .optional("sessions_per_day", Shapes.between(0, 1000), "Sessions of a bot.")
                            .optional("conversion_rate", RATE, "Share of bots that convert."),
                    "Automatic traffic.")
            .optional(
                    "internal_traffic",
                    Fields.none()
                            .required("rate", RATE, "Share of users who are staff.")
                            .optional("forced_rate", RATE, "Share of them who put themselves into the treatment.")
                            .optional("conversion_rate", RATE, "Share of them who convert."),
                    "Internal traffic.");

    private static final Fields STEP = Fields.none()
            .required("day", Shapes.number(0, LONGEST), "From this day on.")
            .optional("exposure", RATE, "Share of users who are in the experiment.")
            .optional("shares", SHARES, "Shares of arms.");

    static final Fields FIELDS = Fields.none()
            .optional("schema_version", Shapes.text(), "1.")
            .required("scenario_id", Shapes.text(), "Name, unique among scenarios.")
            .optional("scenario_name", Shapes.text(), "Name in words.")
            .optional("scenario_type", Shapes.text(), "For people.")
            .optional("description", Shapes.text(), "What happens, for people.")
            .optional("random_seed", Shapes.integer(0, Integer.MAX_VALUE), "The same seed gives the same tables.")
            .required(
                    "experiment",
                    Shapes.either(Shapes.text(), ExperimentFields.FIELDS),
                    "The experiment: its file, or its fields.")
            .optional(
                    "read_on_day",
                    Shapes.between(0, LONGEST),
                    "Day on which the log is read; that of the end if absent.")
            .optional(
                    "documented_actions",
                    Shapes.list(Shapes.choice(Action.names()), 0),
                    "Decisions that are right, of which one should follow.")
            .required("population", POPULATION, "Who arrives.")
            .optional("baseline_behavior", BASELINE, "What users did before.")
            .optional("opportunity_and_delivery", DELIVERY, "Who reaches the change, and who is shown it.")
            .required("metric_generation", Shapes.labelled(SIGNAL, 0), "Rates, amounts and effects by metric.")
            .optional(
                    "segment_effect_overrides",
                    Shapes.labelled(Shapes.labelled(Shapes.labelled(OVERRIDE, 1), 1), 1),
                    "Effects that differ: column, value, metric.")
            .optional("ramp", Shapes.list(STEP, 0), "Steps in which the experiment is opened.")
            .optional("data_quality_and_noise", QUALITY, "What goes wrong in the log.")
            .optional("pathology_flags", PATHOLOGY, "What goes wrong in the experiment.");

    private ScenarioFields() {}

    /**
     * Finds mistakes in the form of a scenario, all at once.
     *
     * @param scenario its fields
     * @throws ContractException if there are any
     */
    public static void check(YamlNode scenario) {
        Problems problems = new Problems();
        problems.check(FIELDS, scenario);
        problems.end();
    }

    /**
     * The names of the fields of a block.
     *
     * @param block the block; empty for the file itself, {@code metric_generation} for a metric in it
     * @return names in their order; empty if there is no such block
     */
    public static List<String> names(String block) {
        if (block.equals("metric_generation")) {
            return SIGNAL.names();
        }
        Shape shape = block.isEmpty() ? FIELDS : FIELDS.shape(block);
        return shape instanceof Fields fields ? fields.names() : List.of();
    }
}
