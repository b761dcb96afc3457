package assay.nuisance;

import assay.Arguments;
import java.util.random.RandomGenerator;

/**
 * Series regression: least squares or logistic regression on orthonormal Hermite polynomials of the standardised columns
 * and on products of two columns.
 *
 * <p>Standardised values are held to the range seen in learning, so that nothing is extrapolated; a column with two
 * values gets no powers; a feature that others explain is left out.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the degree is below 1, or the ridge is negative or not
 * finite.
 *
 * @param task a conditional mean by least squares, or a probability by logistic regression
 * @param degree highest power of a column, at least 1
 * @param interactions whether products of two columns are features
 * @param ridge penalty on squared coefficients relative to the mean loss; 0 for none
 */
public record SeriesLearner(Task task, int degree, Interactions interactions, double ridge) implements Learner {

    public SeriesLearner {
        Arguments.atLeast("degree", degree, 1);
        if (ridge != 0) {
            Arguments.positive("ridge", ridge);
        }
    }

    /**
     * A conditional mean.
     *
     * @param degree highest power of a column
     * @return a learner with products of two columns and a ridge of 0.001
     */
    public static SeriesLearner regression(int degree) {
        return new SeriesLearner(Task.REGRESSION, degree, Interactions.PAIRWISE, 1e-3);
    }

    /**
     * A probability.
     *
     * @param degree highest power of a column
     * @return a learner with products of two columns and a ridge of 0.001
     */
    public static SeriesLearner probability(int degree) {
        return new SeriesLearner(Task.PROBABILITY, degree, Interactions.PAIRWISE, 1e-3);
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        Basis basis = new SeriesBasis(columns, rows, degree, interactions);
        return task == Task.REGRESSION
                ? LeastSquaresFit.of(basis, columns, response, rows, ridge)
                : LogisticFit.of(basis, columns, response, rows, ridge);
    }
}
