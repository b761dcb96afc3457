package assay;

import java.util.List;

/**
 * The result of a test of one null hypothesis.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the statistic is NaN or the p-value is not in [0, 1].
 *
 * @param nullHypothesis what is tested, in words, such as {@code equal means}
 * @param statistic the test statistic; positive or negative infinity where its variance is zero
 * @param degreesOfFreedom of its reference distribution: positive infinity for the normal, NaN where it has none
 * @param pValue chance under the null hypothesis of a statistic at least as extreme, in [0, 1]
 * @param glance what the test was made from
 * @param cautions reasons for care, empty when there are none
 */
public record HypothesisTest(
        String nullHypothesis,
        double statistic,
        double degreesOfFreedom,
        double pValue,
        Glance glance,
        List<Caution> cautions) {

    public HypothesisTest {
        cautions = List.copyOf(cautions);
        if (Double.isNaN(statistic)) {
            throw new IllegalArgumentException("statistic must be a number, not " + statistic);
        }
        if (!(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException("p-value must be in [0, 1], not " + pValue);
        }
    }

    /**
     * Whether the null hypothesis is rejected.
     *
     * @param alpha size of the test, in (0, 1)
     * @return true if the p-value is below alpha
     */
    public boolean rejects(double alpha) {
        return pValue < Arguments.probability("alpha", alpha);
    }
}
