package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.ArmMoments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference in means with the standard error of one mean, {@code s / sqrt(n)} over all rows, as spreadsheets give it
 * below a column. The error of a difference is at least twice that, and more where arms are unequal. Kept because it
 * fails.
 */
public record SingleMean() implements Estimator<Fit> {

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
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        double[] outcome = sample.outcome();
        ArmMoments moments = ArmMoments.of(arms, outcome)
                .requireVariation(sample.column(Role.OUTCOME).name());
        int n = outcome.length;
        double difference = moments.difference();
        double between = difference * difference * arms.treated() / n * arms.control();
        double squares = moments.treatedSquares() + moments.controlSquares() + between;
        Estimate estimate =
                Estimate.studentT(target(), arms.contrast(), difference, Math.sqrt(squares / (n - 1) / n), n - 1);
        Glance glance = Glance.of(
                "single-mean",
                "standard error of the mean of all rows",
                sample,
                arms,
                Map.of("mean_treated", moments.treatedMean(), "mean_control", moments.controlMean()));
        return new Fit(List.of(estimate), glance, List.of());
    }
}
