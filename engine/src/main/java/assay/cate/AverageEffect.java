package assay.cate;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * An average effect by the nuisances of a learner of effects, see {@link AverageEffects}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the target is not ATE, ATT, ATC or ATO.
 *
 * @param learner learns the effects and the nuisances
 * @param target ATE, ATT, ATC or ATO
 * @param method kebab-case name of the method, such as {@code forest-ate}
 */
public record AverageEffect(Estimator<CateFit> learner, Estimand target, String method) implements Estimator<Fit> {

    private static final Set<Estimand> TARGETS = Set.of(Estimand.ATE, Estimand.ATT, Estimand.ATC, Estimand.ATO);

    public AverageEffect {
        if (!TARGETS.contains(target)) {
            throw new IllegalArgumentException("an effect surface gives ATE, ATT, ATC and ATO, not " + target);
        }
    }

    @Override
    public Set<Role> needs() {
        return learner.needs();
    }

    @Override
    public Set<Role> reads() {
        return learner.reads();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        CateFit fit = learner.estimate(sample, random);
        return AverageEffects.of(fit, target, method, TwoArms.of(sample).contrast());
    }
}
