package assay.mediation;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Natural effects through one mediator where mediator or outcome may be 0 or 1: a model of the mediator on treatment and covariates,
 * one of the outcome on treatment, mediator and covariates, and their expected outcomes {@code E[Y(t, M(s))]} averaged over the rows
 * (Imai, Keele and Tingley, Psychol. Methods 15, 2010, doi:10.1037/a0020761). The mediator is integrated out exactly, or by
 * quadrature where it is normal and the outcome logistic, instead of being drawn.
 *
 * <p>The first outcome of the sample is the outcome, the second the mediator. Terms: {@code total}, {@code ACME(0)}, {@code ACME(1)},
 * {@code ADE(0)}, {@code ADE(1)}, and the means {@code ACME} and {@code ADE}. Covariances of coefficients are robust and joint over
 * both models, clustered where the sample has clusters. Intervals are quantiles over draws of the coefficients from their joint normal
 * distribution, as quasi-Bayesian Monte Carlo has them; of the delta method; or over resamples.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 100 draws.
 *
 * @param mediator how the mediator follows from its predictor
 * @param outcome how the outcome follows from its predictor
 * @param effect whether the effect of the mediator may differ between the arms
 * @param interval how sure the effects are
 * @param draws draws, or resamples, at least 100
 */
public record GeneralisedMediation(
        Family mediator, Family outcome, MediatorEffect effect, PathInterval interval, int draws)
        implements Estimator<Fit> {

    private static final int DRAWS = 400;

    /** Checks the number of draws. */
    public GeneralisedMediation {
        Arguments.atLeast("draws", draws, 100);
    }

    /**
     * A normal mediator and a probit outcome, Monte-Carlo intervals.
     *
     * @return the estimator
     */
    public static GeneralisedMediation standard() {
        return new GeneralisedMediation(
                Family.GAUSSIAN, Family.PROBIT, MediatorEffect.SAME, PathInterval.MONTE_CARLO, DRAWS);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Set<Role> reads() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE, Role.CLUSTER);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        return simulate(sample, random).fit();
    }

    /**
     * Estimates, and keeps both models and the draws.
     *
     * @param sample the data
     * @param random the key of the draws
     * @return the effects
     * @throws EstimationException if the sample has not exactly one mediator, a response is not of its family, or a model has
     *     no finite maximum
     */
    public SimulatedEffects simulate(Sample sample, RandomGenerator random) {
        PathModel model = LinearMediation.model(sample, MediatorOrder.SERIAL);
        if (model.mediators().size() != 1) {
            List<String> names =
                    sample.columns(Role.OUTCOME).stream().map(Column::name).toList();
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Models that are not linear are taken of one mediator; " + (names.size() - 1) + " were given.",
                    "Name the outcome and one mediator, such as --outcome " + names.get(0) + "," + names.get(1) + ".");
        }
        return SimulatedEffects.of(this, PathData.of(model, sample), random.nextLong());
    }
}
