package assay.sequential;

import assay.Arguments;
import assay.Caution;
import assay.Estimate;
import assay.Fit;
import assay.Inference;
import assay.linear.WaldTest;
import java.util.ArrayList;
import java.util.List;
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
     * Makes all terms of a fit anytime-valid.
     *
     * @param fit with Student's t or normal inference
     * @param units independent units that it rests on, rows or clusters
     * @return the same estimates and standard errors, with a caution if it is too early
     * @throws IllegalArgumentException if the inference of a term has no degrees of freedom
     */
    public Fit apply(Fit fit, double units) {
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        caution(units).ifPresent(cautions::add);
        return new Fit(
                fit.terms().stream().map(term -> apply(term, units)).toList(),
                fit.glance(),
                cautions,
                fit.influenceOrNull());
    }

    /**
     * The anytime-valid test of several coefficients at once. The statistic of a Wald test is an F statistic: W over the number of
     * coefficients, for a robust covariance too.
     *
     * @param test classical, robust or clustered
     * @param units independent units that it rests on, rows or clusters
     * @return the test
     */
    public AnytimeF apply(WaldTest test, double units) {
        return new AnytimeF(
                test.statistic(), (int) Math.round(test.numerator()), test.denominator(), units, priorUnits);
    }

    /**
     * The asymptotic confidence sequence for a term of any fit that has influence functions, such as AIPW with known
     * propensities: the standard error is {@code sqrt(sum of squares) / n} of the influence values (Waudby-Smith, Arbour, Sinha,
     * Kennedy and Ramdas 2024, Time-uniform central limit theory and asymptotic confidence sequences, theorem 2.2 and section
     * 3).
     *
     * @param fit with influence functions
     * @param term index of the term
     * @return the estimate with {@link AnytimeNormal} inference
     * @throws IllegalArgumentException if the fit has none
     */
    public Estimate asymptotic(Fit fit, int term) {
        double[] influence = fit.influence()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "the method " + fit.glance().method()
                                        + " has no influence functions, so that no asymptotic confidence sequence follows from it; use apply"))
                .values(term);
        double squares = 0;
        for (double value : influence) {
            squares += value * value;
        }
        double error = Math.sqrt(squares) / influence.length;
        Estimate estimate = fit.terms().get(term);
        return new Estimate(
                estimate.estimand(),
                estimate.term(),
                estimate.value(),
                error,
                new AnytimeNormal(estimate.value(), error, influence.length, priorUnits));
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
