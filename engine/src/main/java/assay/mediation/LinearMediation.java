package assay.mediation;

import assay.Arguments;
import assay.Column;
import assay.Decomposition;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effects along the paths from a randomised treatment through mediators to an outcome, in a linear model. The first outcome of
 * the sample is the outcome, the others are mediators in causal order; graphs of any other form are analysed by
 * {@link MediationAnalysis}.
 *
 * <p>Each mediator and the outcome is regressed on treatment, the mediators before it and the covariates; the effect along a path is
 * the product of its coefficients. The paths add up to the coefficient of treatment in one regression of the outcome on treatment and
 * covariates, up to rounding. Covariances are joint over the equations, and clustered where the sample has clusters; intervals of
 * products are {@link PathInterval#MONTE_CARLO}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 100 draws.
 *
 * @param order how the mediators depend on each other
 * @param covariance of the coefficients of all equations
 * @param interval how sure a product of coefficients is
 * @param draws draws, or resamples, at least 100
 */
public record LinearMediation(MediatorOrder order, JointCovariance covariance, PathInterval interval, int draws)
        implements Estimator<Decomposition> {

    private static final int DRAWS = 2000;

    /** Checks the number of draws. */
    public LinearMediation {
        Arguments.atLeast("draws", draws, 100);
    }

    /**
     * Mediators in a row, HC2, 2000 Monte-Carlo draws.
     *
     * @return the estimator
     */
    public static LinearMediation standard() {
        return new LinearMediation(MediatorOrder.SERIAL, JointCovariance.HC2, PathInterval.MONTE_CARLO, DRAWS);
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
    public Decomposition estimate(Sample sample, RandomGenerator random) {
        return new MediationAnalysis(model(sample, order), covariance, interval, draws)
                .analyze(sample, random)
                .decomposition();
    }

    /** The model that the order of the outcomes of a sample declares. */
    static PathModel model(Sample sample, MediatorOrder order) {
        sample.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT));
        List<String> outcomes =
                sample.columns(Role.OUTCOME).stream().map(Column::name).toList();
        if (outcomes.size() < 2) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "There is one outcome, '" + outcomes.get(0) + "', and no mediator.",
                    "Name the outcome and then the mediators in causal order, such as --outcome sales,searches,views.");
        }
        String treatment = sample.column(Role.ASSIGNMENT).name();
        List<String> mediators = outcomes.subList(1, outcomes.size());
        List<String> covariates =
                sample.columns(Role.COVARIATE).stream().map(Column::name).toList();
        return order == MediatorOrder.SERIAL
                ? PathModel.serial(treatment, mediators, outcomes.get(0), covariates)
                : PathModel.parallel(treatment, mediators, outcomes.get(0), covariates);
    }
}
