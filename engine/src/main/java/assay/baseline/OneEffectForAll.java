package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.cate.CateFit;
import assay.cate.CateModel;
import assay.cate.OrthogonalScores;
import assay.experiment.DifferenceInMeans;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The average effect as everybody's effect: the difference in means, with its standard error, for each unit. The interval is about the
 * average and says nothing of a unit that is not average. Kept because it fails.
 */
public record OneEffectForAll() implements Estimator<CateFit> {

    @Override
    public Estimand target() {
        return Estimand.CATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public CateFit estimate(Sample sample, RandomGenerator random) {
        Fit fit = new DifferenceInMeans().estimate(sample.with(Role.PROPENSITY), random);
        Estimate average = fit.estimate();
        TwoArms arms = TwoArms.of(sample);
        int size = sample.size();
        double[] sums = new double[2];
        double[] arm = arms.indicator();
        double[] outcome = sample.outcome();
        for (int i = 0; i < size; i++) {
            sums[(int) arm[i]] += outcome[i];
        }
        boolean[] interior = new boolean[size];
        Arrays.fill(interior, true);
        OrthogonalScores scores = new OrthogonalScores(
                outcome,
                arm,
                filled(size, arms.treated() / (double) size),
                filled(size, sums[1] / arms.treated()),
                filled(size, sums[0] / arms.control()),
                null,
                null);
        double variance = average.stdError() * average.stdError();
        return new CateFit(
                filled(size, average.value()),
                filled(size, variance),
                interior,
                scores,
                new Constant(sample.covariates().count(), average.value(), variance),
                fit.glance(),
                List.of());
    }

    private static double[] filled(int size, double value) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
    }

    /** The same effect wherever it is asked for. */
    private record Constant(int features, double effect, double variance) implements CateModel {

        @Override
        public boolean hasVariance() {
            return true;
        }

        @Override
        public void predict(double[][] columns, int[] rows, double[] effects, double @Nullable [] variances) {
            if (columns.length != features) {
                throw new IllegalArgumentException(
                        "the model was made for " + features + " features, not " + columns.length);
            }
            for (int row : rows) {
                effects[row] = effect;
                if (variances != null) {
                    variances[row] = variance;
                }
            }
        }
    }
}
