package assay.forest;

import java.util.random.RandomGenerator;

/**
 * Multi-arm causal forest: the effects of several arms against one baseline, given features, by local regression of the centred
 * outcome on the centred indicators of the arms (Nie and Wager, Biometrika 108, 2021, section 5; splits as in Athey, Tibshirani and
 * Wager, Ann. Statist. 47, 2019, for a vector of effects). With one arm against the baseline it is the {@link CausalForest}.
 *
 * @param options how it is grown
 */
public record MultiArmForest(ForestOptions options) {

    /**
     * Grows the forest.
     *
     * @param data features of the rows
     * @param outcome outcome of each row less its expectation given the features, finite
     * @param arms for each arm but the baseline its indicator less the probability of the arm given the features, finite
     * @param random one draw of it keys all that is drawn
     * @return the forest
     * @throws IllegalArgumentException if lengths differ, there is no arm, or a value is not finite
     */
    public MultiArmForestModel fit(ForestData data, double[] outcome, double[][] arms, RandomGenerator random) {
        if (arms.length == 0) {
            throw new IllegalArgumentException("there must be an arm besides the baseline");
        }
        for (double[] arm : arms) {
            if (arm.length != outcome.length) {
                throw new IllegalArgumentException(
                        "an arm has " + arm.length + " rows, but the outcome " + outcome.length);
            }
        }
        Objective objective = new MultiArmObjective(outcome, arms, data.weights());
        return new MultiArmForestModel(Forest.grow(options, data, objective, random));
    }
}
