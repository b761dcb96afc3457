package assay.bayes;

import assay.Arguments;
import java.util.Arrays;

/**
 * The sufficient statistics of a linear model of rewards in each arm: {@code X'X}, {@code X'Y}, {@code Y'Y} and rows of the units that
 * were assigned to it, X being 1 and the features of the context. They add: new rows can be summed apart and merged.
 *
 * <p>Rewards are kept less an origin, so that a large mean costs no digits. Not thread-safe.
 */
public final class ArmSums {

    private final int terms;
    private final double origin;
    private final double[][] xx;
    private final double[][] xy;
    private final double[] yy;
    private final long[] rows;

    /**
     * Sums over no rows.
     *
     * @param arms how many arms, at least 2
     * @param features how many features a context has, at least 0
     * @param origin a value near the rewards, such as their mean
     */
    public ArmSums(int arms, int features, double origin) {
        Arguments.atLeast("arms", arms, 2);
        this.terms = Arguments.atLeast("features", features, 0) + 1;
        this.origin = Arguments.finite("origin", origin);
        this.xx = new double[arms][terms * (terms + 1) / 2];
        this.xy = new double[arms][terms];
        this.yy = new double[arms];
        this.rows = new long[arms];
    }

    /**
     * Adds a row.
     *
     * @param arm the index of the arm that it was assigned to
     * @param context its features, finite
     * @param reward what came of it, finite
     */
    public void add(int arm, double[] context, double reward) {
        if (context.length != terms - 1) {
            throw new IllegalArgumentException("a context has " + (terms - 1) + " features, not " + context.length);
        }
        double y = reward - origin;
        double[] gram = xx[arm];
        double[] cross = xy[arm];
        gram[0]++;
        cross[0] += y;
        for (int i = 1, at = 1; i < terms; i++) {
            double xi = context[i - 1];
            gram[at++] += xi;
            for (int j = 1; j <= i; j++) {
                gram[at++] += xi * context[j - 1];
            }
            cross[i] += xi * y;
        }
        yy[arm] += y * y;
        rows[arm]++;
    }

    /**
     * Adds the sums of other rows.
     *
     * @param other sums with as many arms and features, and the same origin
     * @throws IllegalArgumentException if they differ
     */
    public void add(ArmSums other) {
        if (other.arms() != arms() || other.terms != terms || other.origin != origin) {
            throw new IllegalArgumentException("sums of other arms, features or origin cannot be added");
        }
        for (int a = 0; a < xx.length; a++) {
            for (int i = 0; i < xx[a].length; i++) {
                xx[a][i] += other.xx[a][i];
            }
            for (int i = 0; i < terms; i++) {
                xy[a][i] += other.xy[a][i];
            }
            yy[a] += other.yy[a];
            rows[a] += other.rows[a];
        }
    }

    /**
     * Sums that can be added to without changing these.
     *
     * @return a copy
     */
    public ArmSums copy() {
        ArmSums copy = new ArmSums(arms(), terms - 1, origin);
        copy.add(this);
        return copy;
    }

    /** Takes stored sums in. */
    void restore(int arm, long count, double squares, double[] cross, double[] gram) {
        if (cross.length != terms || gram.length != xx[arm].length) {
            throw new IllegalArgumentException("sums of " + cross.length + " terms where there are " + terms);
        }
        rows[arm] = count;
        yy[arm] = squares;
        System.arraycopy(cross, 0, xy[arm], 0, terms);
        System.arraycopy(gram, 0, xx[arm], 0, gram.length);
    }

    /**
     * Rows of an arm so far.
     *
     * @param arm its index
     * @return at least 0
     */
    public long rows(int arm) {
        return rows[arm];
    }

    /**
     * Rows of all arms so far.
     *
     * @return at least 0
     */
    public long rows() {
        return Arrays.stream(rows).sum();
    }

    int arms() {
        return xx.length;
    }

    int terms() {
        return terms;
    }

    double origin() {
        return origin;
    }

    /** X'X of an arm, i at least j. */
    double xx(int arm, int i, int j) {
        return xx[arm][i * (i + 1) / 2 + j];
    }

    double xy(int arm, int i) {
        return xy[arm][i];
    }

    double yy(int arm) {
        return yy[arm];
    }

    double[] gram(int arm) {
        return xx[arm];
    }

    double[] cross(int arm) {
        return xy[arm];
    }
}
