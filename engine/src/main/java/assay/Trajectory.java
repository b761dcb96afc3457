package assay;

import java.util.List;
import java.util.Optional;

/**
 * The result of a method that looks at data as they come in: what it would have answered at each look.
 *
 * <p>A method that can say nothing yet leaves the look out; it does not report an infinite interval.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no look, or the number of units does not grow
 * from look to look.
 *
 * @param looks the looks in order of time
 * @param glance what the last look was made from
 * @param cautions reasons for care, empty when there are none
 */
public record Trajectory(List<Look> looks, Glance glance, List<Caution> cautions) {

    public Trajectory {
        looks = List.copyOf(looks);
        cautions = List.copyOf(cautions);
        if (looks.isEmpty()) {
            throw new IllegalArgumentException("a trajectory has at least one look");
        }
        for (int i = 1; i < looks.size(); i++) {
            if (looks.get(i).n() <= looks.get(i - 1).n()) {
                throw new IllegalArgumentException(
                        "look " + (i + 1) + " is at " + looks.get(i).n() + " units, not more than the "
                                + looks.get(i - 1).n() + " of the look before");
            }
        }
    }

    /**
     * One look.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if there is no unit yet, or the information is not finite
     * and positive.
     *
     * @param n units seen so far, at least 1
     * @param information what boundaries are spent on: {@code 1 / SE^2}, or units where the variance is known
     * @param estimate the estimate at this look; its inference is the one that the method reports at a look, such as a
     *     confidence sequence or a repeated confidence interval
     * @param rejects whether the method rejects its null hypothesis at this look
     */
    public record Look(int n, double information, Estimate estimate, boolean rejects) {

        public Look {
            Arguments.atLeast("units at a look", n, 1);
            Arguments.positive("information at a look", information);
        }
    }

    /**
     * Whether the method rejects anywhere on the path.
     *
     * @return true if a look rejects
     */
    public boolean rejects() {
        return firstRejection().isPresent();
    }

    /**
     * The look at which a method that stops when it rejects would stop.
     *
     * @return the first look that rejects, empty if none does
     */
    public Optional<Look> firstRejection() {
        return looks.stream().filter(Look::rejects).findFirst();
    }

    /**
     * The look at which the method ends.
     *
     * @return the first look that rejects, or the last if none does
     */
    public Look end() {
        return firstRejection().orElse(looks.get(looks.size() - 1));
    }
}
