package assay.rounds;

import assay.Arguments;
import java.util.ArrayList;
import java.util.List;

/** How many visitors each round takes. */
public final class RoundSizes {

    private RoundSizes() {}

    /**
     * The same number in every round.
     *
     * @param rounds rounds, at least 2
     * @param visitors visitors of a round, at least 1
     * @return the sizes
     * @throws IllegalArgumentException if a number is too small
     */
    public static List<Integer> fixed(int rounds, int visitors) {
        return geometric(rounds, visitors, 1);
    }

    /**
     * Each round by a factor larger than the one before, rounded.
     *
     * @param rounds rounds, at least 2
     * @param visitors visitors of the first round, at least 1
     * @param growth the factor, above 0
     * @return the sizes
     * @throws IllegalArgumentException if a number is too small, or a round larger than an array
     */
    public static List<Integer> geometric(int rounds, int visitors, double growth) {
        Arguments.atLeast("rounds", rounds, 2);
        Arguments.atLeast("visitors", visitors, 1);
        Arguments.positive("growth", growth);
        List<Integer> sizes = new ArrayList<>();
        double size = visitors;
        for (int r = 0; r < rounds; r++) {
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "round " + r + " would have " + size + " visitors: lower the growth");
            }
            sizes.add((int) Math.rint(size));
            size *= growth;
        }
        return List.copyOf(sizes);
    }

    /**
     * A number of visitors spread over rounds as evenly as can be.
     *
     * @param rounds rounds, at least 2
     * @param visitors visitors of all rounds
     * @return the sizes
     * @throws IllegalArgumentException if there are fewer visitors than rounds
     */
    public static List<Integer> shared(int rounds, int visitors) {
        Arguments.atLeast("rounds", rounds, 2);
        Arguments.atLeast("visitors", visitors, rounds);
        List<Integer> sizes = new ArrayList<>();
        for (int r = 0; r < rounds; r++) {
            sizes.add((int) ((long) visitors * (r + 1) / rounds - (long) visitors * r / rounds));
        }
        return List.copyOf(sizes);
    }
}
