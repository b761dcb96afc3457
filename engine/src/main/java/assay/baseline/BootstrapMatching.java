package assay.baseline;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The effect on the treated by the nearest control on one covariate, with replacement, and the standard deviation over bootstrap samples
 * of either arm for its standard error: not valid, as the number of treated units that a control is nearest to does not vary over
 * bootstrap samples as it does over samples (Abadie and Imbens, Econometrica 76, 2008, doi:10.3982/ECTA6474). With many treated units for
 * each control its variance is short by a sixth; with few it is long.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 2 resamples.
 *
 * @param resamples number of bootstrap samples
 */
public record BootstrapMatching(int resamples) implements Estimator<Fit> {

    public BootstrapMatching {
        Arguments.atLeast("resamples", resamples, 2);
    }

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        TwoArms arms = TwoArms.of(sample);
        double[][] columns = sample.covariates().columns();
        if (columns.length != 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "This foil matches on one numeric covariate; there are " + columns.length + ".",
                    "Name one covariate.");
        }
        double[] x = columns[0];
        double[] y = sample.outcome();
        int[] treated = sorted(arms.indicator(), 1, x);
        int[] control = sorted(arms.indicator(), 0, x);
        int[] once = new int[sample.size()];
        Arrays.fill(once, 1);
        double value = effect(treated, control, x, y, once);
        double sum = 0;
        double squares = 0;
        for (int b = 0; b < resamples; b++) {
            int[] count = new int[sample.size()];
            resample(treated, count, random);
            resample(control, count, random);
            double off = effect(treated, control, x, y, count) - value;
            sum += off;
            squares += off * off;
        }
        double variance = (squares - sum * sum / resamples) / (resamples - 1.0);
        return new Fit(
                List.of(Estimate.normal(Estimand.ATT, arms.contrast(), value, Math.sqrt(variance))),
                Glance.of("bootstrap-matching", "bootstrap of matching, normal", sample, arms, Map.of()),
                List.of());
    }

    private static int[] sorted(double[] arm, int which, double[] x) {
        return IntStream.range(0, arm.length)
                .filter(i -> arm[i] == which)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> x[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static void resample(int[] rows, int[] count, RandomGenerator random) {
        for (int k = 0; k < rows.length; k++) {
            count[rows[(int) (random.nextDouble() * rows.length)]]++;
        }
    }

    /** Both arms are walked in the order of the covariate; rows count as often as they were drawn. */
    private static double effect(int[] treated, int[] control, double[] x, double[] y, int[] count) {
        int at = 0;
        while (count[control[at]] == 0) {
            at++;
        }
        double sum = 0;
        double total = 0;
        for (int i : treated) {
            if (count[i] == 0) {
                continue;
            }
            int next = following(control, count, at);
            while (next < control.length && Math.abs(x[control[next]] - x[i]) < Math.abs(x[control[at]] - x[i])) {
                at = next;
                next = following(control, count, at);
            }
            sum += count[i] * (y[i] - y[control[at]]);
            total += count[i];
        }
        return sum / total;
    }

    private static int following(int[] control, int[] count, int at) {
        int next = at + 1;
        while (next < control.length && count[control[next]] == 0) {
            next++;
        }
        return next;
    }
}
