package assay.decision;

import assay.Column;
import assay.experiment.MetricType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The units of a view that have been watched for long enough, with their values of a metric, after missing values were filled and
 * large ones capped. The cap is the 99th percentile over all arms together, the same for every arm and every segment, so that the
 * metric is the same one in all comparisons; a covariate is capped likewise, at a percentile of its own.
 */
final class MetricCohort {

    /** A unit that is short of its window by less than a tenth of a millisecond is not short of it. */
    private static final double ROUNDING = 1e-9;

    private static final double PERCENTILE = 0.99;

    private final MetricDefinition metric;
    private final View view;
    private final int[] rows;
    private final int[] arms;
    private final double[] values;
    private final double[] denominators;
    private final double[] covariate;
    private final Column.Categorical clusters;
    private final LeftOut immature;
    private final LeftOut missing;
    private double cap = Double.POSITIVE_INFINITY;
    private double capped;
    private int filled;

    private MetricCohort(Reader reader, int count) {
        metric = reader.metric;
        view = reader.view;
        rows = Arrays.copyOf(reader.rows, count);
        arms = Arrays.copyOf(reader.arms, count);
        values = pick(reader.values);
        denominators = metric.type() == MetricType.RATIO ? pick(reader.denominators) : new double[0];
        covariate = reader.covariate.length == 0 ? reader.covariate : pick(reader.covariate);
        clusters = reader.clusters;
        immature = reader.immature;
        missing = reader.missing;
        outliers();
    }

    /**
     * Reads the units of a view.
     *
     * @throws assay.EstimationException if the log lacks a column of the metric
     */
    static MetricCohort of(
            ExperimentPlan plan, ExperimentLog log, AssignedUnits units, MetricDefinition metric, View view) {
        return new Reader(plan, log, units, metric, view).read();
    }

    /** When a unit entered a view, in days since the start of assignment; NaN if it never did. */
    static double start(ExperimentLog log, View view, int row) {
        return switch (view) {
            case ASSIGNED -> log.assigned()[row];
            case TRIGGERED -> log.triggered()[row];
            case EXPOSED ->
                Double.isNaN(log.exposed()[row]) || Double.isNaN(log.triggered()[row])
                        ? log.exposed()[row]
                        : log.triggered()[row];
        };
    }

    private double[] pick(double[] from) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = from[rows[i]];
        }
        return picked;
    }

    private void outliers() {
        if (metric.fill() == MetricDefinition.Fill.ZERO) {
            filled = ValueRules.fill(values);
            ValueRules.fill(denominators);
        }
        switch (metric.outliers()) {
            case NONE -> {}
            case CLIP_NONNEGATIVE -> {
                ValueRules.floor(values);
                ValueRules.floor(covariate);
            }
            case WINSORIZE_P99 -> {
                cap = ValueRules.percentile(values, PERCENTILE);
                capped = ValueRules.cap(values, cap) / (double) Math.max(1, values.length);
                ValueRules.cap(covariate, ValueRules.percentile(covariate, PERCENTILE));
            }
        }
    }

    MetricDefinition metric() {
        return metric;
    }

    View view() {
        return view;
    }

    int size() {
        return rows.length;
    }

    /** Rows of the log; not to be written to. */
    int[] rows() {
        return rows;
    }

    /** For each unit the index of its variant; not to be written to. */
    int[] arms() {
        return arms;
    }

    double[] values() {
        return values;
    }

    /** Empty unless the metric is a ratio. */
    double[] denominators() {
        return denominators;
    }

    /** NaN where missing; empty where there is none. */
    double[] covariate() {
        return covariate;
    }

    /** Of what was randomised, by row of the log; empty where users were. */
    Optional<Column.Categorical> clusters() {
        return clusters.size() == 0 ? Optional.empty() : Optional.of(clusters);
    }

    /** Units of a variant that were not watched for long enough. */
    int immature(int arm, Subset subset) {
        return count(immature, arm, subset);
    }

    /** Units of a variant of which the metric, or its cluster, is missing. */
    int missing(int arm, Subset subset) {
        return count(missing, arm, subset);
    }

    private static int count(LeftOut units, int arm, Subset subset) {
        int count = 0;
        for (int i = 0; i < units.count; i++) {
            count += units.arms[i] == arm && subset.has(units.rows[i]) ? 1 : 0;
        }
        return count;
    }

    /** The largest value that counts. */
    double cap() {
        return cap;
    }

    /** The share of units whose value was above the cap. */
    double capped() {
        return capped;
    }

    /** How many units had no value, and count as 0. */
    int filled() {
        return filled;
    }

    /** Which units of a variant, or of control, are in a subset. */
    int[] of(int control, int arm, Subset subset) {
        int[] units = new int[rows.length];
        int count = 0;
        for (int i = 0; i < units.length; i++) {
            if ((arms[i] == control || arms[i] == arm) && subset.has(rows[i])) {
                units[count++] = i;
            }
        }
        return Arrays.copyOf(units, count);
    }

    /** Units that are not analysed. */
    private static final class LeftOut {
        private int[] rows = new int[16];
        private int[] arms = new int[16];
        private int count;

        void add(int row, int arm) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, 2 * count);
                arms = Arrays.copyOf(arms, 2 * count);
            }
            rows[count] = row;
            arms[count++] = arm;
        }
    }

    /** Reads columns and drops who cannot be analysed. */
    private static final class Reader {
        private final MetricDefinition metric;
        private final View view;
        private final ExperimentLog log;
        private final AssignedUnits units;
        private final double[] values;
        private final double[] denominators;
        private final double[] covariate;
        private final Column.Categorical clusters;
        private final int[] rows;
        private final int[] arms;
        private final LeftOut immature;
        private final LeftOut missing;

        Reader(ExperimentPlan plan, ExperimentLog log, AssignedUnits units, MetricDefinition metric, View view) {
            this.metric = metric;
            this.view = view;
            this.log = log;
            this.units = units;
            values = column(metric.column());
            denominators = metric.denominator().map(this::column).orElse(new double[0]);
            covariate = metric.covariate()
                    .filter(name -> log.histories().containsKey(name))
                    .map(log::history)
                    .orElse(new double[0]);
            clusters =
                    plan.cluster().map(log::group).orElseGet(() -> new Column.Categorical("", new int[0], List.of()));
            rows = new int[units.rows().length];
            arms = new int[rows.length];
            immature = new LeftOut();
            missing = new LeftOut();
        }

        private double[] column(String name) {
            return log.outcome(
                    metric.source() == MetricDefinition.Source.USER_DAYS
                            ? ExperimentLog.daily(name, metric.windowDays())
                            : name);
        }

        MetricCohort read() {
            double days = metric.maturityDays().orElse(0);
            boolean everybody = metric.maturityDays().isEmpty();
            int count = 0;
            for (int i = 0; i < rows.length; i++) {
                int row = units.rows()[i];
                int arm = units.arms()[i];
                double start = start(log, view, row);
                if (Double.isNaN(start)) {
                    continue;
                }
                if (!everybody && !(log.observedUntil()[row] - start >= days - ROUNDING)) {
                    immature.add(row, arm);
                } else if (absent(row)) {
                    missing.add(row, arm);
                } else {
                    rows[count] = row;
                    arms[count++] = arm;
                }
            }
            return new MetricCohort(this, count);
        }

        private boolean absent(int row) {
            if (clusters.size() > 0 && clusters.codes()[row] < 0) {
                return true;
            }
            return metric.fill() == MetricDefinition.Fill.DROP
                    && (Double.isNaN(values[row]) || (denominators.length > 0 && Double.isNaN(denominators[row])));
        }
    }
}
