package assay.sequential;

import assay.Arguments;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Glance;
import assay.Inference;
import assay.Interval;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * The effect on a quantile, read at several looks: the p-value is that of {@link QuantileSequence} for a common quantile, and
 * the interval holds the differences that this test does not reject. Valid at any sample size; no density is
 * estimated.
 *
 * <p>Rows are in the order in which units came in, or have a time. A look at which an arm has too few rows for a finite interval
 * is left out.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a count is below its minimum or a probability not in (0, 1).
 *
 * @param probability which quantile
 * @param optimalSize rows of an arm near which it is to be sharp
 * @param looks how many equal steps, at least 1
 * @param start rows before the first look, at least 4
 * @param level confidence level of the sequence
 */
public record SequentialQuantile(double probability, double optimalSize, int looks, int start, double level)
        implements Estimator<Trajectory> {

    public SequentialQuantile {
        Arguments.probability("probability", probability);
        Arguments.positive("optimal size", optimalSize);
        Arguments.atLeast("looks", looks, 1);
        Arguments.atLeast("start", start, 4);
        Arguments.probability("level", level);
    }

    @Override
    public Estimand target() {
        return Estimand.QTE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Set<Role> reads() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TIME, Role.UNIT);
    }

    @Override
    public Trajectory estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Sample arrived = Arrival.order(sample);
        TwoArms arms = TwoArms.of(arrived);
        List<Trajectory.Look> path = new ArrayList<>();
        for (int n : Arrival.sizes(arrived.size(), looks, start)) {
            Arms sorted = Arms.of(arrived.outcome(), arms.indicator(), n);
            if (sorted.control.length > 0 && sorted.treated.length > 0) {
                look(sorted, n, arms, path);
            }
        }
        if (path.isEmpty()) {
            throw Arrival.tooFew(arrived.size(), 2 * start);
        }
        return new Trajectory(
                path,
                Glance.of("sequential-quantile", "none: counts", arrived, arms, Map.of("probability", probability)),
                List.of());
    }

    private void look(Arms arms, int n, TwoArms names, List<Trajectory.Look> path) {
        QuantileSequence sequence = new QuantileSequence(probability, optimalSize);
        Counts inference = new Counts(sequence, arms);
        Interval interval = inference.interval(level);
        if (!Double.isFinite(interval.width()) || !(interval.width() > 0)) {
            return;
        }
        double value = quantile(arms.treated) - quantile(arms.control);
        // There is no standard error; that of a normal interval of the same length stands in for it.
        double stdError = interval.width() / (2 * AnytimeNormal.criticalValue(1 - level));
        Estimate estimate = new Estimate(Estimand.QTE, names.contrast(), value, stdError, inference);
        path.add(new Trajectory.Look(n, 1 / (stdError * stdError), estimate, inference.pValue(0) <= 1 - level));
    }

    private double quantile(double[] sorted) {
        int rank = (int) Math.ceil(probability * sorted.length) - 1;
        return sorted[Math.min(Math.max(rank, 0), sorted.length - 1)];
    }

    /** The outcomes of both arms in ascending order. */
    private static final class Arms {
        private final double[] control;
        private final double[] treated;

        private Arms(double[] control, double[] treated) {
            this.control = control;
            this.treated = treated;
        }

        static Arms of(double[] y, double[] indicator, int n) {
            double[] control = new double[n];
            double[] treated = new double[n];
            int n0 = 0;
            int n1 = 0;
            for (int i = 0; i < n; i++) {
                if (indicator[i] == 1) {
                    treated[n1++] = y[i];
                } else {
                    control[n0++] = y[i];
                }
            }
            Arms arms = new Arms(Arrays.copyOf(control, n0), Arrays.copyOf(treated, n1));
            Arrays.sort(arms.control);
            Arrays.sort(arms.treated);
            return arms;
        }
    }

    private record Counts(QuantileSequence sequence, Arms arms) implements Inference {

        @Override
        public Interval interval(double level) {
            return sequence.difference(arms.control, arms.treated, 1 - level);
        }

        @Override
        public double pValue(double nullValue) {
            double[] moved = arms.treated.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] -= nullValue;
            }
            return Math.min(
                    1, FastMath.exp(-sequence.logEvidence(arms.control, arms.control.length, moved, moved.length)));
        }
    }
}
