package assay.nuisance;

import assay.EstimationException;
import assay.Problem;

/** The weights of some rows. */
final class RowWeights {

    private RowWeights() {}

    /** Scaled to a mean of 1, so that penalties and leaf sizes in rows keep their meaning. */
    static double[] scaled(double[] weights, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += weights[row];
        }
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new EstimationException(
                    Problem.WEIGHT_RANGE,
                    "The weights of the " + rows.length + " rows to learn from sum to " + sum + ".",
                    "Give weights of 0 or more, some of them above 0.");
        }
        double[] scaled = new double[rows.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = weights[rows[i]] * rows.length / sum;
        }
        return scaled;
    }
}
