package assay.streamed;

import assay.Arguments;

/** Means of columns in one arm, and their cross-products about those means. Arrays are not copied. */
public final class ArmStatistics {

    private final long rows;
    private final double[] means;
    private final double[][] crossProducts;

    /**
     * Statistics of an arm.
     *
     * @param rows its rows, at least 2
     * @param means the mean of each column
     * @param crossProducts sums of products of deviations from the means, symmetric
     * @throws IllegalArgumentException if there are fewer than 2 rows
     */
    public ArmStatistics(long rows, double[] means, double[][] crossProducts) {
        if (rows < 2) {
            throw new IllegalArgumentException("an arm needs 2 rows for a variance, not " + rows);
        }
        Arguments.atLeast("columns", means.length, 1);
        this.rows = rows;
        this.means = means;
        this.crossProducts = crossProducts;
    }

    /**
     * The rows.
     *
     * @return at least 2
     */
    public long rows() {
        return rows;
    }

    /**
     * The mean of a column.
     *
     * @param column its place
     * @return the mean
     */
    public double mean(int column) {
        return means[column];
    }

    /**
     * The sum of products of the deviations of two columns from their means.
     *
     * @param first place of a column
     * @param second place of a column
     * @return the sum
     */
    public double crossProduct(int first, int second) {
        return crossProducts[first][second];
    }

    /**
     * The covariance of the means of two columns, {@code S / (n (n - 1))}.
     *
     * @param first place of a column
     * @param second place of a column
     * @return the covariance
     */
    public double covarianceOfMeans(int first, int second) {
        return crossProducts[first][second] / (rows * (rows - 1.0));
    }

    /**
     * The variance of a column.
     *
     * @param column its place
     * @return with n - 1 below
     */
    public double variance(int column) {
        return crossProducts[column][column] / (rows - 1.0);
    }
}
