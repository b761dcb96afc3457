package assay.sequential;

import java.util.List;

/**
 * Where a group-sequential test ends under one drift: exact under the canonical law.
 *
 * @param fractions information of the looks
 * @param upper chance to cross the upper boundary first, and at this look
 * @param lower chance to cross the lower boundary first, and at this look
 */
public record Crossing(List<Double> fractions, List<Double> upper, List<Double> lower) {

    public Crossing {
        fractions = List.copyOf(fractions);
        upper = List.copyOf(upper);
        lower = List.copyOf(lower);
    }

    /**
     * The chance to cross the upper boundary at some look.
     *
     * @return in [0, 1]
     */
    public double upperTotal() {
        return sum(upper);
    }

    /**
     * The chance to cross the lower boundary at some look.
     *
     * @return in [0, 1]
     */
    public double lowerTotal() {
        return sum(lower);
    }

    /**
     * The information at which the test ends, on average: at the look that crosses, or at the last.
     *
     * @return as a share of the planned maximum
     */
    public double expectedFraction() {
        double last = fractions.get(fractions.size() - 1);
        double saved = 0;
        for (int k = 0; k < upper.size(); k++) {
            saved += (upper.get(k) + lower.get(k)) * (last - fractions.get(k));
        }
        return last - saved;
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }
}
