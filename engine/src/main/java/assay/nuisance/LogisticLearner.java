package assay.nuisance;

import assay.Arguments;
import java.util.random.RandomGenerator;

/**
 * Logistic regression with an intercept, by Newton's method with step halving until the step is below 1e-10 of the
 * largest coefficient.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the ridge is negative or not finite. Fitting throws
 * {@link assay.EstimationException} with {@link assay.Problem#NOT_CONVERGED} if there is no finite maximum.
 *
 * @param ridge twice the penalty on squared coefficients of the centred and scaled columns in the negative
 *     log-likelihood; 0 for maximum likelihood
 */
public record LogisticLearner(double ridge) implements Learner {

    public LogisticLearner {
        if (ridge != 0) {
            Arguments.positive("ridge", ridge);
        }
    }

    /** Maximum likelihood. */
    public LogisticLearner() {
        this(0);
    }

    @Override
    public Task task() {
        return Task.PROBABILITY;
    }

    @Override
    public LogisticFit fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        return LogisticFit.of(new StandardBasis(columns, rows), columns, response, rows, ridge);
    }
}
