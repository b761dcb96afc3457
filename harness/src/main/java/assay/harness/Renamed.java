package assay.harness;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * An estimator whose result is taken for another effect than its own, as a foil.
 *
 * @param estimator the estimator
 * @param target what its result is taken for
 */
record Renamed(Estimator<Fit> estimator, Estimand target) implements Estimator<Fit> {

    @Override
    public Set<Role> needs() {
        return estimator.needs();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Fit fit = estimator.estimate(sample, random);
        List<Estimate> terms = new ArrayList<>();
        for (Estimate e : fit.terms()) {
            terms.add(new Estimate(target, e.term(), e.value(), e.stdError(), e.inference()));
        }
        return new Fit(terms, fit.glance(), fit.cautions());
    }
}
