package assay.growthlab;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An experiment of that engine, as its contract says. */
record ExperimentConfig(
        String id,
        View estimand,
        List<Variant> variants,
        List<String> filters,
        String primary,
        List<String> secondary,
        List<String> guardrails,
        List<String> diagnostics,
        List<String> groupings,
        String policy,
        Mode mode) {

    /** Columns of users that filters and groups may name. */
    private static final List<String> COLUMNS = List.of(
            "user_id",
            "signup_date",
            "country",
            "platform",
            "acquisition_channel",
            "plan_tier",
            "tenure_days_at_experiment_start",
            "historical_sessions_28d",
            "historical_revenue_28d",
            "historical_conversion_flag",
            "historical_retention_score",
            "device_class",
            "region",
            "risk_score_baseline",
            "engagement_cluster");

    private static final List<String> OPERATORS = List.of("==", "!=", "in", "not_in", ">=", ">", "<=", "<");

    private static final double TOLERANCE = 1e-6;

    /** When data may be looked at; nothing follows from it. */
    enum Mode {
        FIXED_HORIZON,
        SEQUENTIAL_SAFE
    }

    private enum RandomizationUnit {
        USER
    }

    /** An arm with its share. */
    record Variant(String name, double weight, boolean control) {
        /** What rows of the arm are labelled. */
        String label() {
            return control ? "control" : "treatment";
        }
    }

    static ExperimentConfig read(YamlMapping yaml) {
        String id = yaml.text("experiment_id");
        for (String key : List.of("experiment_name", "experiment_type", "owner")) {
            yaml.text(key);
        }
        requireTimes(yaml);
        yaml.option("randomization_unit", RandomizationUnit.class);
        if (!yaml.has("target_population_filters")) {
            throw yaml.problem("target_population_filters", "must be given, if only as an empty list");
        }
        List<String> filters = filters(yaml, "target_population_filters");
        filters(yaml, "pre_registered_filters");
        List<String> groupings = yaml.texts("pre_registered_groupby_columns");
        requireGroupings(yaml, groupings);
        yaml.texts("tags");
        ExperimentConfig config = new ExperimentConfig(
                id,
                yaml.option("primary_estimand", View.class),
                variants(yaml),
                filters,
                yaml.text("primary_metric"),
                yaml.texts("secondary_metrics"),
                yaml.texts("guardrail_metrics"),
                yaml.texts("diagnostic_metrics"),
                groupings,
                yaml.text("decision_policy_id"),
                yaml.option("analysis_mode", Mode.class));
        Set<String> seen = new HashSet<>();
        for (String metric : config.metrics()) {
            if (!seen.add(metric)) {
                throw yaml.problem("primary_metric", "and the other roles name the metric " + metric + " twice");
            }
        }
        yaml.ignore("description", "notes");
        yaml.requireNothingElse();
        return config;
    }

    private static void requireTimes(YamlMapping yaml) {
        Instant start = time(yaml, "assignment_start_ts_utc");
        Instant end = time(yaml, "assignment_end_ts_utc");
        Instant observed = time(yaml, "observation_end_ts_utc");
        if (!start.isBefore(end) || observed.isBefore(end)) {
            throw yaml.problem(
                    "assignment_end_ts_utc",
                    "must be after the start of assignment and not after the end of observation");
        }
    }

    private static Instant time(YamlMapping yaml, String key) {
        String text = yaml.text(key).strip().replaceFirst("[ t]+", "T").replace(" ", "");
        String colon = text.replaceFirst("([+-]\\d\\d)$", "$1:00").replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        try {
            OffsetDateTime time = OffsetDateTime.parse(colon.replaceFirst("z$", "Z"));
            if (time.getOffset().getTotalSeconds() == 0) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            throw yaml.problem(key, "must be a time with offset 0, such as 2026-02-01T00:00:00Z, not " + text);
        }
        throw yaml.problem(key, "must have offset 0 (UTC), not " + text);
    }

    private static List<Variant> variants(YamlMapping yaml) {
        List<Variant> variants = new ArrayList<>();
        Set<String> names = new HashSet<>();
        double sum = 0;
        for (YamlMapping one : yaml.mappings("variants")) {
            Boolean control = one.optionalFlag("is_control");
            Variant variant = new Variant(one.text("name"), one.number("weight"), control != null && control);
            one.ignore("description").requireNothingElse();
            if (!names.add(variant.name()) || !(variant.weight() >= 0)) {
                throw yaml.problem("variants", "must have unique names and weights of 0 or more");
            }
            sum += variant.weight();
            variants.add(variant);
        }
        long controls = variants.stream().filter(Variant::control).count();
        if (variants.size() < 2 || controls != 1 || !(Math.abs(sum - 1) <= TOLERANCE)) {
            throw yaml.problem(
                    "variants",
                    "must be two or more, one of them with is_control: true, with weights that sum to 1; here are "
                            + variants.size() + " with " + controls + " controls and the sum " + sum);
        }
        return variants;
    }

    private static void requireGroupings(YamlMapping yaml, List<String> groupings) {
        Set<String> seen = new HashSet<>();
        for (String column : groupings) {
            if (!COLUMNS.contains(column) || !seen.add(column)) {
                throw yaml.problem(
                        "pre_registered_groupby_columns",
                        "must be different columns of users; " + column + " is not, or stands twice");
            }
        }
    }

    private static List<String> filters(YamlMapping yaml, String key) {
        List<String> filters = new ArrayList<>();
        for (YamlMapping one : yaml.mappings(key)) {
            String column = one.text("column");
            String operator = one.text("op");
            boolean list = operator.equals("in") || operator.equals("not_in");
            if (!COLUMNS.contains(column) || !OPERATORS.contains(operator)) {
                throw one.problem(
                        COLUMNS.contains(column) ? "op" : "column",
                        "must be one of " + (COLUMNS.contains(column) ? OPERATORS : COLUMNS));
            }
            if (one.has(list ? "value" : "values") || !one.has(list ? "values" : "value")) {
                throw one.problem(
                        list ? "values" : "value", "must be given with " + operator + ", and nothing else beside it");
            }
            List<String> literals = one.literals(list ? "values" : "value");
            if (literals.isEmpty()) {
                throw one.problem("values", "must not be empty");
            }
            one.requireNothingElse();
            filters.add("(\"" + column + "\" " + sql(operator, literals) + ")");
        }
        return filters;
    }

    private static String sql(String operator, List<String> literals) {
        return switch (operator) {
            case "==" -> "= " + literals.get(0);
            case "!=" -> "<> " + literals.get(0);
            case "in" -> "IN (" + String.join(", ", literals) + ")";
            case "not_in" -> "NOT IN (" + String.join(", ", literals) + ")";
            default -> operator + " " + literals.get(0);
        };
    }

    /** The metrics with a role, in the order of reports. */
    List<String> metrics() {
        List<String> metrics = new ArrayList<>(List.of(primary));
        metrics.addAll(secondary);
        metrics.addAll(guardrails);
        metrics.addAll(diagnostics);
        return metrics;
    }

    String role(String metric) {
        if (metric.equals(primary)) {
            return "primary";
        }
        if (secondary.contains(metric)) {
            return "secondary";
        }
        if (guardrails.contains(metric)) {
            return "guardrail";
        }
        return diagnostics.contains(metric) ? "diagnostic" : "other";
    }
}
