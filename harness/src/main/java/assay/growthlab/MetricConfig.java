package assay.growthlab;

import assay.data.DataException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A metric of that engine, as its contract says. */
record MetricConfig(
        String name,
        String label,
        Type type,
        String sourceTable,
        String aggregationUnit,
        int windowDays,
        @Nullable Integer maturityDays,
        Direction direction,
        double practical,
        Scale practicalScale,
        @Nullable String column,
        @Nullable String numerator,
        @Nullable String denominator,
        @Nullable String covariate,
        @Nullable Double margin,
        @Nullable Scale marginScale,
        Fill fill,
        boolean winsorised,
        boolean clipped) {

    /** Kinds of metrics; the first two are computed alike. */
    enum Type {
        BINARY,
        CONTINUOUS,
        RATIO
    }

    /** What a threshold is a number of. */
    enum Scale {
        ABSOLUTE,
        RELATIVE
    }

    /** What becomes of a missing value. */
    enum Fill {
        ZERO,
        NULL,
        DROP_ROW
    }

    private enum SourceTable {
        FACT_USER_OUTCOMES,
        FACT_USER_DAY
    }

    private enum Unit {
        USER,
        USER_DAY
    }

    private enum Outliers {
        NONE,
        WINSORIZE_P99,
        CLIP_NONNEGATIVE
    }

    static MetricConfig read(YamlMapping yaml) {
        String name = yaml.text("metric_name");
        String label = yaml.text("metric_label");
        Type type = yaml.option("metric_type", Type.class);
        String table = YamlMapping.name(yaml.option("source_table", SourceTable.class));
        String unit = YamlMapping.name(yaml.option("aggregation_unit", Unit.class));
        int window = yaml.integer("window_days");
        Integer maturity = yaml.optionalInteger("maturity_window_days");
        if (window <= 0) {
            throw yaml.problem("window_days", "must be above 0, not " + window);
        }
        if (maturity != null && maturity < 0) {
            throw yaml.problem("maturity_window_days", "must be 0 or more, not " + maturity);
        }
        Double margin = yaml.optionalNumber("allowed_degradation_threshold");
        Scale marginScale = yaml.optionalOption("allowed_degradation_threshold_type", Scale.class);
        if (margin != null && marginScale == null) {
            throw yaml.problem(
                    "allowed_degradation_threshold_type", "must be given with a margin: absolute or relative");
        }
        Outliers outliers = yaml.optionalOption("outlier_handling", Outliers.class);
        String winsorization = yaml.optionalText("winsorization");
        Double weight = yaml.optionalNumber("policy_weight");
        if (weight != null && !(weight >= 0)) {
            throw yaml.problem("policy_weight", "must be 0 or more, not " + weight);
        }
        boolean mentioned = yaml.mentions("null_fill_strategy");
        Fill fill = yaml.optionalOption("null_fill_strategy", Fill.class);
        if (type == Type.RATIO && !mentioned) {
            throw yaml.problem("null_fill_strategy", "must be written for a ratio metric, if only as null");
        }
        MetricConfig metric = new MetricConfig(
                name,
                label,
                type,
                table,
                unit,
                window,
                maturity,
                yaml.option("direction", Direction.class),
                yaml.number("practical_significance_threshold"),
                yaml.option("practical_significance_threshold_type", Scale.class),
                yaml.optionalText("metric_column"),
                yaml.optionalText("numerator_column"),
                yaml.optionalText("denominator_column"),
                yaml.optionalText("covariate_column"),
                margin,
                marginScale,
                fill == null ? Fill.NULL : fill,
                outliers == Outliers.WINSORIZE_P99 || "p99".equals(winsorization),
                outliers == Outliers.CLIP_NONNEGATIVE);
        metric.requireColumns(yaml);
        yaml.optionalFlag("segment_eligible");
        yaml.ignore("description", "owner");
        yaml.requireNothingElse();
        return metric;
    }

    private void requireColumns(YamlMapping yaml) {
        boolean ratio = type == Type.RATIO;
        if (!ratio && column == null) {
            throw required(yaml, "metric_column");
        }
        if (ratio && numerator == null) {
            throw required(yaml, "numerator_column");
        }
        if (ratio && denominator == null) {
            throw required(yaml, "denominator_column");
        }
        if (!ratio && (numerator != null || denominator != null)) {
            throw yaml.problem(
                    numerator != null ? "numerator_column" : "denominator_column",
                    "is for ratio metrics only; remove it");
        }
    }

    private static DataException required(YamlMapping yaml, String key) {
        return yaml.problem(key, "must be given for a metric of this type");
    }

    /** The columns that it is computed from, in the order in which they are checked for missing values. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        for (@Nullable String name : new @Nullable String[] {column, covariate, numerator, denominator}) {
            if (name != null) {
                columns.add(name);
            }
        }
        return columns;
    }

    boolean isRatio() {
        return type == Type.RATIO;
    }
}
