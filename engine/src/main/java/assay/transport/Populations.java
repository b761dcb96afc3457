package assay.transport;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The rows of an experiment and those of the population that its effect is carried to. A column of the role {@link Role#STRATUM}
 * tells them: 1 (or the text {@code experiment}) for a row of the experiment and 0 (or {@code target}) for one of the target. What
 * target rows hold as outcome and assignment is never read.
 */
final class Populations {

    /** What methods with covariates need. */
    static final Set<Role> NEEDS = Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE, Role.STRATUM);

    private static final String TARGET = "target";
    private static final int FEWEST = 2;

    final Sample sample;
    final int[] experiment;
    final int[] target;
    final TwoArms arms;
    /** Outcomes of the rows of the experiment. */
    final double[] outcome;

    private Populations(Sample sample, int[] experiment, int[] target) {
        this.sample = sample;
        this.experiment = experiment;
        this.target = target;
        Sample trial = sample.rows(experiment);
        this.arms = TwoArms.of(trial);
        this.outcome = trial.outcome();
        requireVaries();
    }

    /**
     * Reads both populations.
     *
     * @throws EstimationException if a role is missing, the column of the role stratum does not tell two populations, the target has
     *     fewer than two rows, the experiment has not two arms of two rows, or its outcome does not vary
     */
    static Populations of(Sample sample) {
        sample.require(NEEDS);
        Column column = sample.column(Role.STRATUM);
        boolean[] inTarget =
                column instanceof Column.Numeric numeric ? ofNumbers(numeric) : ofLevels((Column.Categorical) column);
        int[] target = rows(inTarget, true);
        int[] experiment = rows(inTarget, false);
        if (target.length == 0 || experiment.length == 0) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + column.name() + "' has rows of the " + (target.length == 0 ? "experiment" : "target")
                            + " only; a transport needs both.",
                    "Mark rows of the experiment by 1 and rows of the target population by 0.");
        }
        if (target.length < FEWEST) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "The target population has " + target.length + " row in column '" + column.name()
                            + "'; how uncertain its composition is takes two.",
                    "Add rows of the target population.");
        }
        return new Populations(sample, experiment, target);
    }

    private static boolean[] ofNumbers(Column.Numeric column) {
        double[] values = column.values();
        boolean[] inTarget = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] != 0 && values[i] != 1) {
                throw new EstimationException(
                        Problem.TOO_MANY_LEVELS,
                        "Column '" + column.name() + "' is " + values[i] + " in row " + (i + 1)
                                + "; it is to tell two populations.",
                        "Mark rows of the experiment by 1 and rows of the target population by 0.");
            }
            inTarget[i] = values[i] == 0;
        }
        return inTarget;
    }

    private static boolean[] ofLevels(Column.Categorical column) {
        int[] codes = column.codes();
        List<String> levels = column.levels();
        List<String> found =
                Arrays.stream(codes).distinct().sorted().mapToObj(levels::get).toList();
        if (found.size() > 2 || (found.size() == 2 && !found.contains(TARGET))) {
            throw new EstimationException(
                    found.size() > 2 ? Problem.TOO_MANY_LEVELS : Problem.UNKNOWN_LEVEL,
                    "Column '" + column.name() + "' has the levels " + String.join(", ", found)
                            + "; it is to tell two populations, and which of them is the target.",
                    "Mark rows of the target population by 'target', or rows of the experiment by 1 and the others by 0.");
        }
        boolean[] inTarget = new boolean[codes.length];
        for (int i = 0; i < codes.length; i++) {
            inTarget[i] = levels.get(codes[i]).equals(TARGET);
        }
        return inTarget;
    }

    private static int[] rows(boolean[] inTarget, boolean which) {
        int count = 0;
        for (boolean one : inTarget) {
            count += one == which ? 1 : 0;
        }
        int[] rows = new int[count];
        for (int i = 0, k = 0; i < inTarget.length; i++) {
            if (inTarget[i] == which) {
                rows[k++] = i;
            }
        }
        return rows;
    }

    private void requireVaries() {
        for (double y : outcome) {
            if (y != outcome[0]) {
                return;
            }
        }
        throw new EstimationException(
                Problem.CONSTANT_OUTCOME,
                "Outcome '" + sample.column(Role.OUTCOME).name() + "' is " + outcome[0]
                        + " in every row of the experiment, so there is no variation to explain.",
                "Choose another outcome.");
    }

    /** The rows of the experiment in an arm, as rows of the sample. */
    int[] arm(int treated) {
        int[] rows = new int[treated == 1 ? arms.treated() : arms.control()];
        for (int i = 0, k = 0; i < experiment.length; i++) {
            if (arms.indicator()[i] == treated) {
                rows[k++] = experiment[i];
            }
        }
        return rows;
    }

    /** The outcomes of the rows of an arm, in their order. */
    double[] outcomes(int treated) {
        double[] y = new double[treated == 1 ? arms.treated() : arms.control()];
        for (int i = 0, k = 0; i < experiment.length; i++) {
            if (arms.indicator()[i] == treated) {
                y[k++] = outcome[i];
            }
        }
        return y;
    }

    /** 1 for rows of the experiment and 0 for rows of the target. */
    double[] participation() {
        double[] in = new double[sample.size()];
        for (int row : experiment) {
            in[row] = 1;
        }
        return in;
    }

    /** Columns at some rows. */
    static double[][] at(double[][] columns, int[] rows) {
        double[][] picked = new double[columns.length][rows.length];
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < rows.length; i++) {
                picked[j][i] = columns[j][rows[i]];
            }
        }
        return picked;
    }
}
