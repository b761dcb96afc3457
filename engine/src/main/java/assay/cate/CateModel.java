package assay.cate;

import org.jspecify.annotations.Nullable;

/** A fitted effect surface that predicts the effect of treatment on units that it has not seen. */
public interface CateModel {

    /**
     * The number of features that it was fitted on.
     *
     * @return at least 1
     */
    int features();

    /**
     * Whether predictions come with variances.
     *
     * @return true if {@link #predict} can fill variances
     */
    boolean hasVariance();

    /**
     * Predicts some rows.
     *
     * @param columns the features, column by column, the same features in the same order as in fitting
     * @param rows the rows to predict
     * @param effects where the effect of row {@code i} is stored at index {@code i}; other entries are left alone
     * @param variances where the variance of that prediction is stored, or null for none
     * @throws IllegalArgumentException if the number of columns is not {@link #features()}, or variances are asked of a
     *     model without them
     */
    void predict(double[][] columns, int[] rows, double[] effects, double @Nullable [] variances);
}
