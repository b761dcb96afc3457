package assay.policy;

import assay.Arguments;
import java.util.List;

/**
 * What each action would bring each unit: scores whose mean over units, given covariates, is the expected outcome under the action. The
 * mean score of the actions that a policy chooses estimates its value. Arrays are shared and must not be written to.
 */
public final class ActionScores {

    private final List<String> actions;
    private final double[] scores;
    private final int width;

    /**
     * Scores over an array that is not copied.
     *
     * @param actions the names of the actions, at least two
     * @param scores row by row, {@code scores[row * K + action]}, in the unit of the outcome
     * @throws IllegalArgumentException if there are fewer than two actions, two share a name, the array does not hold whole rows,
     *     there is no row, or a score is not finite
     */
    public ActionScores(List<String> actions, double[] scores) {
        this.actions = Arguments.distinct("action", actions);
        this.scores = scores;
        this.width = actions.size();
        Arguments.atLeast("number of actions", width, 2);
        if (scores.length == 0 || scores.length % width != 0) {
            throw new IllegalArgumentException(
                    scores.length + " scores do not make whole rows of " + width + ", one for each action");
        }
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException("the score of action '" + actions.get(i % width) + "' in row "
                        + (i / width + 1) + " must be finite, not " + scores[i]);
            }
        }
    }

    /**
     * The number of rows.
     *
     * @return at least 1
     */
    public int size() {
        return scores.length / width;
    }

    /**
     * The names of the actions.
     *
     * @return by index, at least two
     */
    public List<String> actions() {
        return actions;
    }

    /**
     * A score.
     *
     * @param row zero-based row
     * @param action index of the action
     * @return what the action would bring the unit
     */
    public double score(int row, int action) {
        return scores[row * width + action];
    }

    /**
     * All scores.
     *
     * @return the shared array, {@code scores[row * K + action]}
     */
    public double[] scores() {
        return scores;
    }

    /**
     * Scores net of costs.
     *
     * @param costs what each action costs a unit, in the unit of the outcome; a negative cost is a subsidy
     * @return new scores
     * @throws IllegalArgumentException if there is not one finite cost for each action
     */
    public ActionScores less(double[] costs) {
        if (costs.length != width) {
            throw new IllegalArgumentException(costs.length + " costs for " + width + " actions: " + actions);
        }
        for (int a = 0; a < width; a++) {
            Arguments.finite("cost of '" + actions.get(a) + "'", costs[a]);
        }
        double[] net = new double[scores.length];
        for (int i = 0, a = 0; i < net.length; i++) {
            net[i] = scores[i] - costs[a];
            a = a + 1 == width ? 0 : a + 1;
        }
        return new ActionScores(actions, net);
    }

    /**
     * Some rows.
     *
     * @param rows zero-based rows
     * @return new scores, in the order given
     */
    public ActionScores rows(int[] rows) {
        double[] picked = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(scores, rows[i] * width, picked, i * width, width);
        }
        return new ActionScores(actions, picked);
    }

    /**
     * The mean score of each action: what it is worth to give it to everybody.
     *
     * @return a new array, one mean for each action
     */
    public double[] means() {
        double[] sum = new double[width];
        for (int i = 0, a = 0; i < scores.length; i++) {
            sum[a] += scores[i];
            a = a + 1 == width ? 0 : a + 1;
        }
        for (int a = 0; a < width; a++) {
            sum[a] /= size();
        }
        return sum;
    }
}
