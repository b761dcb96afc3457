package assay.decision;

import assay.Arguments;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an experiment is decided. Every option changes what is decided; what a policy file says that would change nothing is refused
 * when it is read.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the level or the power is out of its range.
 *
 * @param id name
 * @param version as its owner numbers it
 * @param owner who answers for it
 * @param alpha two-sided level of the primary metric, in (0, 0.5)
 * @param power the power that makes an empty result an answer, in (0, 1)
 * @param trust what the data must pass before they are read
 * @param success what a win is
 * @param value what a win must be worth; empty to ask nothing
 * @param segments how segments are judged; empty to ship to all or to none
 */
public record DecisionPolicy(
        String id,
        String version,
        String owner,
        double alpha,
        double power,
        Trust trust,
        Success success,
        Optional<Value> value,
        Optional<Segments> segments) {

    public DecisionPolicy {
        Arguments.probability("alpha", alpha);
        if (alpha >= 0.5) {
            throw new IllegalArgumentException("alpha must be below 0.5, not " + alpha);
        }
        Arguments.probability("power", power);
    }

    /**
     * What the data must pass before they are read.
     *
     * @param alpha false-alarm probability of each check that is a test, in (0, 1)
     * @param minimumUnits fewest units analysed
     * @param minimumPerArm fewest units analysed in an arm
     * @param maximumMissing largest share of missing values in a column that is used, in [0, 1]
     */
    public record Trust(double alpha, int minimumUnits, int minimumPerArm, double maximumMissing) {
        public Trust {
            Arguments.probability("alpha of trust checks", alpha);
            Arguments.atLeast("minimum units", minimumUnits, 0);
            Arguments.atLeast("minimum units of an arm", minimumPerArm, 0);
            if (!(maximumMissing >= 0 && maximumMissing <= 1)) {
                throw new IllegalArgumentException("largest share missing must be in [0, 1], not " + maximumMissing);
            }
        }
    }

    /** What a win is, beyond a p-value of at most alpha in the right direction. */
    public enum Success {
        /** The estimate is at least the smallest effect that matters. */
        ESTIMATE_MATTERS,
        /** The lower end of the interval is at least the smallest effect that matters. */
        INTERVAL_MATTERS
    }

    /**
     * What a win must be worth. Value can forbid to ship and never licenses it.
     *
     * @param perUnit worth of one unit of the metric for one user
     * @param users users who would get the treatment in the period over which it must pay
     * @param cost of building and keeping the treatment, in the same money
     * @param minimum least net worth
     * @param bound which figure is taken for the effect
     */
    public record Value(double perUnit, double users, double cost, double minimum, Bound bound) {
        /** The figure that is taken for the effect. */
        public enum Bound {
            /** The estimate. */
            ESTIMATE,
            /** The end of the interval nearer to no effect. */
            CONSERVATIVE
        }

        public Value {
            Arguments.finite("worth of a unit", perUnit);
            Arguments.positive("users", users);
            Arguments.finite("cost", cost);
            Arguments.finite("least worth", minimum);
        }
    }

    /**
     * How segments are judged.
     *
     * @param interactionAlpha level of the test of a segment against its complement, in (0, 1)
     * @param minimumUnits fewest analysed units of a segment
     * @param maximum most segments; more are an error and none is left out in silence; empty for no limit
     * @param correction over all segments that are judged
     */
    public record Segments(double interactionAlpha, int minimumUnits, OptionalInt maximum, Correction correction) {
        /** How p-values and intervals are corrected for the number of segments. */
        public enum Correction {
            /** Family-wise, intervals of level 1 - alpha / m. */
            BONFERRONI,
            /** Family-wise, step-down; intervals as Bonferroni's. */
            HOLM,
            /** False discovery rate; false-coverage-rate intervals over the selected. */
            BENJAMINI_HOCHBERG
        }

        public Segments {
            Arguments.probability("interaction alpha", interactionAlpha);
            Arguments.atLeast("minimum units of a segment", minimumUnits, 2);
        }
    }
}
