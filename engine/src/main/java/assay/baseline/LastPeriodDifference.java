package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.experiment.DifferenceInMeans;
import assay.quasi.Cohorts;
import assay.quasi.Panel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Units that were ever treated less units that never were, in the last period of a panel. Those who choose a treatment
 * differed before they had it. Kept because it fails.
 */
public record LastPeriodDifference() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.TREATMENT, Role.UNIT, Role.TIME);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Panel panel = Panel.of(sample);
        Cohorts cohorts = Cohorts.of(panel);
        int last = panel.periods() - 1;
        double[] outcome = new double[cohorts.units()];
        double[] treated = new double[cohorts.units()];
        int n = 0;
        for (int i = 0; i < panel.units(); i++) {
            if (cohorts.cohort(i) >= 0) {
                outcome[n] = panel.outcome(i, last);
                treated[n++] = panel.treated(i, last);
            }
        }
        Fit fit = new DifferenceInMeans()
                .estimate(
                        Sample.builder()
                                .outcome(sample.column(Role.OUTCOME).name(), outcome)
                                .assignment(sample.column(Role.TREATMENT).name(), treated)
                                .build(),
                        random);
        Estimate means = fit.estimate();
        return new Fit(
                List.of(new Estimate(target(), panel.contrast(), means.value(), means.stdError(), means.inference())),
                new Glance(
                        "last-period-difference",
                        "Welch t over units in the last period",
                        n,
                        fit.glance().treated(),
                        fit.glance().control(),
                        sample.dropped(),
                        0,
                        Map.of()),
                fit.cautions());
    }
}
