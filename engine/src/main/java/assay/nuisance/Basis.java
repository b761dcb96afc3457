package assay.nuisance;

/** Features as learned from rows: the first is the constant 1, the others are centred and scaled on those rows. */
abstract class Basis {

    /** The number of features, the constant included. */
    abstract int size();

    /** Writes the features of a row at an offset. */
    abstract void fill(double[][] columns, int row, double[] out, int at);

    /** The features of some rows, row-major. */
    final double[] design(double[][] columns, int[] rows) {
        int width = size();
        double[] x = new double[rows.length * width];
        for (int i = 0, at = 0; i < rows.length; i++, at += width) {
            fill(columns, rows[i], x, at);
        }
        return x;
    }

    /** Linear predictors of some rows, each stored at its row's index. */
    final void linear(double[][] columns, int[] rows, double[] coefficients, double[] out) {
        double[] features = new double[size()];
        for (int row : rows) {
            fill(columns, row, features, 0);
            double sum = 0;
            for (int j = 0; j < features.length; j++) {
                sum += features[j] * coefficients[j];
            }
            out[row] = sum;
        }
    }
}
