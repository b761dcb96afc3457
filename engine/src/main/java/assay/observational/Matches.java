package assay.observational;

import assay.Estimand;
import java.util.Arrays;

/** Units and their matches in the other arm. */
public final class Matches {

    private final Estimand estimand;
    private final double[] arm;
    private final int[] unit;
    private final int[] match;
    private final double[] share;
    private final int units;
    private final int dropped;

    Matches(Estimand estimand, double[] arm, int[] unit, int[] match, double[] share, int units, int dropped) {
        this.estimand = estimand;
        this.arm = arm;
        this.unit = unit;
        this.match = match;
        this.share = share;
        this.units = units;
        this.dropped = dropped;
    }

    /**
     * How many pairs there are; a unit with several matches is in as many.
     *
     * @return at least 1
     */
    public int size() {
        return unit.length;
    }

    /**
     * The rows that matches were looked for.
     *
     * @return for each pair a zero-based row; a copy
     */
    public int[] unit() {
        return unit.clone();
    }

    /**
     * The rows that were found.
     *
     * @return for each pair a zero-based row of the other arm; a copy
     */
    public int[] match() {
        return match.clone();
    }

    /**
     * The share of each match in what stands for a unit.
     *
     * @return for each pair one over the number of matches of its unit; a copy
     */
    public double[] share() {
        return share.clone();
    }

    /**
     * How many units were matched.
     *
     * @return at least 1
     */
    public int units() {
        return units;
    }

    /**
     * How many units found no match within the caliper and the exact columns, and were left out.
     *
     * @return not negative
     */
    public int dropped() {
        return dropped;
    }

    /**
     * The matches of a row.
     *
     * @param row a zero-based row
     * @return rows of the other arm, empty if it has none
     */
    public int[] of(int row) {
        int[] found = new int[unit.length];
        int count = 0;
        for (int k = 0; k < unit.length; k++) {
            if (unit[k] == row) {
                found[count++] = match[k];
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** How often each row is a match, by shares. */
    double[] uses() {
        double[] uses = new double[arm.length];
        for (int k = 0; k < match.length; k++) {
            uses[match[k]] += share[k];
        }
        return uses;
    }

    /**
     * The weights that matching comes down to: each matched unit counts once, and each match by its shares.
     *
     * @return the weights
     */
    public BalancingWeights weights() {
        double[] weights = uses();
        for (int k = 0; k < unit.length; k++) {
            weights[unit[k]] += share[k];
        }
        return new BalancingWeights(estimand, arm, weights);
    }
}
