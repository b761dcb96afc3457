package assay.design;

import assay.Arguments;

/**
 * How many metrics a decision hangs on: success metrics of which one must win, guardrails which must all pass, and treatments
 * that are compared.
 *
 * <p>With m winners wanted from S success metrics and C comparisons each is tested at {@code level / (C S)} (Bonferroni). All
 * G guardrails and one success metric must pass together, so that each gets the type II error
 * {@code (1 - power) / (G + 1)}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a count is negative or there is no comparison.
 *
 * @param successMetrics S, metrics of which one is enough
 * @param guardrails G, metrics that must all be shown to be not inferior
 * @param comparisons C, treatments compared with control
 */
public record MetricFamily(int successMetrics, int guardrails, int comparisons) {

    public MetricFamily {
        Arguments.atLeast("success metrics", successMetrics, 0);
        Arguments.atLeast("guardrails", guardrails, 0);
        Arguments.atLeast("comparisons", comparisons, 1);
    }

    /**
     * The level of each success metric.
     *
     * @param level the level of the decision, in (0, 1)
     * @return the level of one test
     */
    public double level(double level) {
        return Arguments.probability("level", level) / (comparisons * Math.max(successMetrics, 1));
    }

    /**
     * The power of each test.
     *
     * @param power the power of the decision, in (0, 1)
     * @return the power of one test
     */
    public double power(double power) {
        return 1 - (1 - Arguments.probability("power", power)) / (guardrails + 1);
    }
}
