package assay.policy;

import assay.Arguments;
import assay.Policy;
import java.util.Arrays;
import java.util.List;

/**
 * The most that may be spent: what each action takes of the budget, and the most per unit on average. A policy within the budget charges
 * each action a price for what it takes, the lowest price at which the units that it is learned from keep to the budget; with a single
 * costly action that treats those with the best ratio of score to cost until the budget is spent, with several it follows the convex hull
 * of each unit's scores (Sinha and Zoltners, The multiple-choice knapsack problem, Operations Research 27, 1979).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the budget is not above 0, something taken is below 0, or no action
 * takes nothing: then a budget may be out of reach.
 *
 * @param takes what each action takes, not negative, at least one of them 0
 * @param most the most that may be spent per unit, above 0
 */
public record Budget(List<Double> takes, double most) {

    private static final int STEPS = 40;

    public Budget {
        takes = List.copyOf(takes);
        if (!(most > 0 && most < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the budget per unit must be above 0, not " + most
                    + ": with nothing to spend, the policy is the action that costs nothing");
        }
        boolean free = false;
        for (double t : takes) {
            if (!(t >= 0 && t < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("what an action takes of the budget must not be negative: " + t);
            }
            free |= t == 0;
        }
        if (!free) {
            throw new IllegalArgumentException("one action must take nothing, or the budget may be out of reach");
        }
    }

    /**
     * A budget of treated units.
     *
     * @param actions the number of actions, of which the first takes nothing and each other one a unit
     * @param share the largest share of units that may get another action than the first, in (0, 1]
     * @return the budget
     * @throws IllegalArgumentException if the share is outside (0, 1]
     */
    public static Budget treated(int actions, double share) {
        share(share);
        Double[] takes = new Double[actions];
        Arrays.fill(takes, 1.0);
        takes[0] = 0.0;
        return new Budget(List.of(takes), share);
    }

    static void share(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share that may be treated must be in (0, 1], not " + share);
        }
    }

    /** Learns at a price. */
    interface AtPrice {
        Policy learn(double[] charges);
    }

    /** The policy at the lowest price that keeps to the budget on the rows, found by halving. */
    Policy keep(AtPrice learner, double[][] columns, ActionScores scores) {
        Arguments.atLeast(
                "number of actions that take of the budget",
                takes.size(),
                scores.actions().size());
        Policy policy = learner.learn(charges(0));
        if (spent(policy, columns, scores.size()) <= most) {
            return policy;
        }
        double low = 0;
        double high = reach(scores);
        Policy kept = learner.learn(charges(high));
        for (int step = 0; step < STEPS; step++) {
            double price = (low + high) / 2;
            Policy at = learner.learn(charges(price));
            if (spent(at, columns, scores.size()) <= most) {
                kept = at;
                high = price;
            } else {
                low = price;
            }
        }
        return kept;
    }

    /** A price at which nobody's best score pays for what it takes. */
    private double reach(ActionScores scores) {
        double widest = 0;
        for (double s : scores.scores()) {
            widest = Math.max(widest, Math.abs(s));
        }
        double least = takes.stream()
                .filter(t -> t > 0)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(1);
        return 4 * (widest + 1) / least;
    }

    private double[] charges(double price) {
        return takes.stream().mapToDouble(t -> price * t).toArray();
    }

    /** What a policy spends per unit. */
    double spent(Policy policy, double[][] columns, int size) {
        double sum = 0;
        double[] x = new double[columns.length];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < x.length; j++) {
                x[j] = columns[j][i];
            }
            sum += takes.get(policy.action(x));
        }
        // Summed shares of a whole number of units are not to miss by rounding.
        return sum / size * (1 - 1e-12);
    }
}
