package assay.sequential;

import assay.Arguments;
import assay.Caution;
import assay.Estimate;
import assay.Inference;
import java.util.Optional;

/**
 * The switch that makes the result of a linear model anytime-valid: estimate and standard error stay, the reference
 * distribution becomes a mixture that holds at all looks at once.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if g is not finite and positive.
 *
 * @param priorUnits g, how many units the mixing distribution is worth, fixed before the first look
 */
public record AnytimeValid(double priorUnits) {

    /** Below this many units a standard error is too rough for a guarantee at all looks. */
    static final int START = 300;

    public AnytimeValid {
        Arguments.positive("prior units", priorUnits);
    }

    /**
     * A mixing distribution worth one unit, the default of Lindon and others: quick to see gross effects.
     *
     * @return g = 1
     */
    public static AnytimeValid unitInformation() {
        return new AnytimeValid(1);
    }

    /**
     * The mixing distribution whose interval is shortest at a planned size.
     *
     * @param units independent units, rows or clusters, that the experiment is planned for
     * @param level level of the interval, in (0, 1)
     * @return g
     */
    public static AnytimeValid plannedFor(double units, double level) {
        return new AnytimeValid(AnytimeNormal.optimalPriorUnits(units, 1 - Arguments.probability("level", level)));
    }

    /**
     * Makes an estimate anytime-valid.
     *
     * @param estimate with Student's t or normal inference
     * @param units independent units that it rests on, rows or clusters
     * @return the same estimate and standard error with {@link AnytimeT} or {@link AnytimeNormal} inference
     * @throws IllegalArgumentException if the inference has no degrees of freedom, as a bootstrap has none
     */
    public Estimate apply(Estimate estimate, double units) {
        double df = estimate.inference().degreesOfFreedom();
        if (Double.isNaN(df)) {
            throw new IllegalArgumentException("the inference on " + estimate.term()
                    + " has no reference distribution that could be made anytime-valid");
        }
        Inference inference = df < Double.POSITIVE_INFINITY
                ? new AnytimeT(estimate.value(), estimate.stdError(), df, units, priorUnits)
                : new AnytimeNormal(estimate.value(), estimate.stdError(), units, priorUnits);
        return new Estimate(estimate.estimand(), estimate.term(), estimate.value(), estimate.stdError(), inference);
    }

    /**
     * The caution for a look that is too early for a robust standard error.
     *
     * @param units independent units so far
     * @return present below 300 units
     */
    public Optional<Caution> caution(double units) {
        return units >= START
                ? Optional.empty()
                : Optional.of(Caution.of(
                        "anytime-too-early",
                        "Looks count from " + START + " independent units on and there are " + (long) units
                                + ": with a robust standard error the guarantee over all looks is asymptotic."));
    }
}
