package assay.observational;

import assay.Sample;
import java.util.random.RandomGenerator;

/** A method that makes arms comparable by weighting rows, without a look at the outcome. */
public interface Balancer {

    /**
     * The weights.
     *
     * @param sample has an assignment (or treatment) and covariates; an outcome is not read
     * @param random the only source of randomness
     * @return a weight for each row
     * @throws assay.EstimationException if the arms cannot be made comparable
     */
    BalancingWeights balance(Sample sample, RandomGenerator random);
}
