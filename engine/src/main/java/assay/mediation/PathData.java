package assay.mediation;

import assay.Clusters;
import assay.Column;
import assay.Covariates;
import assay.EstimationException;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns that a path model asks for, as numbers. */
final class PathData {

    final PathModel model;
    final Sample sample;
    final int size;
    /** The treatment: 0 and 1 of two arms, else as it is. */
    final double[] treatment;
    /** Null where the treatment is not of two arms. */
    final @Nullable TwoArms arms;

    final Covariates covariates;
    final @Nullable Clusters clusters;
    private final Map<String, double[]> variables = new HashMap<>();

    private PathData(PathModel model, Sample sample) {
        this.model = model;
        this.sample = sample;
        this.size = sample.size();
        Column assigned = sample.column(Role.ASSIGNMENT);
        this.arms = twoLevels(assigned) ? TwoArms.of(sample) : null;
        this.treatment = arms != null ? arms.indicator() : sample.numeric(Role.ASSIGNMENT);
        variables.put(model.treatment(), treatment);
        for (PathModel.Equation equation : model.equations()) {
            variables.put(equation.variable(), numbers(equation.variable()));
        }
        this.covariates = sample.covariates();
        this.clusters = sample.has(Role.CLUSTER) ? Clusters.of(sample) : null;
        if (clusters != null && clusters.count() < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    "All rows are in one cluster of column '" + clusters.column()
                            + "', so that nothing tells how clusters vary.",
                    "Check the cluster column; it needs at least two clusters, better forty.");
        }
    }

    /** Checks that the sample has what the model names, and that it varies. */
    static PathData of(PathModel model, Sample sample) {
        sample.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT));
        if (!sample.has(Role.ASSIGNMENT)) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "No column has the role assignment: the parts of an effect are told from the arms that were drawn.",
                    "Name it with --assignment.");
        }
        Set<String> lacking = new LinkedHashSet<>(model.covariates());
        sample.columns(Role.COVARIATE).forEach(column -> lacking.remove(column.name()));
        if (!lacking.isEmpty()) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "The graph says that " + String.join(", ", lacking)
                            + " moves a mediator or the outcome, and it is no covariate of the sample.",
                    "Give it the role covariate, or write it in brackets if nobody measured it.");
        }
        List<String> held =
                sample.columns(Role.COVARIATE).stream().map(Column::name).toList();
        return new PathData(
                model.covariates().containsAll(held)
                        ? model
                        : PathModel.of(model.graph(), model.treatment(), model.outcome(), held),
                sample);
    }

    /** The covariates as the sample names them. */
    List<String> held() {
        return sample.columns(Role.COVARIATE).stream().map(Column::name).toList();
    }

    private static boolean twoLevels(Column column) {
        if (!(column instanceof Column.Numeric numeric)) {
            return true;
        }
        double[] values = numeric.values();
        double first = values[0];
        double second = first;
        for (double v : values) {
            if (v != first && v != second) {
                if (second != first) {
                    return false;
                }
                second = v;
            }
        }
        return true;
    }

    private double[] numbers(String name) {
        List<String> outcomes = new ArrayList<>();
        for (Column column : sample.columns(Role.OUTCOME)) {
            outcomes.add(column.name());
            if (column.name().equals(name)) {
                if (column instanceof Column.Numeric numeric) {
                    requireVaries(name, numeric.values());
                    return numeric.values();
                }
                throw new EstimationException(
                        Problem.NOT_NUMERIC,
                        "Column '" + name + "' is " + part(name) + " but holds text, not numbers.",
                        "Choose a numeric column, or recode it to numbers.");
            }
        }
        throw new EstimationException(
                Problem.UNKNOWN_COLUMN,
                "The graph names '" + name + "' as " + part(name)
                        + ", and no column of the sample that has the role outcome is called so.",
                Names.help(name, "outcomes, mediators among them,", outcomes));
    }

    private String part(String name) {
        return name.equals(model.outcome()) ? "the outcome" : "a mediator";
    }

    private void requireVaries(String name, double[] values) {
        if (Arrays.stream(values).allMatch(v -> v == values[0])) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Column '" + name + "' is " + values[0] + " in every row; nothing moves it, and it is " + part(name)
                            + ".",
                    "Check the column and the filter that made the file.");
        }
    }

    double[] of(String variable) {
        double[] values = variables.get(variable);
        if (values == null) {
            throw new IllegalStateException("no column " + variable);
        }
        return values;
    }

    int clusterCount() {
        return clusters == null ? 0 : clusters.count();
    }

    /** Sums within clusters, or the values themselves. */
    double[] units(double[] rows) {
        if (clusters == null) {
            return rows;
        }
        double[] sums = new double[clusters.count()];
        int[] of = clusters.of();
        for (int i = 0; i < rows.length; i++) {
            sums[of[i]] += rows[i];
        }
        return sums;
    }
}
