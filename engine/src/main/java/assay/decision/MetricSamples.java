package assay.decision;

import assay.Clusters;
import assay.Column;
import assay.Missing;
import assay.Role;
import assay.Sample;
import assay.experiment.MetricType;
import java.util.Arrays;
import java.util.List;

/**
 * The units of a comparison as samples that estimators take.
 *
 * @param cohort the units of a view
 * @param units which of them, in order
 * @param assignment their arms, control first
 */
record MetricSamples(MetricCohort cohort, Units units, Column.Categorical assignment) {

    static final String ASSIGNMENT = "assigned_group";

    /** Which units of a cohort are compared. */
    static final class Units {
        private final int[] index;
        private final int treated;
        private final int immature;
        private final int missing;

        private Units(int[] index, int treated, int immature, int missing) {
            this.index = index;
            this.treated = treated;
            this.immature = immature;
            this.missing = missing;
        }

        /** As they are reported. */
        MetricReading.Units reading() {
            return new MetricReading.Units(control(), treated, immature, missing);
        }

        int size() {
            return index.length;
        }

        int treated() {
            return treated;
        }

        int control() {
            return index.length - treated;
        }

        double[] pick(double[] values) {
            if (index.length == values.length) {
                return values;
            }
            double[] picked = new double[index.length];
            for (int i = 0; i < picked.length; i++) {
                picked[i] = values[index[i]];
            }
            return picked;
        }
    }

    static MetricSamples of(MetricCohort cohort, ExperimentPlan plan, Variant treatment, Subset subset) {
        int control = plan.variants().indexOf(plan.control());
        int arm = plan.variants().indexOf(treatment);
        int[] index = cohort.of(control, arm, subset);
        int[] codes = new int[index.length];
        int treated = 0;
        for (int i = 0; i < codes.length; i++) {
            codes[i] = cohort.arms()[index[i]] == arm ? 1 : 0;
            treated += codes[i];
        }
        return new MetricSamples(
                cohort,
                new Units(
                        index,
                        treated,
                        cohort.immature(control, subset) + cohort.immature(arm, subset),
                        cohort.missing(control, subset) + cohort.missing(arm, subset)),
                new Column.Categorical(ASSIGNMENT, codes, List.of(plan.control().name(), treatment.name())));
    }

    /** One row for each user, without the covariate. */
    Sample users() {
        Sample.Builder sample = Sample.builder().add(Role.ASSIGNMENT, assignment);
        MetricDefinition metric = cohort.metric();
        double[] values = units.pick(cohort.values());
        if (metric.type() == MetricType.RATIO) {
            sample.add(Role.NUMERATOR, metric.column(), values);
            sample.add(Role.DENOMINATOR, metric.denominator().orElseThrow(), units.pick(cohort.denominators()));
        } else {
            sample.outcome(metric.column(), values);
        }
        cohort.clusters().ifPresent(column -> sample.add(Role.CLUSTER, rows(column)));
        return sample.build();
    }

    /** The row of the log of a unit that is compared. */
    int row(int unit) {
        return cohort.rows()[units.index[unit]];
    }

    private Column.Categorical rows(Column.Categorical column) {
        int[] rows = new int[units.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(i);
        }
        return column.rows(rows);
    }

    /** One row for each unit that was randomised: of clusters their means, or sums where the metric is a ratio. */
    Sample randomised(Sample users) {
        if (!users.has(Role.CLUSTER)) {
            return users;
        }
        Clusters clusters = Clusters.of(users);
        int[] arm = new int[clusters.count()];
        for (int i = 0; i < clusters.of().length; i++) {
            arm[clusters.of()[i]] = assignment.codes()[i];
        }
        Sample.Builder sample =
                Sample.builder().add(Role.ASSIGNMENT, new Column.Categorical(ASSIGNMENT, arm, assignment.levels()));
        for (Role role : List.of(Role.OUTCOME, Role.NUMERATOR, Role.DENOMINATOR)) {
            for (Column column : users.columns(role)) {
                sample.add(role, column.name(), summary(clusters, users.numeric(role), role != Role.OUTCOME));
            }
        }
        return sample.build();
    }

    /** The same units with their covariate, which is imputed with an indicator where it is missing. */
    Sample adjusted(Sample randomised, Sample users) {
        double[] covariate = units.pick(cohort.covariate());
        double[] rows = users.has(Role.CLUSTER)
                ? summary(Clusters.of(users), covariate, cohort.metric().type() == MetricType.RATIO)
                : covariate;
        Sample.Builder sample = Sample.builder().missing(Missing.IMPUTE);
        for (Role role : List.of(Role.ASSIGNMENT, Role.OUTCOME, Role.NUMERATOR, Role.DENOMINATOR)) {
            randomised.columns(role).forEach(column -> sample.add(role, column));
        }
        return sample.covariate(cohort.metric().covariate().orElseThrow(), rows).build();
    }

    /** The mean of what is known by cluster, times its size where sums are asked for. */
    private static double[] summary(Clusters clusters, double[] values, boolean sums) {
        double[] summary = new double[clusters.count()];
        int[] known = new int[summary.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                summary[clusters.of()[i]] += values[i];
                known[clusters.of()[i]]++;
            }
        }
        for (int g = 0; g < summary.length; g++) {
            double size = sums ? clusters.sizes()[g] : 1;
            summary[g] = known[g] == 0 ? Double.NaN : summary[g] / known[g] * size;
        }
        return summary;
    }

    /** Why the covariate cannot be used; empty if it can. */
    String unusable() {
        double[] known = Arrays.stream(units.pick(cohort.covariate()))
                .filter(v -> !Double.isNaN(v))
                .toArray();
        if (known.length == 0) {
            return cohort.covariate().length == 0 ? "is not in the log" : "is missing for every unit";
        }
        double low = known[0];
        double high = low;
        for (double value : known) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return low < high ? "" : "is " + low + " for every unit";
    }
}
