package assay.nuisance;

import assay.Arguments;
import java.util.random.RandomGenerator;

/**
 * Weighted least squares, with a ridge, on the features of {@link SeriesLearner}: minimises
 * {@code sum w (y - b'z(x))^2 + ridge |b|^2}, the constant free, over weights scaled to a mean of 1.
 *
 * <p>Solved by the Cholesky factor of the weighted cross-product of standardised features and one step of refinement by residuals.
 * A feature that the earlier ones explain but for a share of 1e-11 of its weighted variance is left out, which changes no
 * prediction on those rows.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the degree is outside 1 to 9, or the ridge is negative or not finite.
 *
 * @param degree highest power of a column, 1 to 9
 * @param interactions whether products of two columns are features
 * @param ridge penalty on squared coefficients, in rows of average weight; 0 for none
 */
public record WeightedSeries(int degree, Interactions interactions, double ridge) implements WeightedLearner {

    public WeightedSeries {
        Arguments.atLeast("degree", degree, 1);
        if (degree > SeriesBasis.MAX_DEGREE) {
            throw new IllegalArgumentException("degree must be at most " + SeriesBasis.MAX_DEGREE + ", not " + degree);
        }
        if (ridge != 0) {
            Arguments.positive("ridge", ridge);
        }
    }

    /**
     * Weighted least squares on the columns themselves.
     *
     * @return without products, without ridge
     */
    public static WeightedSeries linear() {
        return new WeightedSeries(1, Interactions.NONE, 0);
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, double[] weights, int[] rows, RandomGenerator random) {
        Basis basis = new SeriesBasis(columns, rows, degree, interactions);
        double[] w = RowWeights.scaled(weights, rows);
        double[][] x = basis.design(columns, rows);
        double[] residual = new double[rows.length];
        Gram factor = Gram.factor(Gram.crossProduct(x, w, residual), x.length, ridge);
        double[] beta = new double[x.length];
        double[] fitted = new double[rows.length];
        // The second pass refines the first: it takes the residuals of the design itself, not of its cross-product.
        for (int pass = 0; pass < 2; pass++) {
            Gram.times(x, beta, fitted);
            for (int i = 0; i < residual.length; i++) {
                residual[i] = w[i] * (response[rows[i]] - fitted[i]);
            }
            double[] step = Gram.transposeTimes(x, residual);
            for (int j = 1; j < step.length; j++) {
                step[j] -= ridge * beta[j];
            }
            factor.solve(step);
            for (int j = 0; j < beta.length; j++) {
                beta[j] += step[j];
            }
        }
        return (features, wanted, out) -> basis.linear(features, wanted, beta, out);
    }
}
