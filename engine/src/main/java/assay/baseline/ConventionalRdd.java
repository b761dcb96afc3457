package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.quasi.RegressionDiscontinuity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A regression discontinuity that keeps its bias: the difference of two local polynomials with the standard error of their
 * noise. At the bandwidth of least mean squared error its bias is about half of that, so that its interval holds the truth too
 * seldom. Kept because it fails.
 *
 * @param fit what makes the polynomials
 */
public record ConventionalRdd(RegressionDiscontinuity fit) implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return fit.target();
    }

    @Override
    public Set<Role> needs() {
        return fit.needs();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Fit all = fit.estimate(sample, random);
        Estimate plain = all.terms().stream()
                .filter(e -> e.term().equals("conventional"))
                .findFirst()
                .orElseThrow();
        List<Estimate> terms = new ArrayList<>();
        terms.add(new Estimate(
                plain.estimand(), all.estimate().term(), plain.value(), plain.stdError(), plain.inference()));
        return new Fit(terms, all.glance(), all.cautions());
    }
}
