package assay.nuisance;

/** Features as learned from rows: the first is the constant 1, the others are centred and scaled on those rows. */
abstract class Basis {

    /** The number of features, the constant included. */
    abstract int size();

    /** Writes the features of a row at an offset. */
    abstract void fill(double[][] columns, int row, double[] out, int at);

    /** The features of some rows, an array for each feature. */
    double[][] design(double[][] columns, int[] rows) {
        double[] features = new double[size()];
        double[][] x = new double[features.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            fill(columns, rows[i], features, 0);
            for (int j = 0; j < features.length; j++) {
                x[j][i] = features[j];
            }
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
