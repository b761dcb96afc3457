package assay.forest;

import java.util.random.RandomGenerator;

/**
 * Causal forest: the effect of a treatment given features, by local regression of the centred outcome on the centred treatment
 * (Athey, Tibshirani and Wager, Ann. Statist. 47, 2019, section 6).
 *
 * @param options how it is grown
 */
public record CausalForest(ForestOptions options) {

    /**
     * Grows the forest.
     *
     * @param data features of the rows
     * @param outcome outcome of each row less its expectation given the features, finite
     * @param treatment treatment of each row less its expectation given the features, finite
     * @param random one draw of it keys all that is drawn
     * @return the forest
     * @throws IllegalArgumentException if lengths differ or a value is not finite
     */
    public CausalForestModel fit(ForestData data, double[] outcome, double[] treatment, RandomGenerator random) {
        if (treatment.length != outcome.length) {
            throw new IllegalArgumentException(
                    "the treatment has " + treatment.length + " rows, but the outcome " + outcome.length);
        }
        Objective objective = new EffectObjective(outcome, treatment, treatment, data.weights());
        return new CausalForestModel(Forest.grow(options, data, objective, random));
    }
}
