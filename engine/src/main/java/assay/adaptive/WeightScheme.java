package assay.adaptive;

import org.apache.commons.math3.util.FastMath;

/**
 * How much each batch counts in the mean of an arm. A score of an arm has a variance near {@code sigma^2 / e}, e being the arm's
 * propensity. Weights h with {@code h^2 / e = v} let row by row the variance v be spent that is planned, whatever the experiment did:
 * the sum is then as good as normal, though single scores are not (Hadad, Hirshberg, Zhan, Wager and Athey, PNAS 118, 2021).
 *
 * <p>A scheme says which part of the variance that is left a batch spends, from its size and propensity and from what has gone before
 * alone.
 */
public enum WeightScheme {
    /** All scores count alike: unbiased, but not normal when propensities fade. */
    UNIFORM {
        @Override
        double part(double propensity, double from, double to, double all, double decay) {
            return kept(from, to, all);
        }
    },
    /** Every row spends the same variance: h is proportional to the root of the propensity. */
    CONSTANT_ALLOCATION {
        @Override
        double part(double propensity, double from, double to, double all, double decay) {
            return kept(from, to, all);
        }
    },
    /**
     * The mean of two forecasts, that the arm keeps getting units and that its propensity fades with time t like {@code t^-decay},
     * which have the chances e and 1 - e: more is spent early on an arm that may be given up. With a floor that stays where it is, it
     * should not be used; decay is then 0, and it is the constant allocation.
     */
    TWO_POINT {
        @Override
        double part(double propensity, double from, double to, double all, double decay) {
            double now = power(to, decay) - power(from, decay);
            double later = power(all, decay) - power(from, decay);
            return propensity * kept(from, to, all) + (1 - propensity) * now / later;
        }
    };

    /**
     * The part of what is left that a batch spends.
     *
     * @param propensity that of the arm in the batch
     * @param from rows before the batch
     * @param to rows with the batch
     * @param all all rows
     */
    abstract double part(double propensity, double from, double to, double all, double decay);

    private static double kept(double from, double to, double all) {
        return (to - from) / (all - from);
    }

    /** The integral of t^-decay up to a row, up to a constant factor. */
    private static double power(double t, double decay) {
        return t == 0 ? 0 : FastMath.pow(t, 1 - decay);
    }

    /** The weights of the rows of each batch for an arm, by the propensities of the batches and the rows up to each. */
    double[] weights(double[] propensity, int[] starts, double decay) {
        int batches = propensity.length;
        double[] weights = new double[batches];
        double left = 1;
        double all = starts[batches];
        for (int b = 0; b < batches; b++) {
            double part = b == batches - 1 ? 1 : part(propensity[b], starts[b], starts[b + 1], all, decay);
            double spent = left * part;
            left -= spent;
            weights[b] = this == UNIFORM ? 1 : Math.sqrt(propensity[b] * spent / (starts[b + 1] - starts[b]));
        }
        return weights;
    }
}
