package assay.nuisance;

import java.util.random.RandomGenerator;

/**
 * A rule that learns a conditional mean or probability from rows.
 *
 * <p>Implementations are records whose components are the options. Features are column-major and shared: a learner
 * reads {@code columns[j][row]} at the rows it is given and at no others, so that cross-fitting cannot leak.
 */
public interface Learner {

    /**
     * What the learner predicts.
     *
     * @return regression, or the probability of a 0/1 response
     */
    Task task();

    /**
     * Learns from some rows. A pure function of its arguments.
     *
     * @param columns the features, column by column, each as long as the response; there may be none
     * @param response the response of every row of the data; 0 or 1 where the task is a probability
     * @param rows the rows to learn from, at least one; the order may matter to a learner that splits rows
     * @param random the only source of randomness
     * @return the predictor
     * @throws assay.EstimationException if nothing can be learned from these rows
     */
    Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random);
}
