package assay.offpolicy;

import assay.Arguments;
import assay.EstimationException;
import assay.Names;
import assay.Policy;
import assay.Problem;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/** The policy that is to be evaluated: the probability of every action, given what is known of a row before. */
public sealed interface TargetPolicy {

    /**
     * The probabilities of actions.
     *
     * @param actions names of the actions, in the order of their indices
     * @param contexts the covariates, column by column
     * @param rows the number of rows
     * @return a new array, rows by actions; each row sums to 1
     * @throws EstimationException if the policy names an action that there is not, or does not fit the covariates
     */
    double[] probabilities(List<String> actions, double[][] contexts, int rows);

    /**
     * The policy in words.
     *
     * @return such as {@code always b}
     */
    String label();

    /** Every action with the same probability. */
    record Uniform() implements TargetPolicy {

        @Override
        public double[] probabilities(List<String> actions, double[][] contexts, int rows) {
            double[] out = new double[Math.multiplyExact(rows, actions.size())];
            Arrays.fill(out, 1.0 / actions.size());
            return out;
        }

        @Override
        public String label() {
            return "uniform";
        }
    }

    /**
     * One action for everybody.
     *
     * @param action its name
     */
    record Always(String action) implements TargetPolicy {

        @Override
        public double[] probabilities(List<String> actions, double[][] contexts, int rows) {
            int index = actions.indexOf(action);
            if (index < 0) {
                throw new EstimationException(
                        Problem.UNKNOWN_LEVEL,
                        "The target always takes '" + action
                                + "', which no row logged: nothing tells what it would bring.",
                        Names.help(action, "actions", actions));
            }
            double[] out = new double[Math.multiplyExact(rows, actions.size())];
            for (int i = 0; i < rows; i++) {
                out[i * actions.size() + index] = 1;
            }
            return out;
        }

        @Override
        public String label() {
            return "always " + action;
        }
    }

    /**
     * Probabilities in proportion to {@code exp(b0 + b1 x1 + ...)}.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two actions, lists differ in length or a
     * coefficient is not finite.
     *
     * @param coefficients for each action a constant and a coefficient for each covariate
     */
    record SoftmaxLinear(List<List<Double>> coefficients) implements TargetPolicy {

        public SoftmaxLinear {
            coefficients = coefficients.stream().map(List::copyOf).toList();
            Arguments.atLeast("actions of a softmax policy", coefficients.size(), 2);
            for (List<Double> of : coefficients) {
                if (of.isEmpty() || of.size() != coefficients.get(0).size()) {
                    throw new IllegalArgumentException(
                            "each action has a constant and a coefficient for each covariate");
                }
                of.forEach(b -> Arguments.finite("coefficient", b));
            }
        }

        @Override
        public double[] probabilities(List<String> actions, double[][] contexts, int rows) {
            int k = actions.size();
            if (coefficients.size() != k || coefficients.get(0).size() != contexts.length + 1) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "The softmax policy is of " + coefficients.size() + " actions and "
                                + (coefficients.get(0).size() - 1) + " covariates; the log has " + k + " and "
                                + contexts.length + ".",
                        "Name the covariates of the policy, in its order.");
            }
            double[] out = new double[Math.multiplyExact(rows, k)];
            for (int i = 0; i < rows; i++) {
                double largest = Double.NEGATIVE_INFINITY;
                for (int a = 0; a < k; a++) {
                    double eta = coefficients.get(a).get(0);
                    for (int j = 0; j < contexts.length; j++) {
                        eta += coefficients.get(a).get(j + 1) * contexts[j][i];
                    }
                    out[i * k + a] = eta;
                    largest = Math.max(largest, eta);
                }
                double sum = 0;
                for (int a = i * k; a < (i + 1) * k; a++) {
                    out[a] = FastMath.exp(out[a] - largest);
                    sum += out[a];
                }
                for (int a = i * k; a < (i + 1) * k; a++) {
                    out[a] /= sum;
                }
            }
            return out;
        }

        @Override
        public String label() {
            return "softmax";
        }
    }

    /**
     * The action that a rule chooses.
     *
     * @param policy the rule, over the covariates in their order; its indices are those of the actions
     * @param label what to call it
     */
    record Greedy(Policy policy, String label) implements TargetPolicy {

        @Override
        public double[] probabilities(List<String> actions, double[][] contexts, int rows) {
            int k = actions.size();
            double[] out = new double[Math.multiplyExact(rows, k)];
            double[] x = new double[contexts.length];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < x.length; j++) {
                    x[j] = contexts[j][i];
                }
                int a = policy.action(x);
                if (a < 0 || a >= k) {
                    throw new EstimationException(
                            Problem.UNKNOWN_LEVEL,
                            "The policy chooses action number " + a + " in row " + (i + 1) + "; the log knows " + k
                                    + ", from 0.",
                            "The actions of the log are " + Names.list(actions) + ", in this order.");
                }
                out[i * k + a] = 1;
            }
            return out;
        }
    }

    /**
     * Another policy, but a random action now and then.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if epsilon is not in [0, 1].
     *
     * @param base the other policy
     * @param epsilon probability of an action drawn uniformly
     */
    record EpsilonMixture(TargetPolicy base, double epsilon) implements TargetPolicy {

        public EpsilonMixture {
            if (!(epsilon >= 0 && epsilon <= 1)) {
                throw new IllegalArgumentException("epsilon must be in [0, 1], not " + epsilon);
            }
        }

        @Override
        public double[] probabilities(List<String> actions, double[][] contexts, int rows) {
            double[] out = base.probabilities(actions, contexts, rows);
            for (int i = 0; i < out.length; i++) {
                out[i] = (1 - epsilon) * out[i] + epsilon / actions.size();
            }
            return out;
        }

        @Override
        public String label() {
            return base.label() + ", " + epsilon + " at random";
        }
    }

    /** Probabilities from a table, such as those that a service logged of a candidate. */
    final class Given implements TargetPolicy {

        private final double[] table;
        private final String label;

        /**
         * A table over an array, which is not copied.
         *
         * @param table the probability of every action, row by row, in the order of the rows and actions of the log
         * @param label what to call it
         */
        public Given(double[] table, String label) {
            this.table = table;
            this.label = label;
        }

        @Override
        public double[] probabilities(List<String> actions, double[][] contexts, int rows) {
            if (table.length != Math.multiplyExact(rows, actions.size())) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "The table of target probabilities has " + table.length + " numbers; " + rows + " rows of "
                                + actions.size() + " actions need " + (long) rows * actions.size() + ".",
                        "Give a probability for every action in every row, and leave no row out.");
            }
            return table.clone();
        }

        @Override
        public String label() {
            return label;
        }
    }
}
