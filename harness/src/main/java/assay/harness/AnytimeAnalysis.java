package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.sequential.AnytimeValid;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * An analysis read as one that could have been read at any time before: the prior is tuned to the number of units, which a
 * planned study knows beforehand.
 *
 * @param analysis the analysis
 * @param level level of the confidence sequence
 */
record AnytimeAnalysis(Estimator<Fit> analysis, double level) implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return analysis.target();
    }

    @Override
    public Set<Role> needs() {
        return analysis.needs();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Fit fit = analysis.estimate(sample, random);
        AnytimeValid anytime = AnytimeValid.plannedFor(sample.size(), level);
        return new Fit(List.of(anytime.apply(fit.estimate(), sample.size())), fit.glance(), fit.cautions());
    }
}
