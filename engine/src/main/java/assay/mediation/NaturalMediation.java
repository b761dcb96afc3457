package assay.mediation;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Natural direct and indirect effects through one mediator in linear models, where the effect of the mediator may differ between the
 * arms; see {@link NaturalEffects}. The first outcome of the sample is the outcome, the last the mediator; outcomes between them are moved
 * by treatment before the mediator, and the effects are then interventional.
 *
 * <p>Terms: {@code total}, {@code ACME(0)}, {@code ACME(1)}, {@code ADE(0)}, {@code ADE(1)}, and the means {@code ACME} and {@code ADE}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 100 draws.
 *
 * @param effect whether the effect of the mediator may differ between the arms; if not, both effects of a kind are the same
 * @param covariance of the coefficients of all equations
 * @param interval how sure a product of coefficients is
 * @param draws draws, or resamples, at least 100
 */
public record NaturalMediation(MediatorEffect effect, JointCovariance covariance, PathInterval interval, int draws)
        implements Estimator<Fit> {

    private static final int DRAWS = 2000;

    /** Checks the number of draws. */
    public NaturalMediation {
        Arguments.atLeast("draws", draws, 100);
    }

    /**
     * With the product of treatment and mediator, HC2, 2000 Monte-Carlo draws.
     *
     * @return the estimator
     */
    public static NaturalMediation standard() {
        return new NaturalMediation(MediatorEffect.BY_ARM, JointCovariance.HC2, PathInterval.MONTE_CARLO, DRAWS);
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
        PathModel model = LinearMediation.model(sample, MediatorOrder.SERIAL);
        MediationAnalysis analysis = new MediationAnalysis(model, covariance, interval, draws);
        String mediator = model.mediators().get(model.mediators().size() - 1);
        if (effect == MediatorEffect.BY_ARM) {
            return analysis.interacting(mediator, sample, random).fit();
        }
        Mediation mediation = analysis.analyze(sample, random);
        MediatedEffect through = mediation.through(mediator);
        Estimate total = mediation.total();
        Estimate in = through.through();
        Estimate past = through.past();
        return new Fit(
                List.of(
                        total,
                        named(in, "ACME(0)"),
                        named(in, "ACME(1)"),
                        named(past, "ADE(0)"),
                        named(past, "ADE(1)"),
                        named(in, "ACME"),
                        named(past, "ADE")),
                mediation.glance(),
                mediation.cautions());
    }

    private static Estimate named(Estimate estimate, String term) {
        return new Estimate(estimate.estimand(), term, estimate.value(), estimate.stdError(), estimate.inference());
    }
}
