package assay.experiment;

import assay.EstimationException;
import assay.Missing;
import assay.Names;
import assay.Problem;
import assay.Role;
import assay.condition.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the first pass over the rows finds: arms, clusters, the means of covariates, and what is wrong. */
final class Scan {

    private static final int MOST_ARMS = 20;
    private static final int MOST_LEVELS = 200;

    final Source source;
    final List<String> columns;
    final int assignedAt;
    final int receivedAt;
    final int propensityAt;
    final int clusterAt;
    final int[] outcomesAt;

    private final Analysis analysis;
    private final int unitAt;
    private final int[] numbersAt;
    private final int[] levelsAt;
    private final long[] missing;
    private final DistinctValues assignedValues = new DistinctValues();
    private final DistinctValues receivedValues = new DistinctValues();
    private final DistinctValues clusterValues = new DistinctValues();
    private final DistinctValues unitValues = new DistinctValues();
    private final DistinctValues[] levels;
    private final double[] origins;
    private final double[] sums;
    private final double[] outcomeOrigins;
    private final double[] outcomeSums;
    private final long[][] found = new long[MOST_ARMS][MOST_ARMS];
    private long seen;
    private long rows;
    private long firstMissing = -1;
    private boolean certain;

    Scan(Analysis analysis) {
        this.analysis = analysis;
        Experiment experiment = analysis.experiment();
        this.source = experiment.source();
        Set<String> used = new LinkedHashSet<>(analysis.outcomes());
        String assigned = experiment.randomised();
        used.add(assigned);
        experiment.received().ifPresent(used::add);
        for (Role role : List.of(Role.PROPENSITY, Role.CLUSTER, Role.UNIT)) {
            experiment.column(role).ifPresent(used::add);
        }
        List<String> saturated = analysis.saturatedColumns();
        List<String> covariates = new ArrayList<>(analysis.covariates());
        covariates.removeAll(saturated);
        used.addAll(covariates);
        used.addAll(saturated);
        this.columns = List.copyOf(used);
        this.outcomesAt = at(analysis.outcomes());
        this.assignedAt = columns.indexOf(assigned);
        this.receivedAt = columns.indexOf(experiment.received().orElse(""));
        this.propensityAt = columns.indexOf(experiment.column(Role.PROPENSITY).orElse(""));
        this.unitAt = columns.indexOf(experiment.column(Role.UNIT).orElse(""));
        int cluster = columns.indexOf(experiment.column(Role.CLUSTER).orElse(""));
        this.numbersAt = at(
                covariates.stream().filter(c -> source.kind(c) == Kind.NUMBER).toList());
        List<String> text = new ArrayList<>(
                covariates.stream().filter(c -> source.kind(c) == Kind.TEXT).toList());
        text.addAll(saturated);
        this.levelsAt = at(text);
        this.levels = new DistinctValues[levelsAt.length];
        for (int j = 0; j < levels.length; j++) {
            levels[j] = new DistinctValues();
        }
        this.missing = new long[columns.size()];
        this.origins = new double[numbersAt.length];
        this.sums = new double[numbersAt.length];
        this.outcomeOrigins = new double[outcomesAt.length];
        this.outcomeSums = new double[outcomesAt.length];
        source.forEach(columns, (count, raw) -> block(count, raw, cluster));
        requireComplete();
        this.clusterAt = cluster >= 0 ? cluster : unitAt >= 0 && unitValues.size() < rows ? unitAt : -1;
    }

    private int[] at(List<String> names) {
        return names.stream().mapToInt(columns::indexOf).toArray();
    }

    private void block(int count, double[][] raw, int cluster) {
        for (int i = 0; i < count; i++) {
            if (complete(i, raw)) {
                row(i, raw, cluster);
            } else if (firstMissing < 0) {
                firstMissing = seen;
            }
            seen++;
        }
    }

    private boolean complete(int i, double[][] raw) {
        boolean complete = true;
        for (int c = 0; c < raw.length; c++) {
            double x = raw[c][i];
            if (!(Math.abs(x) <= Double.MAX_VALUE)) {
                if (Double.isInfinite(x)) {
                    throw new EstimationException(
                            Problem.NOT_FINITE,
                            "Column '" + columns.get(c) + "' is infinite in row " + (seen + 1)
                                    + "; means and variances are undefined.",
                            "Correct the value or leave the row out.");
                }
                missing[c]++;
                complete = false;
            }
        }
        return complete;
    }

    private void row(int i, double[][] raw, int cluster) {
        boolean first = rows++ == 0;
        int z = arm(assignedValues, assignedAt, raw[assignedAt][i]);
        int d = receivedAt < 0 ? z : arm(receivedValues, receivedAt, raw[receivedAt][i]);
        found[z][d]++;
        if (propensityAt >= 0) {
            propensity(raw[propensityAt][i]);
        }
        if (cluster >= 0) {
            clusterValues.add(raw[cluster][i], z);
        }
        if (unitAt >= 0) {
            unitValues.add(raw[unitAt][i], z);
        }
        for (int j = 0; j < levels.length; j++) {
            levels[j].add(raw[levelsAt[j]][i], 0);
            if (levels[j].size() > MOST_LEVELS) {
                throw new EstimationException(
                        Problem.TOO_MANY_LEVELS,
                        "Column '" + columns.get(levelsAt[j]) + "' has more than " + MOST_LEVELS
                                + " distinct values, and each would be a coefficient of the model.",
                        "Group its values, or use it as a number.");
            }
        }
        sum(first, i, raw, numbersAt, origins, sums);
        sum(first, i, raw, outcomesAt, outcomeOrigins, outcomeSums);
    }

    private static void sum(boolean first, int i, double[][] raw, int[] at, double[] origins, double[] sums) {
        for (int j = 0; j < at.length; j++) {
            double x = raw[at[j]][i];
            if (first) {
                origins[j] = x;
            }
            sums[j] += x - origins[j];
        }
    }

    private int arm(DistinctValues values, int column, double value) {
        int arm = values.add(value, 0);
        if (arm >= MOST_ARMS) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Column '" + columns.get(column) + "' takes more than " + MOST_ARMS
                            + " values, too many to be the arms of an experiment.",
                    "For an instrument or a treatment that is measured on a scale, use the method 2sls.");
        }
        return arm;
    }

    private void propensity(double e) {
        if (!(e > 0 && e <= 1)) {
            throw new EstimationException(
                    Problem.PROPENSITY_RANGE,
                    "Propensity '" + columns.get(propensityAt) + "' is " + e + " in row " + (seen + 1)
                            + "; a unit that could not have been in the other arm has no counterfactual.",
                    "Give probabilities strictly between 0 and 1, or leave such rows out.");
        }
        certain |= e == 1;
    }

    private void requireComplete() {
        if (rows < seen && analysis.experiment().missing() == Missing.FAIL) {
            List<String> offenders = new ArrayList<>();
            for (int c = 0; c < missing.length; c++) {
                if (missing[c] > 0) {
                    offenders.add("'" + columns.get(c) + "' (" + missing[c] + " of " + seen + ")");
                }
            }
            throw new EstimationException(
                    Problem.MISSING_VALUES,
                    "Values are missing in " + String.join(", ", offenders) + ", first in row " + (firstMissing + 1)
                            + "; leaving rows out silently could change what is estimated.",
                    "Impute them, or say that rows with missing values are to be dropped.");
        }
        if (rows == 0) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    seen == 0 ? "The data hold no rows." : "No row is complete in all of " + Names.list(columns) + ".",
                    "Check the file and the filter that made it.");
        }
    }

    long rows() {
        return rows;
    }

    long dropped() {
        return seen - rows;
    }

    /** Whether some row was bound to get its arm. */
    boolean certain() {
        return certain;
    }

    DistinctValues assignedValues() {
        return assignedValues;
    }

    DistinctValues receivedValues() {
        return receivedValues;
    }

    /** Rows by the numbers of the values assigned and received. */
    long count(int assigned, int received) {
        return found[assigned][received];
    }

    /** The values of the column that clusters are taken from. */
    DistinctValues clusterValues() {
        return clusterAt == unitAt ? unitValues : clusterValues;
    }

    double outcomeMean(int outcome) {
        return outcomeOrigins[outcome] + outcomeSums[outcome] / rows;
    }

    /** The covariates as numbers: those that are, and an indicator for each level of the others but the first. */
    List<Covariate> covariates() {
        List<Covariate> all = new ArrayList<>();
        for (int j = 0; j < numbersAt.length; j++) {
            all.add(new Covariate(columns.get(numbersAt[j]), numbersAt[j], Double.NaN, origins[j] + sums[j] / rows));
        }
        for (int j = 0; j < levels.length; j++) {
            String column = columns.get(levelsAt[j]);
            double[] values = levels[j].sorted();
            for (int k = 1; k < values.length; k++) {
                String name = column + "=" + Arms.label(source, column, values[k]);
                all.add(new Covariate(name, levelsAt[j], values[k], levels[j].count(values[k]) / (double) rows));
            }
        }
        return all;
    }

    /** The values of a column that has an indicator for each. */
    double[] levels(String column) {
        int at = columns.indexOf(column);
        for (int j = 0; j < levels.length; j++) {
            if (levelsAt[j] == at) {
                return levels[j].sorted();
            }
        }
        throw new IllegalArgumentException("column '" + column + "' has no indicators");
    }
}
