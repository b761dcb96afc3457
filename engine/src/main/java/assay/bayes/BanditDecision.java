package assay.bayes;

import java.util.List;

/**
 * An arm that was drawn for a unit. Whoever wants to learn from it later records the probabilities with it: afterwards nobody can tell
 * them.
 *
 * @param arm its name
 * @param propensity the probability with which it was drawn
 * @param probabilities those of all arms, in their order; they sum to 1
 */
public record BanditDecision(String arm, double propensity, List<Double> probabilities) {

    public BanditDecision {
        probabilities = List.copyOf(probabilities);
    }
}
