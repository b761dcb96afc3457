package assay.nuisance;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A learner of conditional means that can count rows by weights: it minimises a weighted sum of squared errors. */
public interface WeightedLearner extends Learner {

    @Override
    default Task task() {
        return Task.REGRESSION;
    }

    /**
     * Learns from some rows that count by their weights. Only the ratios of weights matter. A pure function of its arguments.
     *
     * @param columns the features, column by column, each as long as the response; there may be none
     * @param response the response of every row of the data
     * @param weights the weight of every row of the data; 0 or more, and above 0 in at least one of the rows
     * @param rows the rows to learn from, at least one; the order may matter to a learner that splits rows
     * @param random the only source of randomness
     * @return the predictor
     * @throws assay.EstimationException if nothing can be learned from these rows
     */
    Predictor fit(double[][] columns, double[] response, double[] weights, int[] rows, RandomGenerator random);

    @Override
    default Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        double[] weights = new double[response.length];
        Arrays.fill(weights, 1);
        return fit(columns, response, weights, rows, random);
    }
}
