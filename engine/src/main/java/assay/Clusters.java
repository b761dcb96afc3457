package assay;

import java.util.Arrays;
import java.util.List;

/** The clusters of a sample, numbered from 0 in the order of their values or levels. */
public final class Clusters {

    private final String column;
    private final int[] of;
    private final int[] sizes;
    private final List<String> levels;
    private final double[] values;

    private Clusters(String column, int[] of, int count, List<String> levels, double[] values) {
        this.column = column;
        this.of = of;
        this.levels = levels;
        this.values = values;
        this.sizes = new int[count];
        for (int cluster : of) {
            sizes[cluster]++;
        }
    }

    /**
     * Reads the clusters of a sample.
     *
     * @param sample the sample
     * @return the clusters; levels that do not occur are left out
     * @throws EstimationException if there is not exactly one cluster column
     */
    public static Clusters of(Sample sample) {
        Column column = sample.column(Role.CLUSTER);
        return column instanceof Column.Numeric numeric ? ofNumbers(numeric) : ofLevels((Column.Categorical) column);
    }

    private static Clusters ofNumbers(Column.Numeric column) {
        double[] values = column.values();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[count - 1]) {
                sorted[count++] = sorted[i];
            }
        }
        int[] of = new int[values.length];
        for (int i = 0; i < of.length; i++) {
            // Rows of a cluster usually stand together.
            of[i] = i > 0 && values[i] == values[i - 1] ? of[i - 1] : find(sorted, count, values[i]);
        }
        return new Clusters(column.name(), of, count, List.of(), Arrays.copyOf(sorted, count));
    }

    private static int find(double[] sorted, int count, double value) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Clusters ofLevels(Column.Categorical column) {
        int[] codes = column.codes();
        int[] index = new int[column.levels().size()];
        for (int code : codes) {
            index[code] = 1;
        }
        int count = 0;
        for (int level = 0; level < index.length; level++) {
            index[level] = index[level] == 1 ? count++ : -1;
        }
        int[] of = new int[codes.length];
        String[] names = new String[count];
        for (int i = 0; i < of.length; i++) {
            of[i] = index[codes[i]];
            names[of[i]] = column.levels().get(codes[i]);
        }
        return new Clusters(column.name(), of, count, List.of(names), new double[0]);
    }

    /**
     * The cluster of each row.
     *
     * @return the shared array of numbers below {@link #count()}, not to be written to
     */
    public int[] of() {
        return of;
    }

    /**
     * How many clusters there are.
     *
     * @return at least 1
     */
    public int count() {
        return sizes.length;
    }

    /**
     * The rows of each cluster.
     *
     * @return the shared array, not to be written to
     */
    public int[] sizes() {
        return sizes;
    }

    /**
     * The name of a cluster.
     *
     * @param cluster its number
     * @return its value or level
     */
    public String label(int cluster) {
        if (!levels.isEmpty()) {
            return levels.get(cluster);
        }
        double value = values[cluster];
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /**
     * The name of the column.
     *
     * @return as in the table it came from
     */
    public String column() {
        return column;
    }
}
