package assay.baseline;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Peeking with any method: it is run on the rows so far at each of several looks, and each of its tests is taken as if it were the
 * only one. With twenty looks it finds an effect in a quarter of all experiments without one.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a count is below its minimum or alpha not in (0, 1).
 *
 * @param method answers a fit whose first term is read
 * @param looks how many equal steps, at least 1
 * @param start rows before the first look, at least 4
 * @param alpha size of each test
 */
public record FitAtEveryLook(Estimator<Fit> method, int looks, int start, double alpha)
        implements Estimator<Trajectory> {

    public FitAtEveryLook {
        Arguments.atLeast("looks", looks, 1);
        Arguments.atLeast("start", start, 4);
        Arguments.probability("alpha", alpha);
    }

    @Override
    public Estimand target() {
        return method.target();
    }

    @Override
    public Set<Role> needs() {
        return method.needs();
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        List<Trajectory.Look> path = new ArrayList<>();
        Fit last = method.estimate(sample, random);
        for (int k = 1; k <= looks; k++) {
            int n = (int) Math.round((double) k / looks * sample.size());
            if (n < start && k < looks) {
                continue;
            }
            int[] rows = new int[n];
            Arrays.setAll(rows, i -> i);
            Fit fit = k == looks ? last : method.estimate(sample.rows(rows), random);
            Estimate e = fit.estimate();
            path.add(new Trajectory.Look(
                    n, 1 / (e.stdError() * e.stdError()), e, e.inference().pValue(0) < alpha));
        }
        return new Trajectory(path, last.glance(), last.cautions());
    }
}
