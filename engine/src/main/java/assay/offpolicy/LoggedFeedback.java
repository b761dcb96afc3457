package assay.offpolicy;

import assay.EstimationException;
import assay.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A log of decisions, and how a target policy would have decided: for each row the action that was taken, with which probability, and
 * what it brought; the probability of every action under the target; and, where there is a reward model, what it expects of every
 * action. Tables of rows and actions are flat, {@code table[row * actions + action]}. Arrays are shared and must not be written to.
 */
public final class LoggedFeedback {

    /** How far the target probabilities of a row may be from a sum of 1: files round. */
    private static final double ROUNDING = 1e-6;

    private final int[] action;
    private final double[] reward;
    private final double[] logged;
    private final double[] target;
    private final double @Nullable [] model;
    private final int @Nullable [] cluster;
    private final int actions;
    private final double[] weights;

    private LoggedFeedback(
            int[] action,
            double[] reward,
            double[] logged,
            double[] target,
            double @Nullable [] model,
            int @Nullable [] cluster,
            double[] weights) {
        this.action = action;
        this.reward = reward;
        this.logged = logged;
        this.target = target;
        this.model = model;
        this.cluster = cluster;
        this.weights = weights;
        this.actions = target.length / action.length;
    }

    /**
     * A log without a reward model, whose rows are independent.
     *
     * @param action the action taken, from 0
     * @param reward what it brought, finite
     * @param logged the probability with which the logging policy took the action that it took, in (0, 1]
     * @param target the probability of every action under the target policy, rows by actions; each row sums to 1
     * @return the feedback
     * @throws EstimationException if a probability is out of its range or a reward is not finite; the message names the row
     * @throws IllegalArgumentException if there is no row, lengths differ, there are fewer than two actions, or an action is not among
     *     them
     */
    public static LoggedFeedback of(int[] action, double[] reward, double[] logged, double[] target) {
        int n = action.length;
        if (n == 0 || reward.length != n || logged.length != n || target.length % n != 0) {
            throw new IllegalArgumentException(
                    "a log has at least one row, and as many rewards and propensities as actions; "
                            + "target probabilities are as many times that as there are actions to choose from");
        }
        int k = target.length / n;
        if (k < 2) {
            throw new IllegalArgumentException("a policy chooses between at least 2 actions, not " + k);
        }
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            if (action[i] < 0 || action[i] >= k) {
                throw new IllegalArgumentException(
                        "action " + action[i] + " in row " + (i + 1) + " is not one of " + k);
            }
            if (!Double.isFinite(reward[i])) {
                throw new EstimationException(
                        Problem.NOT_FINITE,
                        "The reward in row " + (i + 1) + " is " + reward[i] + "; its mean is undefined.",
                        "Correct the value or leave the row out.");
            }
            if (!(logged[i] > 0 && logged[i] <= 1)) {
                throw propensity(logged[i], i);
            }
            checkTarget(target, i, k);
            weights[i] = target[i * k + action[i]] / logged[i];
        }
        return new LoggedFeedback(action, reward, logged, target, null, null, weights);
    }

    private static EstimationException propensity(double value, int row) {
        return new EstimationException(
                Problem.PROPENSITY_RANGE,
                "The logging probability of the action taken is " + value + " in row " + (row + 1)
                        + "; what was taken had a probability above 0 and at most 1.",
                "Log the probability with which the action was drawn, at the time it was drawn.");
    }

    private static void checkTarget(double[] target, int row, int k) {
        double sum = 0;
        for (int a = row * k; a < (row + 1) * k; a++) {
            if (!(target[a] >= 0)) {
                throw new EstimationException(
                        Problem.PROPENSITY_RANGE,
                        "The target probability of action " + (a - row * k) + " is " + target[a] + " in row "
                                + (row + 1) + "; a policy chooses with probabilities of 0 or more.",
                        "Give a probability for every action.");
            }
            sum += target[a];
        }
        if (!(Math.abs(sum - 1) <= ROUNDING)) {
            throw new EstimationException(
                    Problem.PROPENSITY_RANGE,
                    "Target probabilities sum to " + sum + " in row " + (row + 1)
                            + ", not to 1: the policy would take no action, or several.",
                    "Give the probability of every action that the policy can take, and check their order.");
        }
    }

    /**
     * The same log with a reward model.
     *
     * @param expected the expected reward of every action, rows by actions, learned without the row itself; finite
     * @return the feedback
     * @throws IllegalArgumentException if there are not as many as target probabilities, or one is not finite
     */
    public LoggedFeedback withModel(double[] expected) {
        if (expected.length != target.length) {
            throw new IllegalArgumentException("a reward model expects something of every action in every row: "
                    + target.length + " numbers, not " + expected.length);
        }
        for (int i = 0; i < expected.length; i++) {
            if (!Double.isFinite(expected[i])) {
                throw new IllegalArgumentException("the reward model expects " + expected[i] + " of action "
                        + i % actions + " in row " + (i / actions + 1));
            }
        }
        return new LoggedFeedback(action, reward, logged, target, expected, cluster, weights);
    }

    /**
     * The same log whose rows depend on each other within clusters, such as the visits of a person.
     *
     * @param of zero-based cluster of each row
     * @return the feedback
     * @throws IllegalArgumentException if there are not as many as rows, or one is negative
     */
    public LoggedFeedback withClusters(int[] of) {
        if (of.length != action.length) {
            throw new IllegalArgumentException("clusters are as many as rows, " + action.length + ", not " + of.length);
        }
        for (int c : of) {
            if (c < 0) {
                throw new IllegalArgumentException("clusters are numbered from 0, not " + c);
            }
        }
        return new LoggedFeedback(action, reward, logged, target, model, of, weights);
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int size() {
        return action.length;
    }

    /**
     * The number of actions.
     *
     * @return at least 2
     */
    public int actions() {
        return actions;
    }

    /**
     * The action that was taken.
     *
     * @return the shared array, from 0
     */
    public int[] action() {
        return action;
    }

    /**
     * What was brought.
     *
     * @return the shared array
     */
    public double[] reward() {
        return reward;
    }

    /**
     * The probability of the action that was taken, under the logging policy.
     *
     * @return the shared array, in (0, 1]
     */
    public double[] logged() {
        return logged;
    }

    /**
     * The probability of every action under the target policy.
     *
     * @return the shared array, rows by actions
     */
    public double[] target() {
        return target;
    }

    /**
     * The importance weights, target over logging probability of the action that was taken.
     *
     * @return the shared array; with full support their expectation is 1
     */
    public double[] weights() {
        return weights;
    }

    /**
     * The expected reward of every action.
     *
     * @return the shared array, rows by actions
     * @throws IllegalArgumentException if there is no reward model
     */
    public double[] model() {
        if (model == null) {
            throw new IllegalArgumentException(
                    "this score needs a reward model: what every action is expected to bring");
        }
        return model;
    }

    /**
     * The cluster of each row.
     *
     * @return the shared array, or null where rows are independent
     */
    public int @Nullable [] cluster() {
        return cluster;
    }

    /**
     * What the reward model expects of the target policy in a row.
     *
     * @param row zero-based row
     * @return {@code sum over a of target(a) model(a)}
     * @throws IllegalArgumentException if there is no reward model
     */
    public double direct(int row) {
        double[] q = model();
        double sum = 0;
        for (int a = row * actions; a < (row + 1) * actions; a++) {
            sum += target[a] * q[a];
        }
        return sum;
    }
}
