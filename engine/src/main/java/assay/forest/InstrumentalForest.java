package assay.forest;

import java.util.random.RandomGenerator;

/**
 * Instrumental forest: the effect of a treatment on those whom an instrument moves, given features (Athey, Tibshirani and Wager,
 * Ann. Statist. 47, 2019, section 7). With the treatment as its own instrument it is the {@link CausalForest}.
 *
 * @param options how it is grown
 */
public record InstrumentalForest(ForestOptions options) {

    /**
     * Grows the forest.
     *
     * @param data features of the rows
     * @param outcome outcome of each row less its expectation given the features, finite
     * @param treatment treatment of each row less its expectation given the features, finite
     * @param instrument instrument of each row less its expectation given the features, finite
     * @param random one draw of it keys all that is drawn
     * @return the forest
     * @throws IllegalArgumentException if lengths differ or a value is not finite
     */
    public CausalForestModel fit(
            ForestData data, double[] outcome, double[] treatment, double[] instrument, RandomGenerator random) {
        if (treatment.length != outcome.length || instrument.length != outcome.length) {
            throw new IllegalArgumentException("outcome, treatment and instrument must be of one length");
        }
        Objective objective = new EffectObjective(outcome, treatment, instrument, data.weights());
        return new CausalForestModel(Forest.grow(options, data, objective, random));
    }
}
