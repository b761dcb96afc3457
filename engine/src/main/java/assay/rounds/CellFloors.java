package assay.rounds;

/**
 * The least shares of the visitors of every round that go on measuring whatever has been learned. What is left is the optimised
 * cell; before segments are known there is none, and the two cells share a round in the ratio of their floors.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a share is not above 0, or both together are above 1.
 *
 * @param control share of the control cell
 * @param explore share of the explore cell, spread evenly over all arms
 */
public record CellFloors(double control, double explore) {

    /** Shares are decimals, and sum to 1 up to rounding. */
    static final double TOLERANCE = 1e-6;

    public CellFloors {
        if (!(control > 0 && explore > 0 && control + explore <= 1 + TOLERANCE)) {
            throw new IllegalArgumentException(
                    "the floors of control and explore must be above 0 and sum to at most 1, not " + control + " and "
                            + explore + ": without them nobody can tell that an allocation is wrong");
        }
    }

    /**
     * The share of the optimised cell once segments are known.
     *
     * @return not below 0
     */
    public double optimised() {
        return Math.max(0, 1 - control - explore);
    }
}
