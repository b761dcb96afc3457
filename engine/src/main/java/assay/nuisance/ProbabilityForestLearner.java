package assay.nuisance;

import assay.forest.ForestOptions;
import assay.forest.ProbabilityForest;
import assay.forest.RegressionForestModel;
import java.util.random.RandomGenerator;

/**
 * A {@link ProbabilityForest} as a learner of the probability of a response of 1.
 *
 * @param options how it is grown
 */
public record ProbabilityForestLearner(ForestOptions options) implements Learner {

    /**
     * A probability.
     *
     * @return a forest with {@link RegressionForestLearner#forNuisances()}, but leaves of 30
     */
    public static ProbabilityForestLearner standard() {
        return new ProbabilityForestLearner(
                RegressionForestLearner.forNuisances().withMinNode(30));
    }

    @Override
    public Task task() {
        return Task.PROBABILITY;
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        if (columns.length == 0) {
            return new LogisticLearner().fit(columns, response, rows, random);
        }
        RegressionForestModel model = new ProbabilityForest(options)
                .fit(
                        RegressionForestLearner.data(columns, rows),
                        RegressionForestLearner.picked(response, rows),
                        random);
        return (features, wanted, out) -> {
            model.predict(features, wanted, out, null);
            for (int row : wanted) {
                out[row] = LogisticFit.inside(out[row]);
            }
        };
    }
}
