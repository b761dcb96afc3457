package assay.observational;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect on compliers by an estimator for which the assignment is an instrument, {@link DmlIv} or {@link InteractiveIv}. Elsewhere a
 * treatment stands in for an assignment that there is none of; here it would be its own instrument, and confounding would pass for an
 * effect: data without an assignment are refused. Terms are named by the arms of the assignment.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimator is of another effect.
 *
 * @param estimator estimates a local average treatment effect
 */
public record CompliersEffect(Estimator<Fit> estimator) implements Estimator<Fit> {

    public CompliersEffect {
        if (estimator.target() != Estimand.LATE) {
            throw new IllegalArgumentException("an effect on compliers is a " + Estimand.LATE.label() + ", not the "
                    + estimator.target().label());
        }
    }

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return estimator.needs();
    }

    @Override
    public Set<Role> reads() {
        return estimator.reads();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        if (!sample.has(Role.ASSIGNMENT)) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "No column has the role assignment, which is the instrument here: a treatment cannot be its own.",
                    "Name what units were encouraged or assigned to with --assignment, and what they took with"
                            + " --treatment.");
        }
        Fit fit = estimator.estimate(sample, random);
        String contrast = TwoArms.of(sample).contrast();
        List<Estimate> terms = new ArrayList<>();
        for (Estimate e : fit.terms()) {
            terms.add(new Estimate(e.estimand(), contrast, e.value(), e.stdError(), e.inference()));
        }
        return new Fit(terms, fit.glance(), fit.cautions(), fit.influenceOrNull());
    }
}
