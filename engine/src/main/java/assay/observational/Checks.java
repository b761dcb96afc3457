package assay.observational;

import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.nuisance.Learner;
import assay.nuisance.Task;

/** Checks of options and outcomes. */
final class Checks {

    private Checks() {}

    static void probability(Learner propensity) {
        if (propensity.task() != Task.PROBABILITY) {
            throw new IllegalArgumentException("the propensity learner must learn a probability: " + propensity);
        }
    }

    static void clip(double clip) {
        if (!(clip >= 0 && clip < 0.5)) {
            throw new IllegalArgumentException("clip must be in [0, 0.5), not " + clip);
        }
    }

    static void binary(Comparison data) {
        for (int i = 0; i < data.size; i++) {
            double y = data.outcome[i];
            if (y != 0 && y != 1) {
                throw new EstimationException(
                        Problem.TOO_MANY_LEVELS,
                        "Outcome '" + data.sample.column(Role.OUTCOME).name() + "' is " + y + " in row " + (i + 1)
                                + ", but the outcome learner predicts the probability of a 0/1 outcome.",
                        "Choose a learner of conditional means, or recode the outcome to 0 and 1.");
            }
        }
    }
}
