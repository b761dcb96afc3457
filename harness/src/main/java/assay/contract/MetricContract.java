package assay.contract;

import assay.condition.Kind;
import assay.decision.MetricDefinition;
import assay.decision.MetricDefinition.Fill;
import assay.decision.MetricDefinition.Outliers;
import assay.decision.MetricDefinition.Source;
import assay.decision.Purpose;
import assay.decision.Threshold;
import assay.decision.Threshold.Unit;
import assay.experiment.Better;
import assay.experiment.MetricType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric as its file says it.
 *
 * @param definition what it means
 * @param purposes what it may be used for
 * @param segments whether it may be read by segment; empty where the file says nothing
 * @param node where it stands
 */
record MetricContract(MetricDefinition definition, Set<Purpose> purposes, Optional<Boolean> segments, YamlNode node) {

    static final Map<String, MetricType> TYPES = types();
    static final Map<String, Source> SOURCES =
            Map.of("fact_user_outcomes", Source.USER_OUTCOMES, "fact_user_day", Source.USER_DAYS);
    private static final Map<String, Better> DIRECTIONS =
            Map.of("higher_is_better", Better.LARGER, "lower_is_better", Better.SMALLER);
    private static final Map<String, Unit> UNITS =
            Map.of("absolute", Unit.ABSOLUTE, "relative", Unit.RELATIVE, "percentage_points", Unit.PERCENTAGE_POINTS);
    private static final Map<String, Fill> FILLS = Map.of("zero", Fill.ZERO, "null", Fill.DROP, "drop_row", Fill.DROP);
    static final Map<String, Outliers> OUTLIERS = Map.of(
            "none", Outliers.NONE,
            "winsorize_p99", Outliers.WINSORIZE_P99,
            "clip_nonnegative", Outliers.CLIP_NONNEGATIVE);
    private static final Map<String, Set<Purpose>> CLASSES = Map.of(
            "success", EnumSet.of(Purpose.PRIMARY, Purpose.SECONDARY),
            "guardrail", EnumSet.of(Purpose.GUARDRAIL, Purpose.SECONDARY, Purpose.DIAGNOSTIC),
            "diagnostic", EnumSet.of(Purpose.DIAGNOSTIC));
    private static final Pattern DAYS_OF_NAME = Pattern.compile(".*_([0-9]{1,4})d");
    private static final int LONGEST_WINDOW = 3650;
    private static final int HUNDRED = 100;

    static final Fields FIELDS = Fields.none()
            .required("metric_name", Shapes.text(), "Name, unique among metrics of the same version.")
            .required("metric_label", Shapes.text(), "Name in words, for reports.")
            .optional("version", Shapes.atLeast(1), "From 1; a changed definition is a new version. Default 1.")
            .optional("owner", Shapes.text(), "Who answers for it.")
            .optional("description", Shapes.text(), "What it means, for people.")
            .required(
                    "metric_type",
                    Shapes.choice(TYPES.keySet()),
                    "binary: a share of users; continuous: a mean; count: events by user; revenue: money by user; ratio: of two sums.")
            .optional(
                    "metric_class",
                    Shapes.choice("success", "guardrail", "diagnostic"),
                    "What it may be used for: a diagnostic is never a primary metric, a success metric never a guardrail.")
            .required(
                    "source_table", Shapes.choice("fact_user_outcomes", "fact_user_day"), "Table that it is read from.")
            .optional(
                    "aggregation_unit",
                    Shapes.only(
                            List.of("user"),
                            List.of("user_day"),
                            "days of one user are not independent, so that effects are read by user",
                            "Write user; values of fact_user_day are summed over the window of each user."),
                    "What one value is of: user.")
            .optional("metric_column", Shapes.text(), "Its column, unless it is a ratio.")
            .optional("numerator_column", Shapes.text(), "Of a ratio, the column above.")
            .optional("denominator_column", Shapes.text(), "Of a ratio, the column below.")
            .optional(
                    "covariate_column",
                    Shapes.text(),
                    "Column of dim_users from before the start that predicts it (CUPED).")
            .optional(
                    "pre_period_days",
                    Shapes.integer(1, LONGEST_WINDOW),
                    "Days before the start over which the covariate was measured; held against its name.")
            .required("window_days", Shapes.integer(1, LONGEST_WINDOW), "Days of each user over which it is measured.")
            .optional(
                    "maturity_window_days",
                    Shapes.integer(0, LONGEST_WINDOW),
                    "Days that a user must have been watched before it counts; at least the window. Absent or 0: all count.")
            .required(
                    "direction",
                    Shapes.choice("higher_is_better", "lower_is_better"),
                    "Which change is for the better.")
            .required(
                    "practical_significance_threshold",
                    Shapes.number(0, Shapes.LARGEST),
                    "The smallest effect that matters, not negative.")
            .required(
                    "practical_significance_threshold_type",
                    Shapes.choice("absolute", "relative", "percentage_points"),
                    "Its unit: that of the metric, shares of the mean of control, or hundredths.")
            .optional(
                    "allowed_degradation_threshold",
                    Shapes.number(0, Shapes.LARGEST),
                    "The largest harm that is tolerated where it is a guardrail, not negative.")
            .optional(
                    "allowed_degradation_threshold_type",
                    Shapes.choice("absolute", "relative", "percentage_points"),
                    "Its unit.")
            .together("allowed_degradation_threshold", "allowed_degradation_threshold_type")
            .together("allowed_degradation_threshold_type", "allowed_degradation_threshold")
            .together("pre_period_days", "covariate_column")
            .optional(
                    "null_fill_strategy",
                    Shapes.choice("zero", "null", "drop_row"),
                    "zero: a missing value is no event; null or drop_row (default): the user is left out of this metric.")
            .optional(
                    "outlier_handling",
                    Shapes.choice("none", "winsorize_p99", "clip_nonnegative"),
                    "What is done to large values, the same in all arms. Default none.")
            .optional("winsorization", Shapes.choice("p99"), "Another name of outlier_handling: winsorize_p99.")
            .optional("segment_eligible", Shapes.bool(), "false: no experiment with segments may decide by it.")
            .optional(
                    "policy_weight",
                    Shapes.refused(
                            "a weight changes nothing: the primary metric and guardrails decide, others explain",
                            "Remove it, or decide with --profile growthlab."),
                    "Refused: it would change nothing.");

    private static Map<String, MetricType> types() {
        Map<String, MetricType> types = new LinkedHashMap<>();
        types.put("binary", MetricType.PROPORTION);
        types.put("continuous", MetricType.MEAN);
        types.put("count", MetricType.COUNT);
        types.put("revenue", MetricType.REVENUE);
        types.put("ratio", MetricType.RATIO);
        return types;
    }

    /** Reads a metric whose form is right; mistakes of meaning are collected. */
    static Optional<MetricContract> read(YamlNode node, Problems problems) {
        int before = problems.size();
        MetricType type = node.get("metric_type").choice(TYPES);
        columns(node, type, problems);
        covariate(node, problems);
        windows(node, problems);
        Outliers outliers = outliers(node, type, problems);
        Optional<Threshold> practical = threshold(node, "practical_significance_threshold", type, problems);
        Optional<Threshold> margin = threshold(node, "allowed_degradation_threshold", type, problems);
        if (problems.size() > before || practical.isEmpty()) {
            return Optional.empty();
        }
        boolean ratio = type == MetricType.RATIO;
        int maturity = node.optionalInteger("maturity_window_days").orElse(0);
        MetricDefinition definition = new MetricDefinition(
                node.text("metric_name"),
                node.text("metric_label"),
                node.optionalInteger("version").orElse(1),
                node.optionalText("owner").orElse(""),
                type,
                node.get("source_table").choice(SOURCES),
                node.text(ratio ? "numerator_column" : "metric_column"),
                node.optionalText("denominator_column"),
                node.optionalText("covariate_column"),
                node.integer("window_days"),
                maturity == 0 ? OptionalInt.empty() : OptionalInt.of(maturity),
                node.get("direction").choice(DIRECTIONS),
                practical.get(),
                margin,
                node.find("null_fill_strategy").map(fill -> fill.choice(FILLS)).orElse(Fill.DROP),
                outliers);
        Set<Purpose> purposes =
                node.find("metric_class").map(c -> c.choice(CLASSES)).orElse(EnumSet.allOf(Purpose.class));
        return Optional.of(new MetricContract(definition, purposes, node.optionalBool("segment_eligible"), node));
    }

    private static void columns(YamlNode node, MetricType type, Problems problems) {
        boolean ratio = type == MetricType.RATIO;
        for (String needed : ratio ? List.of("numerator_column", "denominator_column") : List.of("metric_column")) {
            if (!node.has(needed)) {
                problems.add(
                        node,
                        "metric_type",
                        "a " + node.text("metric_type") + " metric needs " + needed,
                        "Write " + needed + ": and a column of " + node.text("source_table") + ".");
            }
        }
        for (String idle : ratio ? List.of("metric_column") : List.of("numerator_column", "denominator_column")) {
            if (node.has(idle)) {
                problems.add(
                        node.get(idle),
                        "a " + node.text("metric_type") + " metric has no " + idle,
                        ratio ? "Write numerator_column." : "Write metric_column, or metric_type: ratio.");
            }
        }
    }

    private static void covariate(YamlNode node, Problems problems) {
        node.find("covariate_column").ifPresent(covariate -> {
            String column = covariate.text();
            Kind kind = Layout.userColumns().get(column);
            if (Layout.measuredAfter(column)) {
                problems.add(
                        covariate,
                        "'" + column + "' is measured after assignment, so that adjusting for it can hide the effect",
                        "Name a column of dim_users from before the start.");
            } else if (kind == Kind.TEXT) {
                problems.add(covariate, "'" + column + "' holds text", "Name a column of numbers.");
            }
            Matcher days = DAYS_OF_NAME.matcher(column);
            node.find("pre_period_days").ifPresent(period -> {
                if (days.matches() && Integer.parseInt(days.group(1)) != period.integer()) {
                    problems.add(
                            period,
                            "the covariate '" + column + "' is of " + days.group(1) + " days",
                            "Write " + days.group(1) + ", or name another covariate.");
                }
            });
        });
    }

    private static void windows(YamlNode node, Problems problems) {
        int window = node.integer("window_days");
        node.find("maturity_window_days").ifPresent(maturity -> {
            if (maturity.integer() > 0 && maturity.integer() < window) {
                problems.add(
                        maturity,
                        "a user who was watched for " + maturity.integer() + " days has no outcome over " + window,
                        "Write at least " + window + ".");
            }
        });
    }

    private static Outliers outliers(YamlNode node, MetricType type, Problems problems) {
        Optional<Outliers> handling = node.find("outlier_handling").map(o -> o.choice(OUTLIERS));
        if (node.has("winsorization")
                && handling.filter(h -> h != Outliers.WINSORIZE_P99).isPresent()) {
            problems.add(
                    node.get("winsorization"),
                    "this contradicts outlier_handling",
                    "Keep one of the two; outlier_handling: winsorize_p99 says the same.");
        }
        Outliers outliers = handling.orElse(node.has("winsorization") ? Outliers.WINSORIZE_P99 : Outliers.NONE);
        if (outliers != Outliers.NONE && type == MetricType.PROPORTION) {
            problems.add(
                    node.get(node.has("outlier_handling") ? "outlier_handling" : "winsorization"),
                    outliers == Outliers.WINSORIZE_P99
                            ? "the 99th percentile of a rare event is 0, which would set all of it to 0"
                            : "an event is 0 or 1 and has nothing to clip",
                    "Write none.");
        }
        return outliers;
    }

    private static Optional<Threshold> threshold(YamlNode node, String field, MetricType type, Problems problems) {
        if (!node.has(field)) {
            return Optional.empty();
        }
        YamlNode value = node.get(field);
        double size = value.number();
        Unit unit = node.get(field + "_type").choice(UNITS);
        boolean share = type == MetricType.PROPORTION;
        if (unit == Unit.RELATIVE && size > 1) {
            problems.add(
                    value,
                    "a relative size of " + Filter.number(size) + " is " + Filter.number(size * HUNDRED)
                            + "% of the mean of control",
                    "Write 0.05 for 5%.");
        } else if (unit == Unit.ABSOLUTE && share && size >= 1) {
            problems.add(
                    value,
                    "a share cannot change by " + Filter.number(size),
                    "Write 0.01 for a point, or the type percentage_points.");
        } else if (unit == Unit.PERCENTAGE_POINTS && !share && type != MetricType.RATIO) {
            problems.add(
                    node.get(field + "_type"),
                    "points are hundredths of a share, and this metric is no share",
                    "Write absolute or relative.");
        } else if (unit == Unit.PERCENTAGE_POINTS && size >= HUNDRED) {
            problems.add(value, "a share cannot change by a hundred points", "Write 0.5 for half a point.");
        }
        return Optional.of(new Threshold(size, unit));
    }

    /** The name with its version. */
    String pinned() {
        return definition.id() + "@" + definition.version();
    }
}
