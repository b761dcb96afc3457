package assay.adaptive;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The log of an adaptive experiment: who got which arm, in which batch, with which recorded probabilities. Rows are in the order of
 * time; within a batch nobody's probabilities depend on the outcomes of that batch.
 *
 * <p>Arms are the levels of the assignment, the first of which is control; of a numeric assignment the values in their order. Recorded
 * propensities are a column for each arm in that order, or, of two arms, one column with the probability of the second.
 */
public final class AdaptiveLog {

    private static final double ROUNDING = 1e-6;
    private static final int MOST_ARMS = 1000;

    private final String column;
    private final List<String> arms;
    private final int[] order;
    private final int[] arm;
    private final double[] outcome;
    private final double[] propensity;
    private final int[] starts;

    private AdaptiveLog(
            String column,
            List<String> arms,
            int[] order,
            int[] arm,
            double[] outcome,
            double[] propensity,
            int[] starts) {
        this.column = column;
        this.arms = arms;
        this.order = order;
        this.arm = arm;
        this.outcome = outcome;
        this.propensity = propensity;
        this.starts = starts;
    }

    /**
     * Reads a log.
     *
     * @param sample outcome, assignment and time; propensities where there are any
     * @return the log
     * @throws EstimationException if a role is missing, an arm was assigned to fewer than two rows, the outcome is constant,
     *     or propensities are not one for each arm or do not sum to 1
     */
    public static AdaptiveLog of(Sample sample) {
        Column assignment = sample.column(
                sample.has(Role.ASSIGNMENT) || !sample.has(Role.TREATMENT) ? Role.ASSIGNMENT : Role.TREATMENT);
        List<String> arms = new ArrayList<>();
        int[] codes = codes(assignment, arms);
        double[] y = sample.outcome();
        count(assignment, arms, codes);
        varied(sample, y);
        int[] order = new int[y.length];
        int[] starts = batches(sample.column(Role.TIME), order);
        double[] propensity = propensities(sample, assignment, arms);
        int k = arms.size();
        int[] arm = new int[y.length];
        double[] outcome = new double[y.length];
        double[] sorted = new double[propensity.length];
        for (int i = 0; i < y.length; i++) {
            arm[i] = codes[order[i]];
            outcome[i] = y[order[i]];
            if (sorted.length > 0) {
                System.arraycopy(propensity, order[i] * k, sorted, i * k, k);
            }
        }
        return new AdaptiveLog(assignment.name(), List.copyOf(arms), order, arm, outcome, sorted, starts);
    }

    private static int[] codes(Column column, List<String> arms) {
        if (column instanceof Column.Categorical categorical) {
            arms.addAll(categorical.levels());
            return categorical.codes();
        }
        double[] values = ((Column.Numeric) column).values();
        double[] levels = Arrays.stream(values).sorted().distinct().toArray();
        if (levels.length > MOST_ARMS) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Column '" + column.name() + "' takes " + levels.length + " values, more than there can be arms.",
                    "Name the column that tells the arm.");
        }
        for (double level : levels) {
            arms.add(
                    level == Math.rint(level) && Math.abs(level) < 1e15
                            ? Long.toString((long) level)
                            : Double.toString(level));
        }
        int[] codes = new int[values.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Arrays.binarySearch(levels, values[i]);
        }
        return codes;
    }

    private static void count(Column assignment, List<String> arms, int[] codes) {
        int[] counts = new int[arms.size()];
        for (int code : codes) {
            counts[code]++;
        }
        if (counts.length < 2) {
            throw new EstimationException(
                    Problem.ONE_LEVEL,
                    "Column '" + assignment.name() + "' is '" + arms.get(0)
                            + "' in every row; an effect needs a treated and a control arm.",
                    "Check the column and the filter that made the file.");
        }
        for (int a = 0; a < counts.length; a++) {
            if (counts[a] < 2) {
                throw new EstimationException(
                        Problem.TOO_FEW_ROWS,
                        "Arm '" + arms.get(a) + "' of column '" + assignment.name() + "' was assigned to " + counts[a]
                                + (counts[a] == 1 ? " row" : " rows") + "; a variance needs two.",
                        "Collect more data, or leave the arm and its propensity out of all rows.");
            }
        }
    }

    private static void varied(Sample sample, double[] y) {
        for (double value : y) {
            if (value != y[0]) {
                return;
            }
        }
        throw new EstimationException(
                Problem.CONSTANT_OUTCOME,
                "Outcome '" + sample.column(Role.OUTCOME).name() + "' is " + y[0]
                        + " in every row, so that there is no standard error.",
                "Choose an outcome that varies.");
    }

    /** The order of rows by time, those of one time as they come, and where each batch starts; the end is the last. */
    private static int[] batches(Column time, int[] order) {
        int n = order.length;
        double[] at = new double[n];
        for (int i = 0; i < n; i++) {
            at[i] = time instanceof Column.Numeric numeric
                    ? numeric.values()[i]
                    : ((Column.Categorical) time).codes()[i];
        }
        double[] times = Arrays.stream(at).sorted().distinct().toArray();
        int[] starts = new int[times.length + 1];
        int[] batch = new int[n];
        for (int i = 0; i < n; i++) {
            batch[i] = Arrays.binarySearch(times, at[i]);
            starts[batch[i] + 1]++;
        }
        for (int b = 0; b < times.length; b++) {
            starts[b + 1] += starts[b];
        }
        int[] next = starts.clone();
        for (int i = 0; i < n; i++) {
            order[next[batch[i]]++] = i;
        }
        return starts;
    }

    private static double[] propensities(Sample sample, Column assignment, List<String> arms) {
        List<Column> columns = sample.columns(Role.PROPENSITY);
        int k = arms.size();
        if (columns.isEmpty()) {
            return new double[0];
        }
        boolean second = k == 2 && columns.size() == 1;
        if (!second && columns.size() != k) {
            throw new EstimationException(
                    columns.size() > k ? Problem.NO_OVERLAP : Problem.MISSING_ROLE,
                    columns.size() + " propensity columns were given for the " + k + " arms of column '"
                            + assignment.name() + "' that occur (" + String.join(", ", arms)
                            + (columns.size() > k
                                    ? "): of an arm that was never assigned there is no outcome."
                                    : "): each arm needs the probability with which it could have been drawn."),
                    "Give one column for each arm, in the order of the arms; of two arms, the probability of the second is"
                            + " enough.");
        }
        double[] flat = new double[sample.size() * k];
        for (int a = 0; a < columns.size(); a++) {
            double[] values = ((Column.Numeric) columns.get(a)).values();
            for (int i = 0; i < values.length; i++) {
                if (second) {
                    flat[2 * i] = 1 - values[i];
                    flat[2 * i + 1] = values[i];
                } else {
                    flat[i * k + a] = values[i];
                }
            }
        }
        for (int i = 0; i < sample.size(); i++) {
            double sum = 0;
            for (int a = 0; a < k; a++) {
                sum += flat[i * k + a] > 0 ? flat[i * k + a] : Double.NaN;
            }
            if (!(Math.abs(sum - 1) <= ROUNDING)) {
                throw new EstimationException(
                        Problem.PROPENSITY_RANGE,
                        "The propensities of row " + (i + 1) + " are not above 0 with sum 1 but sum to " + sum + ": "
                                + columns.stream().map(Column::name).toList()
                                + " are not the probabilities of all arms " + arms + ".",
                        "Record the probability of every arm, as it was when the unit was assigned.");
            }
        }
        return flat;
    }

    /**
     * The arms.
     *
     * @return their names, control first
     */
    public List<String> arms() {
        return arms;
    }

    /**
     * The number of rows.
     *
     * @return at least 4
     */
    public int size() {
        return arm.length;
    }

    /**
     * The number of batches.
     *
     * @return at least 1
     */
    public int batches() {
        return starts.length - 1;
    }

    /**
     * Where a batch starts.
     *
     * @param batch its number, from 0; the number of batches for the end of the last
     * @return the first of its rows in the order of time
     */
    public int start(int batch) {
        return starts[batch];
    }

    /** The name of the column that tells the arm. */
    String column() {
        return column;
    }

    /** The row of the sample that is at a place in the order of time. */
    int row(int place) {
        return order[place];
    }

    int arm(int place) {
        return arm[place];
    }

    double outcome(int place) {
        return outcome[place];
    }

    double propensity(int place, int of) {
        return propensity[place * arms.size() + of];
    }

    /** The name of a comparison with control. */
    String contrast(int of) {
        return arms.get(of) + " - " + arms.get(0);
    }

    /** The name of the mean of an arm: that of the policy which gives it to everybody. */
    String always(int of) {
        return "always " + arms.get(of);
    }

    int rows(int of) {
        int rows = 0;
        for (int a : arm) {
            rows += a == of ? 1 : 0;
        }
        return rows;
    }
}
