package assay.forest;

import java.util.random.RandomGenerator;

/**
 * Honest probability forest: the probability of a response of 1, split by the drop in Gini impurity, which for two classes is
 * that in squared error.
 *
 * @param options how it is grown
 */
public record ProbabilityForest(ForestOptions options) {

    /**
     * Grows the forest.
     *
     * @param data features of the rows
     * @param response 0 or 1 for each row
     * @param random one draw of it keys all that is drawn
     * @return the forest, whose predictions are in [0, 1]
     * @throws IllegalArgumentException if lengths differ or a response is neither 0 nor 1
     */
    public RegressionForestModel fit(ForestData data, double[] response, RandomGenerator random) {
        for (int i = 0; i < response.length; i++) {
            if (response[i] != 0 && response[i] != 1) {
                throw new IllegalArgumentException(
                        "the response must be 0 or 1, but is " + response[i] + " in row " + (i + 1));
            }
        }
        return new RegressionForest(options).fit(data, response, random);
    }
}
