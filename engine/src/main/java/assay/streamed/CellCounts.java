package assay.streamed;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Counts of rows with equal values in two arms. Sums over counts are exact where values are whole numbers, so that means and
 * variances are those of the rows to the last digit but few, however many rows there are.
 */
public final class CellCounts {

    private final List<String> columns;
    private final TreeMap<double[], long[]> cells = new TreeMap<>(Arrays::compare);
    private final long[] rows = new long[2];

    /**
     * No rows yet.
     *
     * @param columns names of the columns that are counted
     */
    public CellCounts(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * Adds rows.
     *
     * @param arm 1 for treated, 0 for control
     * @param values their value in each column
     * @param count how many there are
     */
    public void add(int arm, double[] values, long count) {
        cells.computeIfAbsent(values.clone(), v -> new long[2])[arm] += count;
        rows[arm] += count;
    }

    /**
     * The rows of an arm.
     *
     * @param arm 1 for treated, 0 for control
     * @return how many
     */
    public long rows(int arm) {
        return rows[arm];
    }

    /**
     * The rows of an arm with a value other than 0.
     *
     * @param arm 1 for treated, 0 for control
     * @param column the column
     * @return how many
     */
    public long nonzero(int arm, String column) {
        int j = columns.indexOf(column);
        return cells.entrySet().stream()
                .filter(cell -> cell.getKey()[j] != 0)
                .mapToLong(cell -> cell.getValue()[arm])
                .sum();
    }

    /**
     * Means and cross-products.
     *
     * @return of both arms
     * @throws IllegalArgumentException if an arm has fewer than 2 rows
     */
    public TwoArmStatistics statistics() {
        return new TwoArmStatistics(columns, arm(1), arm(0));
    }

    private ArmStatistics arm(int arm) {
        int q = columns.size();
        double[] means = new double[q];
        cells.forEach((values, count) -> {
            for (int j = 0; j < q; j++) {
                means[j] += values[j] * count[arm];
            }
        });
        for (int j = 0; j < q; j++) {
            means[j] /= Math.max(1, rows[arm]);
        }
        double[][] cross = new double[q][q];
        cells.forEach((values, count) -> {
            for (int i = 0; i < q; i++) {
                for (int j = 0; j < q; j++) {
                    cross[i][j] += count[arm] * (values[i] - means[i]) * (values[j] - means[j]);
                }
            }
        });
        return new ArmStatistics(rows[arm], means, cross);
    }
}
