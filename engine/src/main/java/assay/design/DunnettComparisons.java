package assay.design;

import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Several treatments against one control with the spread pooled over all arms and Dunnett's adjustment, for arms of one
 * size. The first level of the assignment is control; there is a term for each other level.
 */
public record DunnettComparisons() implements Estimator<Fit> {

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
        if (!(sample.column(Role.ASSIGNMENT) instanceof Column.Categorical arms)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Column '" + sample.column(Role.ASSIGNMENT).name()
                            + "' holds numbers; several arms are told apart by names.",
                    "Give the arms as text, control first.");
        }
        double[] y = sample.outcome();
        int count = arms.levels().size();
        int[] n = new int[count];
        double[] mean = new double[count];
        for (int i = 0; i < y.length; i++) {
            n[arms.codes()[i]]++;
            mean[arms.codes()[i]] += y[i];
        }
        for (int a = 0; a < count; a++) {
            if (n[a] < 2) {
                throw new EstimationException(
                        Problem.TOO_FEW_ROWS,
                        "Arm '" + arms.levels().get(a) + "' has " + n[a] + " rows; a variance needs two.",
                        "Collect more data, or leave the arm out.");
            }
            mean[a] /= n[a];
        }
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            double residual = y[i] - mean[arms.codes()[i]];
            squares += residual * residual;
        }
        if (!(squares > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME, "The outcome does not vary within any arm.", "Check the column.");
        }
        double df = y.length - (double) count;
        List<Estimate> terms = new ArrayList<>();
        for (int a = 1; a < count; a++) {
            double value = mean[a] - mean[0];
            double stdError = Math.sqrt(squares / df * (1.0 / n[a] + 1.0 / n[0]));
            terms.add(new Estimate(
                    target(),
                    arms.levels().get(a) + " - " + arms.levels().get(0),
                    value,
                    stdError,
                    new DunnettT(value, stdError, df, count - 1)));
        }
        Glance glance = new Glance(
                "dunnett",
                "pooled variance, Dunnett's t",
                y.length,
                y.length - n[0],
                n[0],
                sample.dropped(),
                0,
                Map.of());
        return new Fit(terms, glance, List.of());
    }
}
