package assay.offpolicy;

import java.util.List;

/**
 * How the value of a target policy is read off a log. With {@code w = target / logging probability} of the action that was taken, and
 * {@code q} the reward model, nearly all of them are a mean over rows of {@code direct + f(w) (reward - q)}, with and without the
 * model, and with a function f that tames large weights at the price of bias.
 */
public sealed interface OffPolicyScore
        permits Ips,
                ClippedIps,
                SubGaussianIps,
                Snips,
                DirectMethod,
                DoublyRobust,
                SelfNormalisedDr,
                ClippedDr,
                SubGaussianDr,
                SwitchDr,
                DrOptimisticShrinkage,
                Mrdr {

    /** What a score leans on. */
    enum Basis {
        /** Importance weights only. */
        WEIGHTS,
        /** The reward model only. */
        MODEL,
        /** The reward model, mended by weighted residuals. */
        BOTH
    }

    /**
     * The name in tables and options.
     *
     * @return kebab case, such as {@code dr}
     */
    String code();

    /**
     * The name in words.
     *
     * @return such as {@code doubly robust}
     */
    String label();

    /**
     * What the score leans on.
     *
     * @return weights, model or both
     */
    Basis basis();

    /**
     * Evaluates the target policy.
     *
     * @param feedback the log; with a reward model unless the score leans on weights only
     * @return value, influence and standard error
     * @throws IllegalArgumentException if a reward model is needed and there is none
     */
    OffPolicyEstimate evaluate(LoggedFeedback feedback);

    /**
     * How the rows count in learning the reward model of this score.
     *
     * @param feedback the log
     * @return a weight for each row, 0 or more; empty where all count the same
     */
    default double[] learningWeights(LoggedFeedback feedback) {
        return new double[0];
    }

    /**
     * Whether normal intervals of the score are about the value itself: true of those whose weights are neither clipped nor shrunk
     * and that do not lean on the model alone.
     *
     * @return false if the score has a bias that its standard error does not tell of
     */
    default boolean centred() {
        return true;
    }

    /**
     * The usual scores, the doubly robust one first.
     *
     * @return one of each kind, with usual constants
     */
    static List<OffPolicyScore> usual() {
        return List.of(
                new DoublyRobust(),
                new SelfNormalisedDr(),
                new Mrdr(),
                new SwitchDr(5),
                new DrOptimisticShrinkage(10),
                new ClippedDr(10),
                new SubGaussianDr(0.1),
                new Ips(),
                new Snips(),
                new ClippedIps(10),
                new SubGaussianIps(0.1),
                new DirectMethod());
    }
}
