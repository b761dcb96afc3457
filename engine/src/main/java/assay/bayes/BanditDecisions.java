package assay.bayes;

import java.util.List;

/** Arms that were drawn for many units, with the probabilities that they were drawn with. Arrays are shared, not to be written to. */
public final class BanditDecisions {

    private final List<String> arms;
    private final int[] arm;
    private final double[] probabilities;

    BanditDecisions(List<String> arms, int[] arm, double[] probabilities) {
        this.arms = arms;
        this.arm = arm;
        this.probabilities = probabilities;
    }

    /**
     * How many units.
     *
     * @return at least 0
     */
    public int size() {
        return arm.length;
    }

    /**
     * The arms to choose from.
     *
     * @return their names
     */
    public List<String> arms() {
        return arms;
    }

    /**
     * The arm of each unit.
     *
     * @return indices into the arms
     */
    public int[] arm() {
        return arm;
    }

    /**
     * The probability of an arm for a unit.
     *
     * @param unit its row
     * @param of index of the arm
     * @return in [0, 1]; over the arms they sum to 1
     */
    public double probability(int unit, int of) {
        return probabilities[unit * arms.size() + of];
    }

    /**
     * The probability with which the arm of a unit was drawn.
     *
     * @param unit its row
     * @return above 0
     */
    public double propensity(int unit) {
        return probability(unit, arm[unit]);
    }
}
