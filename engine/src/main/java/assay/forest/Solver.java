package assay.forest;

import org.jspecify.annotations.Nullable;

/** How averaged moments of leaves turn into a prediction and its influence. */
interface Solver {

    /** Moments of a leaf; the first is the weight. */
    int moments();

    /** Predictions of a row. */
    int outputs();

    /**
     * Solves for the prediction.
     *
     * @param mean averaged moments
     * @param value where predictions go, one by output
     * @param influence where the coefficients go that turn the moments of a leaf into its influence, by output; or null
     * @return whether there is a solution
     */
    boolean solve(double[] mean, double[] value, double @Nullable [][] influence);
}
