package assay.baseline;

import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.switchback.SwitchbackBlockRegression;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Periods under treatment less periods under control, errors clustered by block: right but for one thing. What the arm before left
 * behind at the start of each block is counted for the arm that follows. Kept because it fails.
 */
public record IgnoringCarryover() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.LAG_EFFECT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.BLOCK);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Fit fit = SwitchbackBlockRegression.standard(0).estimate(sample, random);
        Glance glance = new Glance(
                "ignoring-carryover",
                fit.glance().variance(),
                fit.glance().n(),
                fit.glance().treated(),
                fit.glance().control(),
                fit.glance().dropped(),
                fit.glance().clusters(),
                fit.glance().diagnostics());
        return new Fit(fit.terms(), glance, fit.cautions(), fit.influenceOrNull());
    }
}
