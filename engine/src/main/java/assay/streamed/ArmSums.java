package assay.streamed;

import java.util.Arrays;
import java.util.List;

/**
 * Adds up means and cross-products of columns by arm, in one pass. Products are about the means of the first block, so that large
 * means cost no digits, in the order of the rows. Memory does not grow with them.
 */
public final class ArmSums {

    private static final int PIECE = 1024;

    private final List<String> columns;
    private final int q;
    private double[] origin = new double[0];
    private final long[] rows = new long[2];
    private final double[][] sums;
    private final double[][][] products;
    private final double[][][] piece;
    private final int[] filled = new int[2];

    /**
     * No rows yet.
     *
     * @param columns names of the columns
     */
    public ArmSums(List<String> columns) {
        this.columns = List.copyOf(columns);
        this.q = columns.size();
        this.sums = new double[2][q];
        this.products = new double[2][q][q];
        this.piece = new double[2][q][PIECE];
    }

    /**
     * Adds rows.
     *
     * @param count how many
     * @param arm 1 for treated, 0 for control
     * @param block the columns, finite
     */
    public void add(int count, double[] arm, double[][] block) {
        if (origin.length == 0) {
            origin = new double[q];
            for (int j = 0; j < q; j++) {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += block[j][i];
                }
                origin[j] = sum / count;
            }
        }
        for (int i = 0; i < count; i++) {
            int a = arm[i] > 0.5 ? 1 : 0;
            double[][] into = piece[a];
            int at = filled[a];
            for (int j = 0; j < q; j++) {
                into[j][at] = block[j][i] - origin[j];
            }
            filled[a] = at + 1;
            if (at + 1 == PIECE) {
                flush(a);
            }
        }
    }

    private void flush(int arm) {
        int n = filled[arm];
        double[][] x = piece[arm];
        for (int i = 0; i < q; i++) {
            double sum = 0;
            for (int r = 0; r < n; r++) {
                sum += x[i][r];
            }
            sums[arm][i] += sum;
            for (int j = i; j < q; j++) {
                products[arm][i][j] += dot(x[i], x[j], n);
            }
        }
        rows[arm] += n;
        filled[arm] = 0;
    }

    private static double dot(double[] x, double[] y, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < n; i++) {
            a += x[i] * y[i];
        }
        return (a + b) + (c + d);
    }

    /**
     * Means and cross-products of the rows so far.
     *
     * @return of both arms
     * @throws IllegalArgumentException if an arm has fewer than 2 rows
     */
    public TwoArmStatistics statistics() {
        flush(0);
        flush(1);
        return new TwoArmStatistics(columns, arm(1), arm(0));
    }

    private ArmStatistics arm(int arm) {
        double[] means = new double[q];
        double[][] cross = new double[q][q];
        double n = Math.max(1, rows[arm]);
        for (int i = 0; i < q; i++) {
            means[i] = (origin.length == 0 ? 0 : origin[i]) + sums[arm][i] / n;
            for (int j = i; j < q; j++) {
                cross[i][j] = products[arm][i][j] - sums[arm][i] * sums[arm][j] / n;
                cross[j][i] = cross[i][j];
            }
            cross[i][i] = Math.max(0, cross[i][i]);
        }
        return new ArmStatistics(rows[arm], Arrays.copyOf(means, q), cross);
    }
}
