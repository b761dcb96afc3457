package assay.mediation;

import assay.Arguments;
import assay.Sample;
import java.util.random.RandomGenerator;

/**
 * How the effects along the paths of a linear model are estimated.
 *
 * <p>Each mediator and the outcome is regressed on what moves it and on the covariates. The effect along a path is the product of
 * the coefficients of its arrows (Wright, Ann. Math. Stat. 5, 1934, doi:10.1214/aoms/1177732676).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 100 draws.
 *
 * @param model what moves what
 * @param covariance of the coefficients of all equations
 * @param interval how sure a product of coefficients is
 * @param draws draws, or resamples, at least 100
 */
public record MediationAnalysis(PathModel model, JointCovariance covariance, PathInterval interval, int draws) {

    /** Draws from the joint normal distribution of the coefficients. */
    public static final int DRAWS = 20_000;

    /** Checks the number of draws. */
    public MediationAnalysis {
        Arguments.atLeast("draws", draws, 100);
    }

    /**
     * HC2 and Monte-Carlo intervals.
     *
     * @param model what moves what
     * @return the analysis
     */
    public static MediationAnalysis of(PathModel model) {
        return new MediationAnalysis(model, JointCovariance.HC2, PathInterval.MONTE_CARLO, DRAWS);
    }

    /**
     * The same with another covariance.
     *
     * @param other the covariance
     * @return the analysis
     */
    public MediationAnalysis with(JointCovariance other) {
        return new MediationAnalysis(model, other, interval, draws);
    }

    /**
     * The same with other intervals.
     *
     * @param other the intervals
     * @param count draws or resamples
     * @return the analysis
     */
    public MediationAnalysis with(PathInterval other, int count) {
        return new MediationAnalysis(model, covariance, other, count);
    }

    /**
     * Estimates the effects along all paths.
     *
     * @param sample the data: the treatment as assignment, outcome and mediators as outcomes, covariates, and clusters if there are
     *     any
     * @param random the key of the draws
     * @return the effects
     * @throws assay.EstimationException if the sample lacks a column, something does not vary, or a coefficient is not identified
     */
    public Mediation analyze(Sample sample, RandomGenerator random) {
        return new Mediation(this, PathData.of(model, sample), random.nextLong());
    }

    /**
     * Estimates the effects through one mediator and past it, where the effect of the mediator may differ between treated and
     * control.
     *
     * @param mediator the mediator
     * @param sample the data, as for {@link #analyze}
     * @param random the key of the draws
     * @return natural effects, or interventional ones where the treatment moves something else that moves mediator and outcome
     * @throws assay.EstimationException as {@link #analyze}
     * @throws IllegalArgumentException if it is no mediator
     */
    public NaturalEffects interacting(String mediator, Sample sample, RandomGenerator random) {
        model.requireMediator(mediator);
        return NaturalEffects.of(this, PathData.of(model, sample), mediator, random.nextLong());
    }
}
