package assay.bayes;

import java.util.Arrays;

/**
 * A rule and the floor that it is held to. Shares p~ of the rule become {@code p = f + (1 - K f) p~}, so that each arm keeps a
 * probability of at least f: without it nothing valid can be said later of an arm that looked bad at first.
 *
 * <p>Probabilities are whole multiples of 2^-52 and sum to 1 exactly, in any order.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the parameter is not in [0, 1] or the floor not in [0, 0.5].
 *
 * @param rule the rule
 * @param parameter beta of top-two, epsilon of epsilon-greedy; other rules leave it aside
 * @param floor least probability of each arm, in [0, 0.5]
 */
public record Allocation(AllocationRule rule, double parameter, double floor) {

    private static final double GRID = 0x1.0p52;

    public Allocation {
        if (!(parameter >= 0 && parameter <= 1)) {
            throw new IllegalArgumentException("parameter of " + rule.code() + " must be in [0, 1], not " + parameter);
        }
        if (!(floor >= 0 && floor <= 0.5)) {
            throw new IllegalArgumentException("floor must be in [0, 0.5], not " + floor);
        }
    }

    /**
     * A rule with its usual parameter: 0.5 for top-two, 0.1 for epsilon-greedy.
     *
     * @param rule the rule
     * @param floor least probability of each arm
     * @return the allocation
     */
    public static Allocation of(AllocationRule rule, double floor) {
        return new Allocation(
                rule,
                switch (rule) {
                    case TOP_TWO -> 0.5;
                    case EPSILON_GREEDY -> 0.1;
                    case THOMPSON, UNIFORM -> 0;
                },
                floor);
    }

    /**
     * Refuses a number of arms that the floor leaves no room for.
     *
     * @param arms how many arms, at least 2
     * @throws IllegalArgumentException if there are fewer than two, or K times the floor is above 1
     */
    public void check(int arms) {
        if (arms < 2) {
            throw new IllegalArgumentException("there is nothing to choose from: name at least two arms, not " + arms);
        }
        if (arms * floor > 1) {
            throw new IllegalArgumentException("a floor of " + floor + " for each of " + arms
                    + " arms takes more than all units: it can be at most " + 1.0 / arms);
        }
    }

    /**
     * The probabilities of assignment.
     *
     * @param best the probability of each of K arms of being the best one, with sum 1
     * @param means their means
     * @return K probabilities with sum 1, each at least the floor
     * @throws IllegalArgumentException if K is not at least 2, or K times the floor is above 1
     */
    public double[] probabilities(double[] best, double[] means) {
        check(best.length);
        double[] out = new double[best.length];
        probabilities(best, means, out);
        return out;
    }

    /** The same into an array, unchecked. */
    void probabilities(double[] best, double[] means, double[] out) {
        rule.share(best, means, parameter, out);
        floored(out, floor);
    }

    /**
     * Shares under a floor, in place.
     *
     * @param shares K shares of which none is negative and the sum is near 1; they become probabilities
     * @param floor least probability, at most 1 / K
     */
    public static void floored(double[] shares, double floor) {
        int k = shares.length;
        double free = 1 - k * floor;
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        int largest = 0;
        double others = 0;
        for (int a = 1; a < k; a++) {
            largest = shares[a] > shares[largest] ? a : largest;
        }
        for (int a = 0; a < k; a++) {
            if (a != largest) {
                double p = floor + free * shares[a] / sum;
                shares[a] = Math.max(Math.floor(p * GRID), Math.ceil(floor * GRID)) / GRID;
                others += shares[a];
            }
        }
        shares[largest] = 1 - others;
        if (shares[largest] < floor) {
            // Only where the floor takes all: what rounding up has cost the last arm is given back by the rest.
            Arrays.fill(shares, floor);
        }
    }
}
