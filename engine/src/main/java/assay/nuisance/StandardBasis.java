package assay.nuisance;

import java.util.Arrays;

/** The columns themselves, centred and scaled to unit variance; a column that is constant on the rows becomes 0. */
final class StandardBasis extends Basis {

    /** Below this ratio of standard deviation to mean a column is constant up to rounding. */
    private static final double CONSTANT = 1e-13;

    private final double[] mean;
    private final double[] inverseSd;

    StandardBasis(double[][] columns, int[] rows) {
        mean = new double[columns.length];
        inverseSd = new double[columns.length];
        for (int j = 0; j < columns.length; j++) {
            double[] column = columns[j];
            double centre = sum(column, rows) / rows.length;
            double sd = Math.sqrt(squares(column, rows, centre) / rows.length);
            mean[j] = centre;
            inverseSd[j] = sd > CONSTANT * Math.abs(centre) ? 1 / sd : 0;
        }
    }

    // Several partial sums keep the processor busy.

    private static double sum(double[] column, int[] rows) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < rows.length; i += 4) {
            a += column[rows[i]];
            b += column[rows[i + 1]];
            c += column[rows[i + 2]];
            d += column[rows[i + 3]];
        }
        for (; i < rows.length; i++) {
            a += column[rows[i]];
        }
        return (a + b) + (c + d);
    }

    private static double squares(double[] column, int[] rows, double centre) {
        double even = 0;
        double odd = 0;
        int i = 0;
        for (; i + 1 < rows.length; i += 2) {
            double x = column[rows[i]] - centre;
            double y = column[rows[i + 1]] - centre;
            even += x * x;
            odd += y * y;
        }
        if (i < rows.length) {
            double x = column[rows[i]] - centre;
            even += x * x;
        }
        return even + odd;
    }

    @Override
    int size() {
        return mean.length + 1;
    }

    @Override
    void fill(double[][] columns, int row, double[] out, int at) {
        out[at] = 1;
        for (int j = 0; j < mean.length; j++) {
            out[at + 1 + j] = standard(columns, j, row);
        }
    }

    @Override
    double[][] design(double[][] columns, int[] rows) {
        double[][] x = new double[size()][rows.length];
        Arrays.fill(x[0], 1);
        for (int j = 0; j < mean.length; j++) {
            double[] from = columns[j];
            double[] to = x[j + 1];
            double centre = mean[j];
            double scale = inverseSd[j];
            for (int i = 0; i < to.length; i++) {
                to[i] = (from[rows[i]] - centre) * scale;
            }
        }
        return x;
    }

    double standard(double[][] columns, int j, int row) {
        return (columns[j][row] - mean[j]) * inverseSd[j];
    }
}
