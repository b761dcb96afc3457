package assay.multiplicity;

import assay.Arguments;
import assay.Estimate;

/**
 * The evidence on one hypothesis of an experiment.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a p-value is not in [0, 1] or a log e-value is NaN, or the one
 * that the role needs is missing.
 *
 * @param name metric, and segment where it has one
 * @param role what it is for
 * @param pValue its p-value; NaN for an exploratory one
 * @param logEvidence the logarithm of its e-value; NaN unless it is exploratory
 */
public record MetricResult(String name, MetricRole role, double pValue, double logEvidence) {

    public MetricResult {
        boolean needed = role != MetricRole.EXPLORATORY;
        if (needed && !(pValue >= 0 && pValue <= 1)) {
            throw new IllegalArgumentException("the p-value of " + name + " must be in [0, 1], not " + pValue);
        }
        if (!needed && Double.isNaN(logEvidence)) {
            throw new IllegalArgumentException(
                    "the e-value of " + name + " must be a number: exploratory hypotheses are judged by e-values");
        }
    }

    /** Which change of a guardrail is for the worse. */
    public enum Harm {
        /** A larger value, such as latency. */
        INCREASE,
        /** A smaller value, such as retention. */
        DECREASE
    }

    /**
     * A hypothesis of no effect.
     *
     * @param name metric, and segment where it has one
     * @param role primary, secondary or registered segment
     * @param estimate its estimate
     * @return with the two-sided p-value
     * @throws IllegalArgumentException if the role is another
     */
    public static MetricResult of(String name, MetricRole role, Estimate estimate) {
        if (role == MetricRole.GUARDRAIL || role == MetricRole.EXPLORATORY) {
            throw new IllegalArgumentException(
                    "a hypothesis of no effect is no " + role + ": make it by its own method");
        }
        return new MetricResult(name, role, estimate.inference().pValue(0), Double.NaN);
    }

    /**
     * A guardrail: the null hypothesis is that harm is at least the margin.
     *
     * @param name the metric
     * @param estimate its estimate
     * @param margin the harm that would matter, in the unit of the estimate, above 0
     * @param harm which change is for the worse
     * @return with the one-sided p-value of non-inferiority
     */
    public static MetricResult guardrail(String name, Estimate estimate, double margin, Harm harm) {
        Arguments.positive("margin of " + name, margin);
        double edge = harm == Harm.INCREASE ? margin : -margin;
        double half = estimate.inference().pValue(edge) / 2;
        boolean better = harm == Harm.INCREASE ? estimate.value() < edge : estimate.value() > edge;
        return new MetricResult(name, MetricRole.GUARDRAIL, better ? half : 1 - half, Double.NaN);
    }

    /**
     * An exploratory hypothesis.
     *
     * @param name metric and segment
     * @param logEvidence the logarithm of its e-value, such as {@code AnytimeT.logEvidence(0)}
     * @return with the e-value
     */
    public static MetricResult exploratory(String name, double logEvidence) {
        return new MetricResult(name, MetricRole.EXPLORATORY, Double.NaN, logEvidence);
    }
}
