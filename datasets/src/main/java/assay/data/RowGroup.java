package assay.data;

import java.util.List;

/** A group of rows of a file: how many, the means of columns, and their cross-products about the means. */
public final class RowGroup {

    private final List<String> key;
    private final double[] values;
    private final long rows;
    private final double[] means;
    private final double[][] crossProducts;

    RowGroup(List<String> key, double[] values, long rows, double[] means, double[][] crossProducts) {
        this.key = List.copyOf(key);
        this.values = values;
        this.rows = rows;
        this.means = means;
        this.crossProducts = crossProducts;
    }

    /**
     * What the columns of groups hold.
     *
     * @return as text, whole numbers without a decimal point
     */
    public List<String> key() {
        return key;
    }

    /**
     * What the columns of groups hold, as numbers.
     *
     * @return a new array; a text is the index of its level
     */
    public double[] values() {
        return values.clone();
    }

    /**
     * The rows.
     *
     * @return how many, at least 1
     */
    public long rows() {
        return rows;
    }

    /**
     * The mean of a column.
     *
     * @param column its place in {@link GroupStatistics#columns()}
     * @return the mean
     */
    public double mean(int column) {
        return means[column];
    }

    /**
     * The sum of products of the deviations of two columns from their means.
     *
     * @param first its place in {@link GroupStatistics#columns()}
     * @param second its place in {@link GroupStatistics#columns()}
     * @return the sum, not below 0 for a column with itself
     */
    public double crossProduct(int first, int second) {
        return crossProducts[first][second];
    }
}
