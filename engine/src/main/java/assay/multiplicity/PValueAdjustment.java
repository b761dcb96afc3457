package assay.multiplicity;

import assay.Arguments;
import assay.Rejections;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * P-values adjusted for multiplicity: rejecting what has an adjusted p-value of at most a level keeps the error rate of
 * the family at that level.
 *
 * <p>With {@code p_(1) <= .. <= p_(m)}, ties keep their order and get the same adjusted value.
 */
public enum PValueAdjustment {
    /** Bonferroni: {@code m p_i}. Holm rejects whatever it does, and more; kept as it is what many readers expect. */
    BONFERRONI(ErrorRate.FAMILYWISE, Dependence.ARBITRARY) {
        @Override
        double[] adjusted(double[] pValues, int[] order) {
            double[] adjusted = new double[pValues.length];
            for (int i = 0; i < adjusted.length; i++) {
                adjusted[i] = Math.min(1, pValues.length * pValues[i]);
            }
            return adjusted;
        }
    },
    /**
     * Holm (A simple sequentially rejective multiple test procedure, Scand. J. Statist. 1979): the largest over j up to i
     * of {@code (m - j + 1) p_(j)}. Keeps the probability of any false rejection, under every dependence.
     */
    HOLM(ErrorRate.FAMILYWISE, Dependence.ARBITRARY) {
        @Override
        double[] adjusted(double[] pValues, int[] order) {
            return stepDown(pValues, order);
        }
    },
    /**
     * Hochberg (A sharper Bonferroni procedure for multiple tests of significance, Biometrika 1988): the smallest over j from i
     * on of {@code (m - j + 1) p_(j)}. Keeps the probability of any false rejection when p-values are independent or positively
     * dependent, by the inequality of Simes.
     */
    HOCHBERG(ErrorRate.FAMILYWISE, Dependence.POSITIVE) {
        @Override
        double[] adjusted(double[] pValues, int[] order) {
            return stepUp(pValues, order, rank -> pValues.length - rank + 1.0);
        }
    },
    /**
     * Hommel (A stagewise rejective multiple test procedure, Biometrika 1988): the closed test whose intersections are tested by
     * Simes, {@code min over i of |J| p_(i:J) / i}. Holds where Hochberg's holds and rejects at least as much.
     */
    HOMMEL(ErrorRate.FAMILYWISE, Dependence.POSITIVE) {
        @Override
        double[] adjusted(double[] pValues, int[] order) {
            return hommel(pValues, order);
        }
    },
    /**
     * Benjamini and Hochberg (Controlling the false discovery rate, JRSS B 1995): the smallest over j from i on of {@code m
     * p_(j) / j}. Keeps the expected share of false rejections when p-values are independent or positively dependent.
     */
    BENJAMINI_HOCHBERG(ErrorRate.FALSE_DISCOVERY, Dependence.POSITIVE) {
        @Override
        double[] adjusted(double[] pValues, int[] order) {
            int m = pValues.length;
            return stepUp(pValues, order, rank -> m / (double) rank);
        }
    },
    /**
     * Benjamini and Yekutieli (The control of the false discovery rate in multiple testing under dependency, Ann. Statist.
     * 2001): Benjamini and Hochberg's values times {@code 1 + 1/2 + .. + 1/m}. Keeps the expected share of false rejections
     * under every dependence.
     */
    BENJAMINI_YEKUTIELI(ErrorRate.FALSE_DISCOVERY, Dependence.ARBITRARY) {
        @Override
        double[] adjusted(double[] pValues, int[] order) {
            double scale = pValues.length * harmonic(pValues.length);
            return stepUp(pValues, order, rank -> scale / rank);
        }
    },
    /**
     * Storey (A direct approach to false discovery rates, JRSS B 2002) with the estimate of the share of true nulls of Storey,
     * Taylor and Siegmund (JRSS B 2004), {@code pi0 = (1 + #{p > lambda}) / (m (1 - lambda))} at {@code lambda = 1/2}: Benjamini
     * and Hochberg's values times pi0, over the p-values up to lambda, and 1 beyond. In this form, with the 1 and without a cap
     * on pi0, it keeps the expected share of false rejections in finite samples when p-values are independent; positive
     * dependence is not enough.
     */
    STOREY(ErrorRate.FALSE_DISCOVERY, Dependence.INDEPENDENT) {
        @Override
        double[] adjusted(double[] pValues, int[] order) {
            return storey(pValues, order);
        }
    };

    /** Above it p-values are taken to be of true nulls. */
    private static final double LAMBDA = 0.5;

    private final ErrorRate kept;
    private final Dependence dependence;

    PValueAdjustment(ErrorRate kept, Dependence dependence) {
        this.kept = kept;
        this.dependence = dependence;
    }

    /**
     * The error rate that is kept.
     *
     * @return family-wise or false discovery
     */
    public ErrorRate keeps() {
        return kept;
    }

    /**
     * What p-values may do to each other without breaking the promise.
     *
     * @return the weakest assumption under which it is proved
     */
    public Dependence dependence() {
        return dependence;
    }

    /**
     * The error rate that is kept, and under which dependence.
     *
     * @return in words, such as {@code family-wise error rate under any dependence}
     */
    public String errorRate() {
        return kept.label() + (dependence == Dependence.ARBITRARY ? " under " : " for ") + dependence.label();
    }

    /** Adjusted p-values in the order given, where {@code order} sorts p-values. */
    abstract double[] adjusted(double[] pValues, int[] order);

    /**
     * Adjusts p-values.
     *
     * @param pValues one for each hypothesis, in any order, each in [0, 1]; not changed
     * @return a new array in the same order, each in [0, 1]; but for Storey's not below its p-value
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
        return adjusted(pValues, order);
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

    private static double[] stepUp(double[] pValues, int[] order, IntToDoubleFunction factor) {
        double[] adjusted = new double[order.length];
        double smallest = 1;
        for (int rank = order.length; rank >= 1; rank--) {
            int i = order[rank - 1];
            smallest = Math.min(smallest, factor.applyAsDouble(rank) * pValues[i]);
            adjusted[i] = smallest;
        }
        return adjusted;
    }

    /** The algorithm of Wright (Biometrics 1992): intersections of all sizes, the largest first. */
    private static double[] hommel(double[] pValues, int[] order) {
        int m = pValues.length;
        double[] sorted = new double[m];
        double simes = 1;
        for (int i = 0; i < m; i++) {
            sorted[i] = pValues[order[i]];
            simes = Math.min(simes, m / (i + 1.0) * sorted[i]);
        }
        double[] least = new double[m];
        double[] adjusted = new double[m];
        Arrays.fill(adjusted, simes);
        double[] q = new double[m];
        Arrays.fill(q, simes);
        for (int size = m - 1; size >= 2; size--) {
            // The largest size - 1 p-values, in an intersection of that size with one of the others.
            double above = 1;
            for (int i = 2; i <= size; i++) {
                above = Math.min(above, size * sorted[m - size + i - 1] / i);
            }
            for (int i = 0; i <= m - size; i++) {
                q[i] = Math.min(size * sorted[i], above);
            }
            Arrays.fill(q, m - size + 1, m, q[m - size]);
            for (int i = 0; i < m; i++) {
                adjusted[i] = Math.max(adjusted[i], q[i]);
            }
        }
        for (int i = 0; i < m; i++) {
            least[order[i]] = Math.min(1, Math.max(adjusted[i], sorted[i]));
        }
        return least;
    }

    private static double[] storey(double[] pValues, int[] order) {
        int m = pValues.length;
        int above = 0;
        for (double p : pValues) {
            above += p > LAMBDA ? 1 : 0;
        }
        double share = (1 + above) / (m * (1 - LAMBDA));
        double[] adjusted = new double[m];
        double smallest = 1;
        for (int rank = m; rank >= 1; rank--) {
            int i = order[rank - 1];
            if (pValues[i] <= LAMBDA) {
                smallest = Math.min(smallest, share * m / rank * pValues[i]);
            }
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
