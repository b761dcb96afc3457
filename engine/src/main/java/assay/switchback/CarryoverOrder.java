package assay.switchback;

import assay.Arguments;
import assay.HypothesisTest;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The order of carryover that a switchback shows: the first hypothesis of an order at most m that is not rejected, m = 0, 1, ...
 *
 * <p>Each test has its own level, so that with probability {@code 1 - alpha} the order is not above the true one. It may well be
 * below it: what no test can see stays hidden, and an effect that is estimated on the same data with the order chosen has an
 * interval that is too short. Choose on an earlier experiment, or add to it.
 *
 * @param order the order chosen; the largest tried where all were rejected
 * @param tests the tests in the order of m, the last being that which was not rejected
 */
public record CarryoverOrder(int order, List<HypothesisTest> tests) {

    public CarryoverOrder {
        tests = List.copyOf(tests);
    }

    /**
     * Chooses an order.
     *
     * @param sample the switchback
     * @param largest the largest order that is thought possible, not negative
     * @param alpha level of each test, in (0, 1)
     * @param centring what is taken off the outcomes first
     * @param random not used
     * @return the order and the tests that led to it
     * @throws assay.EstimationException as {@link CarryoverOrderTest#estimate}
     */
    public static CarryoverOrder choose(
            Sample sample, int largest, double alpha, Centring centring, RandomGenerator random) {
        Arguments.atLeast("largest order", largest, 0);
        Arguments.probability("alpha", alpha);
        List<HypothesisTest> tests = new ArrayList<>();
        for (int m = 0; m < largest; m++) {
            HypothesisTest test = new CarryoverOrderTest(m, centring).estimate(sample, random);
            tests.add(test);
            if (!test.rejects(alpha)) {
                return new CarryoverOrder(m, tests);
            }
        }
        return new CarryoverOrder(largest, tests);
    }
}
