package assay.design;

import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * An analysis of the units that met the change or, in the control arm, would have. The covariate that says so must be logged in
 * both arms by one rule, before treatment can have an influence.
 *
 * @param column covariate that is 1 for the triggered units
 * @param analysis how they are analysed
 */
public record TriggeredAnalysis(String column, Estimator<Fit> analysis) implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return analysis.target();
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] met = logged(sample);
        int[] rows = new int[met.length];
        int count = 0;
        for (int i = 0; i < met.length; i++) {
            if (met[i] == 1) {
                rows[count++] = i;
            }
        }
        if (count == 0) {
            throw new EstimationException(
                    Problem.EMPTY_SEGMENT,
                    "No row has 1 in column '" + column + "'; nobody met the change.",
                    "Check what the column logs.");
        }
        return analysis.estimate(sample.rows(Arrays.copyOf(rows, count)), random);
    }

    private double[] logged(Sample sample) {
        for (Column candidate : sample.columns(Role.COVARIATE)) {
            if (candidate.name().equals(column) && candidate instanceof Column.Numeric numeric) {
                return numeric.values();
            }
        }
        throw new EstimationException(
                Problem.UNKNOWN_COLUMN,
                "No numeric covariate is called '" + column + "', which says who met the change.",
                "Name it with --covariates.");
    }
}
