package assay.multiplicity;

import assay.Arguments;
import assay.Rejections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * P-values adjusted for multiplicity: rejecting what has an adjusted p-value of at most a level keeps the error rate of
 * the family at that level.
 *
 * <p>With {@code p_(1) <= .. <= p_(m)}, ties keep their order and get the same adjusted value.
 */
public enum PValueAdjustment {
    /**
     * Holm (A simple sequentially rejective multiple test procedure, Scand. J. Statist. 1979): the largest over j up to i
     * of {@code (m - j + 1) p_(j)}. Keeps the probability of any false rejection, under every dependence.
     */
    HOLM("family-wise error rate"),
    /**
     * Benjamini and Hochberg (Controlling the false discovery rate, JRSS B 1995): the smallest over j from i on of {@code m
     * p_(j) / j}. Keeps the expected share of false rejections when p-values are independent or positively dependent.
     */
    BENJAMINI_HOCHBERG("false discovery rate"),
    /**
     * Benjamini and Yekutieli (The control of the false discovery rate in multiple testing under dependency, Ann. Statist.
     * 2001): Benjamini and Hochberg's values times {@code 1 + 1/2 + .. + 1/m}. Keeps the expected share of false rejections
     * under every dependence.
     */
    BENJAMINI_YEKUTIELI("false discovery rate under any dependence");

    private final String errorRate;

    PValueAdjustment(String errorRate) {
        this.errorRate = errorRate;
    }

    /**
     * The error rate that is kept.
     *
     * @return in words, such as {@code family-wise error rate}
     */
    public String errorRate() {
        return errorRate;
    }

    /**
     * Adjusts p-values.
     *
     * @param pValues one for each hypothesis, in any order, each in [0, 1]; not changed
     * @return a new array in the same order, each in [0, 1] and not below its p-value
     * @throws IllegalArgumentException if there is none, or one is NaN or outside [0, 1]
     */
    public double[] adjust(double[] pValues) {
        int m = pValues.length;
        Arguments.atLeast("the number of p-values", m, 1);
        for (int i = 0; i < m; i++) {
            if (!(pValues[i] >= 0 && pValues[i] <= 1)) {
                throw new IllegalArgumentException(
                        "p-value " + i + " must be in [0, 1], not " + pValues[i] + ": leave out what has none");
            }
        }
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return switch (this) {
            case HOLM -> stepDown(pValues, order);
            case BENJAMINI_HOCHBERG -> stepUp(pValues, order, m);
            case BENJAMINI_YEKUTIELI -> stepUp(pValues, order, m * harmonic(m));
        };
    }

    private static double[] stepDown(double[] pValues, int[] order) {
        double[] adjusted = new double[order.length];
        double largest = 0;
        for (int rank = 1; rank <= order.length; rank++) {
            int i = order[rank - 1];
            largest = Math.max(largest, Math.min(1, (order.length - rank + 1) * pValues[i]));
            adjusted[i] = largest;
        }
        return adjusted;
    }

    private static double[] stepUp(double[] pValues, int[] order, double scale) {
        double[] adjusted = new double[order.length];
        double smallest = 1;
        for (int rank = order.length; rank >= 1; rank--) {
            int i = order[rank - 1];
            smallest = Math.min(smallest, scale / rank * pValues[i]);
            adjusted[i] = smallest;
        }
        return adjusted;
    }

    private static double harmonic(int m) {
        double sum = 0;
        for (int i = m; i >= 1; i--) {
            sum += 1.0 / i;
        }
        return sum;
    }

    /**
     * Rejects hypotheses.
     *
     * @param names a name for each hypothesis, all different
     * @param pValues their p-values, each in [0, 1]
     * @param level the error rate to keep, in (0, 1)
     * @return which are rejected, with adjusted p-values
     * @throws IllegalArgumentException if lengths differ, names repeat, or a p-value is NaN or outside [0, 1]
     */
    public Rejections reject(List<String> names, double[] pValues, double level) {
        Arguments.probability("level", level);
        if (names.size() != pValues.length) {
            throw new IllegalArgumentException(names.size() + " names for " + pValues.length + " p-values");
        }
        double[] adjusted = adjust(pValues);
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            hypotheses.add(new Rejections.Hypothesis(names.get(i), adjusted[i], adjusted[i] <= level));
        }
        return new Rejections(hypotheses, List.of());
    }
}
