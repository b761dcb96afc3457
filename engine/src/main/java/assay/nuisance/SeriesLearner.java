package assay.nuisance;

import assay.Arguments;
import java.util.random.RandomGenerator;

/**
 * Series regression: least squares or logistic regression, with a ridge, on orthonormal Hermite polynomials of the
 * standardised columns and on products of two columns.
 *
 * <p>Beyond the range seen in learning, straight lines and parabolas go on, while higher polynomials stay at their value
 * at its end. The ridge on a polynomial of degree k above 2 is {@code 4^(k - 2)} times that on the others, so that a
 * smooth fit is preferred to a wiggly one. A column with two values gets no powers; a feature that earlier ones explain
 * is left out.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the degree is outside 1 to 9, or the ridge is negative or
 * not finite.
 *
 * @param task a conditional mean by least squares, or a probability by logistic regression
 * @param degree highest power of a column, 1 to 9
 * @param interactions whether products of two columns are features
 * @param ridge penalty on squared coefficients, in rows: as strong as the information of so many rows, hence weaker, in
 *     relation, the more rows there are; 0 for none
 */
public record SeriesLearner(Task task, int degree, Interactions interactions, double ridge) implements Learner {

    public SeriesLearner {
        Arguments.atLeast("degree", degree, 1);
        if (degree > SeriesBasis.MAX_DEGREE) {
            throw new IllegalArgumentException("degree must be at most " + SeriesBasis.MAX_DEGREE + ", not " + degree);
        }
        if (ridge != 0) {
            Arguments.positive("ridge", ridge);
        }
    }

    /**
     * A conditional mean.
     *
     * @param degree highest power of a column
     * @return a learner with products of two columns and a ridge of one row
     */
    public static SeriesLearner regression(int degree) {
        return new SeriesLearner(Task.REGRESSION, degree, Interactions.PAIRWISE, 1);
    }

    /**
     * A probability.
     *
     * @param degree highest power of a column
     * @return a learner with products of two columns and a ridge of ten rows: propensities that run to 0 and 1 do more
     *     harm than ones that are a little flat
     */
    public static SeriesLearner probability(int degree) {
        return new SeriesLearner(Task.PROBABILITY, degree, Interactions.PAIRWISE, 10);
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        Basis basis = new SeriesBasis(columns, rows, degree, interactions);
        return task == Task.REGRESSION
                ? LeastSquaresFit.of(basis, columns, response, rows, ridge)
                : LogisticFit.of(basis, columns, response, rows, ridge);
    }
}
