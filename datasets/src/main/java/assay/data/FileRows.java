package assay.data;

import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.WeightType;
import assay.condition.Kind;
import assay.linear.LinearSpec;
import assay.linear.RowSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a linear model straight from a file: {@code LinearModel.fit(FileRows.of(source, spec))} reads what the model
 * needs, a pass at a time, and keeps nothing per row. With clusters it keeps the different values of their column.
 */
public final class FileRows implements RowSource {

    private final FileSource source;
    private final LinearSpec spec;
    private final Missing missing;
    private final @Nullable String cluster;
    private final double[] clusterValues;
    private final int clusters;
    private final @Nullable String weight;
    private final @Nullable WeightType weightType;

    private FileRows(
            FileSource source,
            LinearSpec spec,
            Missing missing,
            @Nullable String cluster,
            double[] clusterValues,
            int clusters,
            @Nullable String weight,
            @Nullable WeightType weightType) {
        this.source = source;
        this.spec = spec;
        this.missing = missing;
        this.cluster = cluster;
        this.clusterValues = clusterValues;
        this.clusters = clusters;
        this.weight = weight;
        this.weightType = weightType;
    }

    /**
     * Rows of equal weight, each on its own.
     *
     * @param source the file
     * @param spec the model, whose columns are numbers of the file
     * @return the rows, which refuse missing values
     * @throws DataException if a column does not exist or cannot be used
     * @throws EstimationException if a column holds text
     */
    public static FileRows of(FileSource source, LinearSpec spec) {
        spec.columns().forEach(column -> requireNumber(source, column));
        return new FileRows(source, spec, Missing.FAIL, null, new double[0], 0, null, null);
    }

    private static void requireNumber(FileSource source, String column) {
        if (source.kind(column) == Kind.TEXT) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Column '" + column + "' holds text, and a linear model needs numbers.",
                    "Choose a numeric column or recode it to numbers.");
        }
    }

    /**
     * The same rows in clusters.
     *
     * @param column the column that tells the clusters apart, numbers or text
     * @return new rows
     * @throws DataException if the column does not exist or cannot be used
     */
    public FileRows clustered(String column) {
        boolean text = source.kind(column) == Kind.TEXT;
        double[] values = text ? new double[0] : source.distinct(column);
        int count = text ? source.levels(column).size() : values.length;
        return new FileRows(source, spec, missing, column, values, count, weight, weightType);
    }

    /**
     * The same rows, weighted.
     *
     * @param column the column of weights
     * @param type what they are
     * @return new rows
     * @throws DataException if the column does not exist or cannot be used
     * @throws EstimationException if it holds text
     */
    public FileRows weighted(String column, WeightType type) {
        requireNumber(source, column);
        return new FileRows(source, spec, missing, cluster, clusterValues, clusters, column, type);
    }

    /**
     * The same rows under another policy for missing values.
     *
     * @param policy what to do about rows with a missing value in any column of the model
     * @return new rows
     */
    public FileRows missing(Missing policy) {
        return new FileRows(source, spec, policy, cluster, clusterValues, clusters, weight, weightType);
    }

    @Override
    public LinearSpec spec() {
        return spec;
    }

    @Override
    public int clusters() {
        return clusters;
    }

    @Override
    public Optional<WeightType> weightType() {
        return Optional.ofNullable(weightType);
    }

    /**
     * {@inheritDoc}
     *
     * @throws EstimationException if values are missing and that is refused
     */
    @Override
    public void forEach(Visitor visitor) {
        Map<String, Integer> places = new LinkedHashMap<>();
        spec.columns().forEach(column -> places.put(column, places.size()));
        int clusterAt = place(places, cluster);
        int weightAt = place(places, weight);
        List<String> names = new ArrayList<>(places.keySet());
        int[][] numbers = new int[1][0];
        long[] before = {0};
        source.forEach(names, (n, columns) -> {
            int rows = keep(n, columns, names, before[0]);
            before[0] += n;
            if (rows == 0) {
                return;
            }
            if (clusterAt >= 0) {
                if (numbers[0].length < columns[clusterAt].length) {
                    numbers[0] = new int[columns[clusterAt].length];
                }
                number(rows, columns[clusterAt], numbers[0]);
            }
            visitor.block(rows, columns, weightAt < 0 ? null : columns[weightAt], clusterAt < 0 ? null : numbers[0]);
        });
    }

    private static int place(Map<String, Integer> places, @Nullable String column) {
        if (column == null) {
            return -1;
        }
        places.putIfAbsent(column, places.size());
        return places.getOrDefault(column, -1);
    }

    private void number(int rows, double[] values, int[] numbers) {
        for (int i = 0; i < rows; i++) {
            double value = values[i];
            numbers[i] = clusterValues.length == 0
                    ? (int) value
                    : i > 0 && value == values[i - 1]
                            ? numbers[i - 1]
                            : Arrays.binarySearch(clusterValues, value + 0.0);
        }
    }

    /** Moves complete rows together; the arrays belong to the reader, which fills them again. */
    private int keep(int n, double[][] columns, List<String> names, long before) {
        boolean complete = true;
        for (double[] column : columns) {
            for (int i = 0; i < n; i++) {
                complete &= !Double.isNaN(column[i]);
            }
        }
        if (complete) {
            return n;
        }
        int kept = 0;
        for (int i = 0; i < n; i++) {
            int at = -1;
            for (int j = 0; j < columns.length && at < 0; j++) {
                at = Double.isNaN(columns[j][i]) ? j : -1;
            }
            if (at < 0) {
                for (double[] column : columns) {
                    column[kept] = column[i];
                }
                kept++;
            } else if (missing == Missing.FAIL) {
                throw new EstimationException(
                        Problem.MISSING_VALUES,
                        "Column '" + names.get(at) + "' has missing values, the first in row " + (before + i + 1)
                                + "; leaving rows out silently would change who is compared.",
                        "Find out why they are missing; to leave such rows out, say so.");
            }
        }
        return kept;
    }
}
