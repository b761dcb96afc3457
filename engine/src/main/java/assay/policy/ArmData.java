package assay.policy;

import assay.Clusters;
import assay.Column;
import assay.Covariates;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a policy is learned and judged from, read off a sample and checked. Arrays are shared and must not be written to. */
final class ArmData {

    static final Set<Role> NEEDS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    static final Set<Role> READS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE, Role.PROPENSITY, Role.CLUSTER);

    private static final double SUM = 1e-6;

    final Sample sample;
    final int size;
    final List<String> actions;
    final int[] arm;
    final double[] outcome;
    final List<String> features;
    final double[][] columns;
    final @Nullable Clusters clusters;

    /** Known propensities, {@code known[arm][row]}. */
    final double @Nullable [][] known;

    private ArmData(Sample sample, ArmLevels arms) {
        this.sample = sample;
        this.size = sample.size();
        this.actions = arms.names();
        this.arm = arms.of();
        this.outcome = sample.outcome();
        Covariates covariates = sample.covariates();
        this.features = covariates.names();
        this.columns = covariates.columns();
        this.clusters = sample.has(Role.CLUSTER) ? Clusters.of(sample) : null;
        this.known = sample.has(Role.PROPENSITY) ? known(sample, actions) : null;
    }

    static ArmData of(Sample sample) {
        sample.require(NEEDS);
        return new ArmData(sample, ArmLevels.of(sample));
    }

    private static double[][] known(Sample sample, List<String> actions) {
        List<Column> columns = sample.columns(Role.PROPENSITY);
        int k = actions.size();
        int size = sample.size();
        double[][] known = new double[k][];
        if (columns.size() == 1 && k == 2) {
            known[1] = numbers(columns.get(0));
            known[0] = new double[size];
            for (int i = 0; i < size; i++) {
                known[0][i] = 1 - known[1][i];
            }
            return known;
        }
        if (columns.size() != k) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    columns.size() + " propensity columns for " + k + " arms (" + String.join(", ", actions) + ").",
                    "Name one for each arm, in that order, as --propensity, or leave it out to have propensities"
                            + " estimated.");
        }
        for (int a = 0; a < k; a++) {
            known[a] = numbers(columns.get(a));
        }
        for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int a = 0; a < k; a++) {
                sum += known[a][i];
            }
            if (!(Math.abs(sum - 1) <= SUM)) {
                throw new EstimationException(
                        Problem.PROPENSITY_RANGE,
                        "The propensities of row " + (i + 1) + " sum to " + sum + " over the arms, not to 1.",
                        "Give one column for each arm, in the order of the arms: " + String.join(", ", actions) + ".");
            }
        }
        return known;
    }

    private static double[] numbers(Column column) {
        if (column instanceof Column.Numeric numeric) {
            double[] values = numeric.values();
            for (int i = 0; i < values.length; i++) {
                if (!(values[i] > 0 && values[i] < 1)) {
                    throw new EstimationException(
                            Problem.PROPENSITY_RANGE,
                            "Propensity '" + column.name() + "' is " + values[i] + " in row " + (i + 1)
                                    + ": an arm that a unit could not be in, or had to be in, tells nothing of the others.",
                            "Leave such rows out: a policy is learned for units that could have been in each arm.");
                }
            }
            return values;
        }
        throw new EstimationException(
                Problem.NOT_NUMERIC,
                "Column '" + column.name() + "' is propensity but holds text, not numbers.",
                "Choose a numeric column.");
    }

    int[] all() {
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = i;
        }
        return rows;
    }

    /** Columns of some rows. */
    double[][] columns(int[] rows) {
        double[][] picked = new double[columns.length][rows.length];
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < rows.length; i++) {
                picked[j][i] = columns[j][rows[i]];
            }
        }
        return picked;
    }
}
