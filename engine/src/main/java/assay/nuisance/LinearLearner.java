package assay.nuisance;

import java.util.random.RandomGenerator;

/**
 * Ordinary least squares with an intercept. Columns are centred and scaled on the rows learned from; a column that the
 * earlier ones explain but for a share of 1e-11 of its variance is left out, which changes no prediction on those rows.
 */
public record LinearLearner() implements Learner {

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        return LeastSquaresFit.of(new StandardBasis(columns, rows), columns, response, rows, 0);
    }
}
