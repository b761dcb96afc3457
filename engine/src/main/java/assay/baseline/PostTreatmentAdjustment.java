package assay.baseline;

import assay.Column;
import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.experiment.Cuped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * CUPED with one more covariate that was measured during the experiment: activity that follows the outcome, with as much
 * noise again. It predicts the outcome well, so that the interval is short, and holds part of the effect fixed, so that it is
 * about the wrong number. Kept because it fails.
 */
public record PostTreatmentAdjustment() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] outcome = sample.outcome();
        double mean = 0;
        for (double y : outcome) {
            mean += y / outcome.length;
        }
        double squares = 0;
        for (double y : outcome) {
            squares += (y - mean) * (y - mean);
        }
        double sd = Math.sqrt(squares / outcome.length);
        double[] during = new double[outcome.length];
        for (int i = 0; i < during.length; i++) {
            during[i] = outcome[i] + sd * random.nextGaussian();
        }
        List<Column> covariates = new ArrayList<>(sample.columns(Role.COVARIATE));
        covariates.add(new Column.Numeric("during", during));
        return Cuped.standard().estimate(sample.with(Role.COVARIATE, covariates.toArray(new Column[0])), random);
    }
}
