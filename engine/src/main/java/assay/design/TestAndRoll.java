package assay.design;

import assay.Arguments;
import assay.distribution.NormalDistribution;
import java.util.function.DoubleUnaryOperator;

/**
 * How large a test is best when it is followed by rolling out to a finite population (Feit and Berman 2019). Arm k has mean
 * response {@code m_k ~ N(priorMean_k, priorSd_k^2)} and outcomes of standard deviation s_k; n_k units are tested and the
 * {@code N - n1 - n2} others get the arm with the larger posterior mean. The posterior means differ by a normal variable with
 * mean {@code priorMean_1 - priorMean_2} and variance {@code v = sum priorSd_k^4 / (priorSd_k^2 + s_k^2 / n_k)}, so that the
 * expected total is in closed form, and is maximised numerically.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the population is below 4.
 *
 * @param population N, units in all
 * @param first one arm
 * @param second the other arm
 */
public record TestAndRoll(double population, Arm first, Arm second) {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    public TestAndRoll {
        if (!(population >= 4 && population < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("population must be finite and at least 4, not " + population);
        }
    }

    /**
     * What is believed of an arm.
     *
     * <p>The constructor throws {@link IllegalArgumentException} if a number is not finite or a spread not positive.
     *
     * @param priorMean expected mean response
     * @param priorSd standard deviation of what the mean response might be
     * @param outcomeSd standard deviation of the response of a unit
     */
    public record Arm(double priorMean, double priorSd, double outcomeSd) {
        public Arm {
            Arguments.finite("prior mean", priorMean);
            Arguments.positive("prior standard deviation", priorSd);
            Arguments.positive("outcome standard deviation", outcomeSd);
        }

        private double informed(double n) {
            double v = priorSd * priorSd;
            return n > 0 ? v * v / (v + outcomeSd * outcomeSd / n) : 0;
        }
    }

    /**
     * The best plan.
     *
     * @param first units that test the first arm
     * @param second units that test the second arm
     * @param value expected total response
     * @param gain the same less what the better prior guess would earn without a test
     * @param perfect the most that could be gained, by knowing the better arm from the start
     */
    public record Plan(double first, double second, double value, double gain, double perfect) {}

    /**
     * Two arms of which the same is believed.
     *
     * @param population N, units in all
     * @param priorSd standard deviation of a mean response
     * @param outcomeSd standard deviation of the response of a unit
     * @return the problem, with prior means of 0
     */
    public static TestAndRoll symmetric(double population, double priorSd, double outcomeSd) {
        Arm arm = new Arm(0, priorSd, outcomeSd);
        return new TestAndRoll(population, arm, arm);
    }

    /**
     * The best test of one arm where both are alike, in closed form:
     * {@code sqrt(N q / 4 + (3 q / 4)^2) - 3 q / 4} with {@code q = (outcomeSd / priorSd)^2}.
     *
     * @param population N, units in all
     * @param priorSd standard deviation of a mean response
     * @param outcomeSd standard deviation of the response of a unit
     * @return units in each arm of the test, not rounded
     */
    public static double closedForm(double population, double priorSd, double outcomeSd) {
        double q = outcomeSd / priorSd * (outcomeSd / priorSd);
        return Math.sqrt(population / 4 * q + 0.5625 * q * q) - 0.75 * q;
    }

    /**
     * The expected total response of a plan.
     *
     * @param n1 units that test the first arm
     * @param n2 units that test the second arm
     * @return the total over the population
     */
    public double value(double n1, double n2) {
        double better = larger(first.priorMean - second.priorMean, first.informed(n1) + second.informed(n2));
        return n1 * first.priorMean + n2 * second.priorMean + (population - n1 - n2) * (second.priorMean + better);
    }

    /** The mean of the positive part of a normal variable. */
    private static double larger(double mean, double variance) {
        double sd = Math.sqrt(variance);
        if (sd == 0) {
            return Math.max(0, mean);
        }
        double z = mean / sd;
        return mean * NormalDistribution.survival(-z) + sd * SignificanceFilter.density(z);
    }

    /**
     * The plan with the largest expected total.
     *
     * @return sizes that need not be whole
     */
    public Plan best() {
        double total = best(t -> value(t, inner(t)), population);
        double other = inner(total);
        double value = value(total, other);
        double guess = population * Math.max(first.priorMean, second.priorMean);
        double known = population
                * (second.priorMean
                        + larger(
                                first.priorMean - second.priorMean,
                                first.priorSd * first.priorSd + second.priorSd * second.priorSd));
        return new Plan(total, other, value, value - guess, known - guess);
    }

    private double inner(double n1) {
        return best(n2 -> value(n1, n2), population - n1);
    }

    /** Golden section in the square root, in which the optimum is near the middle of its scale. */
    private static double best(DoubleUnaryOperator value, double most) {
        double low = 0;
        double high = Math.sqrt(most);
        double a = high - GOLDEN * (high - low);
        double b = low + GOLDEN * (high - low);
        double atA = value.applyAsDouble(a * a);
        double atB = value.applyAsDouble(b * b);
        while (high - low > 1e-9 * (1 + high)) {
            if (atA >= atB) {
                high = b;
                b = a;
                atB = atA;
                a = high - GOLDEN * (high - low);
                atA = value.applyAsDouble(a * a);
            } else {
                low = a;
                a = b;
                atA = atB;
                b = low + GOLDEN * (high - low);
                atB = value.applyAsDouble(b * b);
            }
        }
        double root = (low + high) / 2;
        return root * root;
    }
}
