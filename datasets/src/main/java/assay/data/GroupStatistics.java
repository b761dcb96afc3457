package assay.data;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.condition.Condition;
import assay.experiment.ArmMoments;
import java.util.List;
import java.util.Optional;

/**
 * Counts, means and centred cross-products of columns in the groups of a file, computed inside DuckDB: no row reaches
 * this process. Two passes: the means of all rows, then sums of products about them, so that large means cost no digits.
 *
 * <p>DuckDB runs on one thread for this, as sums of doubles over several differ from run to run in their last digits; the
 * same file gives the same digits.
 */
public final class GroupStatistics {

    private final List<String> by;
    private final List<String> columns;
    private final List<RowGroup> groups;
    private final long dropped;

    GroupStatistics(List<String> by, List<String> columns, List<RowGroup> groups, long dropped) {
        this.by = List.copyOf(by);
        this.columns = List.copyOf(columns);
        this.groups = List.copyOf(groups);
        this.dropped = dropped;
    }

    /**
     * Computes the statistics of groups.
     *
     * @param source the file
     * @param by columns whose values make the groups; one group of all rows if empty
     * @param columns columns of numbers, at least one
     * @param where which rows are used; all if empty
     * @param missing what to do about rows with a missing value in any of these columns
     * @return the statistics
     * @throws DataException if a column does not exist or is nested, or the file is damaged
     * @throws EstimationException if a column is text, values are missing and that is refused, one is infinite, or no row is
     *     left
     */
    public static GroupStatistics of(
            FileSource source, List<String> by, List<String> columns, Optional<Condition> where, Missing missing) {
        Arguments.atLeast("the number of columns", columns.size(), 1);
        return new GroupQuery(source, by, columns, where).run(missing);
    }

    /**
     * The columns of groups.
     *
     * @return in the order of keys
     */
    public List<String> by() {
        return by;
    }

    /**
     * The columns of numbers.
     *
     * @return in the order of means
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * The groups.
     *
     * @return in the order of their values, at least one
     */
    public List<RowGroup> groups() {
        return groups;
    }

    /**
     * The rows that were left out because a value was missing.
     *
     * @return 0 unless that was asked for
     */
    public long dropped() {
        return dropped;
    }

    /**
     * The group with a key.
     *
     * @param key as {@link RowGroup#key()}
     * @return the group
     * @throws EstimationException if there is none
     */
    public RowGroup group(String... key) {
        List<String> wanted = List.of(key);
        return groups.stream()
                .filter(group -> group.key().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new EstimationException(
                        Problem.UNKNOWN_LEVEL,
                        "There is no group " + String.join(", ", wanted) + " of " + String.join(", ", by) + ".",
                        "The groups are "
                                + groups.stream()
                                        .limit(20)
                                        .map(group -> String.join(", ", group.key()))
                                        .toList()
                                + "."));
    }

    /**
     * The difference in means of two groups, with the variance of Neyman and the degrees of freedom of Welch, as
     * {@link assay.experiment.DifferenceInMeans}.
     *
     * @param column one of {@link #columns()}
     * @param treated the treated group
     * @param control the control group
     * @return treated less control
     * @throws EstimationException if a group has fewer than two rows or the outcome does not vary
     * @throws IllegalArgumentException if there is no such column
     */
    public Estimate difference(String column, RowGroup treated, RowGroup control) {
        int j = columns.indexOf(column);
        Arguments.atLeast("the place of column '" + column + "'", j, 0);
        if (treated.rows() < 2 || control.rows() < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS, "A variance needs two rows in each group.", "Collect more rows.");
        }
        ArmMoments moments = new ArmMoments(
                        Math.toIntExact(treated.rows()),
                        Math.toIntExact(control.rows()),
                        treated.mean(j),
                        control.mean(j),
                        treated.crossProduct(j, j),
                        control.crossProduct(j, j))
                .requireVariation(column);
        double v1 = moments.treatedVariance();
        double v0 = moments.controlVariance();
        double share = v1 / (v1 + v0);
        double df = 1 / (share * share / (treated.rows() - 1) + (1 - share) * (1 - share) / (control.rows() - 1));
        String contrast = String.join(", ", treated.key()) + " - " + String.join(", ", control.key());
        return Estimate.studentT(Estimand.ATE, contrast, moments.difference(), Math.sqrt(v1 + v0), df);
    }
}
