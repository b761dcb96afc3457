package assay.nuisance;

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
            double sum = 0;
            for (int row : rows) {
                sum += column[row];
            }
            double centre = sum / rows.length;
            double squares = 0;
            for (int row : rows) {
                double d = column[row] - centre;
                squares += d * d;
            }
            double sd = Math.sqrt(squares / rows.length);
            mean[j] = centre;
            inverseSd[j] = sd > CONSTANT * Math.abs(centre) ? 1 / sd : 0;
        }
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

    double standard(double[][] columns, int j, int row) {
        return (columns[j][row] - mean[j]) * inverseSd[j];
    }
}
