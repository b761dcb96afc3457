import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Say here what is estimated, by which formula, from which paper. */
public record MyEstimator() implements Estimator<Fit> {

    /** What the certificate holds it to. */
    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    /** The columns that it cannot do without. */
    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        double[] outcome = sample.outcome();
        double[] treated = arms.indicator();
        // Replace these three by your method: an estimate, its standard error, and degrees of freedom.
        double value = mean(outcome, treated, 1) - mean(outcome, treated, 0);
        double stdError = 1;
        double df = outcome.length - 2.0;
        Estimate estimate = Estimate.studentT(target(), arms.contrast(), value, stdError, df);
        return new Fit(List.of(estimate), Glance.of("my-estimator", "say which", sample, arms, Map.of()), List.of());
    }

    private static double mean(double[] outcome, double[] treated, double arm) {
        double sum = 0;
        int n = 0;
        for (int i = 0; i < outcome.length; i++) {
            if (treated[i] == arm) {
                sum += outcome[i];
                n++;
            }
        }
        return sum / n;
    }
}
