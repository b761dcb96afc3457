package assay.forest;

import assay.distribution.NormalDistribution;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * Variances of some rows by the bootstrap of little bags: groups of trees that share a half-sample differ between each other by
 * sampling noise, and within by the noise of a tree (Athey, Tibshirani and Wager, Ann. Statist. 47, 2019, section 4.1). Not
 * thread-safe.
 */
final class LittleBags {

    private final double[] sum;
    private final double[] squares;
    private final int[] members;
    private final double[] between;
    private final double[] total;
    private final int[] groups;

    LittleBags(int rows) {
        this.sum = new double[rows];
        this.squares = new double[rows];
        this.members = new int[rows];
        this.between = new double[rows];
        this.total = new double[rows];
        this.groups = new int[rows];
    }

    void clear() {
        Arrays.fill(between, 0);
        Arrays.fill(total, 0);
        Arrays.fill(groups, 0);
    }

    /** Adds the influence of a tree of the open group on a row. */
    void add(int row, double influence) {
        sum[row] += influence;
        squares[row] += influence * influence;
        members[row]++;
    }

    /** Closes a group: it counts for the rows that all of its trees predict. */
    void close(int rows, int size) {
        for (int i = 0; i < rows; i++) {
            if (members[i] == size) {
                double mean = sum[i] / size;
                between[i] += mean * mean;
                total[i] += squares[i] / size;
                groups[i]++;
            }
            sum[i] = 0;
            squares[i] = 0;
            members[i] = 0;
        }
    }

    double variance(int row, int size) {
        int count = groups[row];
        return count == 0 ? Double.NaN : variance(between[row] / count, total[row] / count, size, count);
    }

    /**
     * The variance between groups less its part that is noise of few trees. As that difference can be negative, it is taken as
     * a normal reading of a variance about which nothing is known but that it is positive; the result is the mean given the
     * reading.
     */
    static double variance(double between, double total, int size, int groups) {
        double noise = Math.max(0, (total - between) / (size - 1));
        double estimate = between - noise;
        double error = Math.max(between, noise) * FastMath.sqrt(2.0 / groups);
        if (!(error > 0)) {
            return 0;
        }
        double ratio = estimate / error;
        double density = FastMath.exp(-ratio * ratio / 2) / FastMath.sqrt(2 * Math.PI);
        return estimate + error * density / NormalDistribution.survival(-ratio);
    }
}
