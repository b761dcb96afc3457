package assay.forest;

import java.util.random.RandomGenerator;

/**
 * Honest regression forest: the conditional mean of a response given features (Wager and Athey, J. Amer. Statist. Assoc. 113,
 * 2018).
 *
 * @param options how it is grown
 */
public record RegressionForest(ForestOptions options) {

    /**
     * Grows the forest.
     *
     * @param data features of the rows
     * @param response response of each row, finite
     * @param random one draw of it keys all that is drawn
     * @return the forest
     * @throws IllegalArgumentException if lengths differ or a response is not finite
     */
    public RegressionForestModel fit(ForestData data, double[] response, RandomGenerator random) {
        Objective objective = new MeanObjective(new double[][] {response}, data.weights());
        return new RegressionForestModel(Forest.grow(options, data, objective, random));
    }
}
