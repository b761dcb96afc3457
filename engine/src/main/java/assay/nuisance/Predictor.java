package assay.nuisance;

/** What a learner has learned. */
@FunctionalInterface
public interface Predictor {

    /**
     * Predicts some rows.
     *
     * @param columns the features, column by column, the same features in the same order as in learning
     * @param rows the rows to predict
     * @param out where the prediction of row {@code i} is stored at index {@code i}; other entries are left alone
     */
    void predict(double[][] columns, int[] rows, double[] out);
}
