import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The difference of trimmed means: the lowest and highest tenth of each arm are left out (Yuen, Biometrika 61, 1974). */
public record TrimmedDifference(double share) implements Estimator<Fit> {

    public TrimmedDifference() {
        this(0.1);
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
        TwoArms arms = TwoArms.of(sample);
        Trimmed treated = trimmed(sample, arms, 1);
        Trimmed control = trimmed(sample, arms, 0);
        double variance = treated.variance() + control.variance();
        double df = variance * variance
                / (Math.pow(treated.variance(), 2) / (treated.kept() - 1)
                        + Math.pow(control.variance(), 2) / (control.kept() - 1));
        Estimate estimate = Estimate.studentT(
                target(), arms.contrast(), treated.mean() - control.mean(), Math.sqrt(variance), df);
        return new Fit(
                List.of(estimate), Glance.of("trimmed-difference", "Yuen's t", sample, arms, Map.of()), List.of());
    }

    private record Trimmed(double mean, double variance, int kept) {}

    private Trimmed trimmed(Sample sample, TwoArms arms, int arm) {
        double[] outcome = sample.outcome();
        double[] indicator = arms.indicator();
        double[] sorted = IntStream.range(0, outcome.length)
                .filter(i -> indicator[i] == arm)
                .mapToDouble(i -> outcome[i])
                .sorted()
                .toArray();
        int n = sorted.length;
        int cut = (int) (share * n);
        double[] kept = Arrays.copyOfRange(sorted, cut, n - cut);
        double mean = Arrays.stream(kept).average().orElseThrow();
        // What is left out still moves the estimate: pull it in to the nearest value kept, and count its square.
        double[] winsorised = sorted.clone();
        Arrays.fill(winsorised, 0, cut, kept[0]);
        Arrays.fill(winsorised, n - cut, n, kept[kept.length - 1]);
        double middle = Arrays.stream(winsorised).average().orElseThrow();
        double variance = squares(winsorised, middle) / (kept.length - 1.0) / kept.length;
        return new Trimmed(mean, variance, kept.length);
    }

    private static double squares(double[] values, double mean) {
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }
}
