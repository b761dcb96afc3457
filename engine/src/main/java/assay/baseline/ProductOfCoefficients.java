package assay.baseline;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.mediation.Family;
import assay.mediation.GeneralisedMediation;
import assay.mediation.MediatorEffect;
import assay.mediation.PathInterval;
import assay.mediation.SimulatedEffects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effects on a binary outcome as products of the coefficients of two models, as if the predictor of a probit were the outcome: the
 * coefficient of treatment on the mediator times that of the mediator, and the coefficient of treatment beside it, by Sobel's standard
 * error. They are effects on a scale that nobody measures, and no differences in probability.
 */
public record ProductOfCoefficients() implements Estimator<Fit> {

    private static final int UNUSED = 100;

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        SimulatedEffects models = new GeneralisedMediation(
                        Family.GAUSSIAN, Family.PROBIT, MediatorEffect.SAME, PathInterval.DELTA, UNUSED)
                .simulate(sample, random);
        Estimate a = models.mediatorModel().get(1);
        Estimate c = models.outcomeModel().get(1);
        Estimate b = models.outcomeModel().get(2);
        double indirect = a.value() * b.value();
        double indirectError = Math.hypot(a.value() * b.stdError(), b.value() * a.stdError());
        double totalError = Math.hypot(indirectError, c.stdError());
        return new Fit(
                List.of(
                        Estimate.normal(Estimand.ATE, "total", indirect + c.value(), totalError),
                        Estimate.normal(Estimand.INDIRECT_EFFECT, "ACME(0)", indirect, indirectError),
                        Estimate.normal(Estimand.INDIRECT_EFFECT, "ACME(1)", indirect, indirectError),
                        Estimate.normal(Estimand.DIRECT_EFFECT, "ADE(0)", c.value(), c.stdError()),
                        Estimate.normal(Estimand.DIRECT_EFFECT, "ADE(1)", c.value(), c.stdError())),
                new Glance("product-of-coefficients", "Sobel", sample.size(), 0, 0, 0, 0, Map.of()),
                List.<Caution>of());
    }
}
