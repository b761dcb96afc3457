package assay.design;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.experiment.DifferenceInMeans;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What gets published: the sample is many experiments in a row, each of so many units, and the first that is significant is
 * reported. The law of what it estimates is the law given significance, exactly; an estimate that corrects for the selection
 * is judged by this.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if an experiment has fewer than eight units.
 *
 * @param units units of one experiment
 * @param level two-sided level at which results are reported
 * @param report how the reported result is read
 */
public record FirstSignificant(int units, double level, Report report) implements Estimator<Fit> {

    public FirstSignificant {
        Arguments.atLeast("units of an experiment", units, 8);
        Arguments.probability("level", level);
    }

    /** How a significant result is read. */
    public enum Report {
        /** As if it had been the only one: its own estimate and interval. */
        NAIVE,
        /** Given that it was significant: {@link ConditionalEstimate}. */
        CONDITIONAL
    }

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
        int experiments = sample.size() / units;
        int[] rows = new int[units];
        for (int e = 0; e < experiments; e++) {
            int first = e * units;
            Arrays.setAll(rows, i -> first + i);
            Fit fit = new DifferenceInMeans().estimate(sample.rows(rows), random);
            Estimate estimate = fit.estimate();
            if (estimate.inference().pValue(0) < level
                    && ConditionalEstimate.selected(estimate.value(), estimate.stdError(), level)) {
                return report == Report.NAIVE ? fit : corrected(fit, estimate);
            }
        }
        throw new EstimationException(
                Problem.TOO_FEW_ROWS,
                "None of the " + experiments + " experiments of " + units + " units is significant at " + level
                        + "; there is nothing to report.",
                "Report all of them, as one should.");
    }

    private Fit corrected(Fit fit, Estimate estimate) {
        ConditionalEstimate given = new ConditionalEstimate(estimate.value(), estimate.stdError(), level);
        return new Fit(
                List.of(new Estimate(
                        target(),
                        estimate.term(),
                        given.medianUnbiased(),
                        estimate.stdError(),
                        new ConditionalInference(given))),
                fit.glance(),
                fit.cautions());
    }
}
