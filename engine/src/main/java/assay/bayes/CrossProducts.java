package assay.bayes;

import assay.Arguments;

/**
 * The sufficient statistics of a linear model with one outcome: X'WX, X'WY, Y'WY and the number of rows. They add, so that
 * shards of the data can be summed apart. Not thread-safe.
 *
 * <p>The first term is the intercept. Outcomes are kept less an origin, so that a large mean costs no digits.
 */
public final class CrossProducts {

    private final double[][] xx;
    private final double[] xy;
    private final double origin;
    private double yy;
    private double rows;

    /**
     * Sums over no rows.
     *
     * @param terms how many terms the model has, the intercept first
     * @param origin a value near the outcomes, such as their mean
     */
    public CrossProducts(int terms, double origin) {
        this.xx = new double[Arguments.atLeast("terms", terms, 1)][terms];
        this.xy = new double[terms];
        this.origin = Arguments.finite("origin", origin);
    }

    /**
     * Adds a row.
     *
     * @param x the terms, the first of them 1
     * @param y the outcome
     * @param weight its analytic weight, 1 where there are none
     */
    public void add(double[] x, double y, double weight) {
        double shifted = y - origin;
        for (int i = 0; i < xy.length; i++) {
            double wx = weight * x[i];
            for (int j = 0; j <= i; j++) {
                xx[i][j] += wx * x[j];
            }
            xy[i] += wx * shifted;
        }
        yy += weight * shifted * shifted;
        rows++;
    }

    /**
     * Adds the sums of other rows.
     *
     * @param other sums with the same terms and origin
     * @throws IllegalArgumentException if they differ
     */
    public void add(CrossProducts other) {
        if (other.xy.length != xy.length || other.origin != origin) {
            throw new IllegalArgumentException("sums of other terms or from another origin cannot be added");
        }
        for (int i = 0; i < xy.length; i++) {
            for (int j = 0; j <= i; j++) {
                xx[i][j] += other.xx[i][j];
            }
            xy[i] += other.xy[i];
        }
        yy += other.yy;
        rows += other.rows;
    }

    int terms() {
        return xy.length;
    }

    double xx(int i, int j) {
        return i >= j ? xx[i][j] : xx[j][i];
    }

    double xy(int i) {
        return xy[i];
    }

    double yy() {
        return yy;
    }

    double rows() {
        return rows;
    }

    double origin() {
        return origin;
    }
}
