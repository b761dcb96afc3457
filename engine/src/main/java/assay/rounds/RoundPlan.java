package assay.rounds;

import java.util.Arrays;
import java.util.List;

/**
 * How a round assigns its visitors: first a cell by lot, then an arm. In the control cell it is control, in the explore cell any
 * arm with equal chances, in the optimised cell arm k of segment s with chance {@code a_sk}. The propensity of arm k in segment s is
 * {@code p_sk = w_c 1{k = 0} + w_e / K + w_o a_sk}: known before the round, recorded with every row.
 *
 * <p>No plan can break the floors of its design: the constructor refuses one that does, wherever it comes from.
 */
public final class RoundPlan {

    private final int round;
    private final int visitors;
    private final List<String> arms;
    private final double control;
    private final double explore;
    private final double[][] allocation;

    /**
     * A plan.
     *
     * @param design the design that it serves
     * @param round the round, from 0
     * @param control share of the control cell
     * @param explore share of the explore cell; the rest is the optimised cell
     * @param allocation for each segment the chances of the arms in the optimised cell; copied
     * @throws IllegalArgumentException if there is no such round, a share is below its floor, there is no segment, or the chances
     *     of a segment are not one for each arm, below 0, or do not sum to 1
     */
    public RoundPlan(CampaignDesign design, int round, double control, double explore, double[][] allocation) {
        if (round < 0 || round >= design.rounds()) {
            throw new IllegalArgumentException("there is no round " + round + " in a campaign of " + design.rounds());
        }
        floor("control", round, control, design.floors().control());
        floor("explore", round, explore, design.floors().explore());
        if (!(control + explore <= 1 + CellFloors.TOLERANCE)) {
            throw new IllegalArgumentException(
                    "the cells of round " + round + " hold more than all visitors: " + (control + explore));
        }
        if (allocation.length == 0) {
            throw new IllegalArgumentException("a plan is for at least one segment");
        }
        for (int s = 0; s < allocation.length; s++) {
            chances(design, round, s, allocation[s]);
        }
        this.round = round;
        this.visitors = design.sizes().get(round);
        this.arms = design.arms();
        this.control = control;
        this.explore = explore;
        this.allocation = Arrays.stream(allocation).map(double[]::clone).toArray(double[][]::new);
    }

    private static void floor(String cell, int round, double share, double floor) {
        if (!(share >= floor - CellFloors.TOLERANCE)) {
            throw new IllegalArgumentException("the " + cell + " cell of round " + round + " has a share of " + share
                    + ", below its floor of " + floor + ": the floor holds in every round");
        }
    }

    private static void chances(CampaignDesign design, int round, int segment, double[] chances) {
        double sum = 0;
        boolean valid = chances.length == design.armCount();
        for (double chance : chances) {
            valid &= chance >= 0;
            sum += chance;
        }
        if (!valid || !(Math.abs(sum - 1) <= CellFloors.TOLERANCE)) {
            throw new IllegalArgumentException(
                    "the chances of the arms in segment " + (segment + 1) + " of round " + round
                            + " must be " + design.armCount() + " numbers, not below 0, that sum to 1, not "
                            + Arrays.toString(chances));
        }
    }

    /** A round of control and explore alone, in the ratio of their floors: it keeps both. */
    static RoundPlan discovery(CampaignDesign design, int round) {
        CellFloors floors = design.floors();
        double sum = floors.control() + floors.explore();
        double[] even = new double[design.armCount()];
        Arrays.fill(even, 1.0 / even.length);
        return new RoundPlan(design, round, floors.control() / sum, floors.explore() / sum, new double[][] {even});
    }

    /** A round with an optimised cell. */
    static RoundPlan optimised(CampaignDesign design, int round, double[][] allocation) {
        return new RoundPlan(
                design, round, design.floors().control(), design.floors().explore(), allocation);
    }

    /**
     * The round.
     *
     * @return from 0
     */
    public int round() {
        return round;
    }

    /**
     * The visitors planned.
     *
     * @return at least 1
     */
    public int visitors() {
        return visitors;
    }

    /**
     * The number of segments.
     *
     * @return at least 1
     */
    public int segments() {
        return allocation.length;
    }

    /**
     * The arms, control first.
     *
     * @return their names
     */
    public List<String> arms() {
        return arms;
    }

    /**
     * The share of a cell.
     *
     * @param cell the cell
     * @return in [0, 1]
     */
    public double weight(Cell cell) {
        return switch (cell) {
            case CONTROL -> control;
            case EXPLORE -> explore;
            case OPTIMISED -> Math.max(0, 1 - control - explore);
        };
    }

    /**
     * The chance of an arm in the optimised cell.
     *
     * @param segment the segment, from 0
     * @param arm the arm, 0 for control
     * @return in [0, 1]
     */
    public double allocation(int segment, int arm) {
        return allocation[segment][arm];
    }

    /**
     * The chance that a visitor of a segment gets an arm.
     *
     * @param segment the segment, from 0
     * @param arm the arm, 0 for control
     * @return in (0, 1)
     */
    public double propensity(int segment, int arm) {
        return (arm == 0 ? control : 0) + explore / arms.size() + weight(Cell.OPTIMISED) * allocation[segment][arm];
    }

    /**
     * All propensities.
     *
     * @return for each segment those of the arms; a new array
     */
    public double[][] propensities() {
        double[][] all = new double[segments()][arms.size()];
        for (int s = 0; s < all.length; s++) {
            for (int k = 0; k < all[s].length; k++) {
                all[s][k] = propensity(s, k);
            }
        }
        return all;
    }

    /**
     * The cell of a visitor.
     *
     * @param lot a uniform number in [0, 1)
     * @return the cell
     */
    public Cell cell(double lot) {
        return lot < control ? Cell.CONTROL : lot < control + explore ? Cell.EXPLORE : optimisedOrExplore();
    }

    private Cell optimisedOrExplore() {
        return weight(Cell.OPTIMISED) > CellFloors.TOLERANCE ? Cell.OPTIMISED : Cell.EXPLORE;
    }

    /**
     * The arm of a visitor.
     *
     * @param cell the cell that the visitor is in
     * @param segment the segment that the visitor is in, from 0
     * @param lot another uniform number in [0, 1)
     * @return the arm, 0 for control
     */
    public int arm(Cell cell, int segment, double lot) {
        int last = arms.size() - 1;
        if (cell == Cell.CONTROL) {
            return 0;
        }
        if (cell == Cell.EXPLORE) {
            return Math.min(last, (int) (lot * arms.size()));
        }
        double[] chances = allocation[segment];
        double sum = 0;
        for (int k = 0; k < last; k++) {
            sum += chances[k];
            if (lot < sum) {
                return k;
            }
        }
        return last;
    }
}
