package assay.experiment;

import assay.Arguments;
import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Problem;
import assay.Rejections;
import assay.Role;
import assay.Sample;
import assay.multiplicity.Dunnett;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which of several treatments differ from one control, by Dunnett's comparison: t statistics from the variance that all arms
 * share, {@code s^2 = sum of squares within arms / (n - arms)}, referred to the distribution of the largest. It keeps the
 * probability of any false rejection with normal outcomes of one variance.
 *
 * <p>Of a numeric assignment the smallest value is control, of a categorical one the first level. A hypothesis is named like a
 * contrast, {@code treatment - control}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the level is not in (0, 1).
 *
 * @param steps single step or step down
 * @param level the family-wise error rate to keep
 */
public record ArmTests(Dunnett.Steps steps, double level) implements Estimator<Rejections> {

    public ArmTests {
        Arguments.probability("level", level);
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
    public Rejections estimate(Sample sample, RandomGenerator random) {
        ManyToOne comparison = ManyToOne.of(sample);
        double[] adjusted = comparison.distribution().adjust(comparison.statistics(), steps);
        List<Rejections.Hypothesis> hypotheses = new ArrayList<>();
        for (int k = 0; k < adjusted.length; k++) {
            hypotheses.add(new Rejections.Hypothesis(comparison.names().get(k), adjusted[k], adjusted[k] <= level));
        }
        return new Rejections(hypotheses, List.of());
    }

    /** The t statistics of all treatments against the control. */
    public static final class ManyToOne {

        private final List<String> names;
        private final double[] statistics;
        private final int[] sizes;

        private ManyToOne(List<String> names, double[] statistics, int[] sizes) {
            this.names = names;
            this.statistics = statistics;
            this.sizes = sizes;
        }

        /**
         * Compares the arms of a sample.
         *
         * @param sample an outcome and an assignment of two arms or more
         * @return the comparison
         * @throws EstimationException if there is one arm, an arm is empty or outcomes do not vary within arms
         */
        public static ManyToOne of(Sample sample) {
            sample.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT));
            Column column = sample.column(Role.ASSIGNMENT);
            List<String> labels = new ArrayList<>();
            int[] arm = arms(column, labels);
            double[] y = sample.outcome();
            int[] sizes = new int[labels.size()];
            double[] means = new double[sizes.length];
            for (int i = 0; i < arm.length; i++) {
                sizes[arm[i]]++;
                means[arm[i]] += (y[i] - means[arm[i]]) / sizes[arm[i]];
            }
            double squares = 0;
            for (int i = 0; i < arm.length; i++) {
                squares += (y[i] - means[arm[i]]) * (y[i] - means[arm[i]]);
            }
            int df = arm.length - sizes.length;
            if (sizes.length < 2 || df < 1) {
                throw new EstimationException(
                        sizes.length < 2 ? Problem.ONE_LEVEL : Problem.TOO_FEW_ROWS,
                        "Column '" + column.name() + "' has " + sizes.length + " arms in " + arm.length
                                + " rows; a comparison with a control takes two arms and more rows than arms.",
                        "Check the column and the filter that made the file.");
            }
            if (!(squares > 0)) {
                throw new EstimationException(
                        Problem.CONSTANT_OUTCOME,
                        "The outcome does not vary within any arm, so that there is no standard error.",
                        "Choose an outcome that varies.");
            }
            double variance = squares / df;
            List<String> names = new ArrayList<>();
            double[] statistics = new double[sizes.length - 1];
            for (int k = 1; k < sizes.length; k++) {
                names.add(labels.get(k) + " - " + labels.get(0));
                statistics[k - 1] = (means[k] - means[0]) / Math.sqrt(variance * (1.0 / sizes[k] + 1.0 / sizes[0]));
            }
            return new ManyToOne(names, statistics, sizes);
        }

        /** Arms numbered from 0, which is control; only those that occur. */
        private static int[] arms(Column column, List<String> labels) {
            if (column instanceof Column.Categorical categorical) {
                int[] used =
                        Arrays.stream(categorical.codes()).distinct().sorted().toArray();
                for (int code : used) {
                    labels.add(categorical.levels().get(code));
                }
                return Arrays.stream(categorical.codes())
                        .map(code -> Arrays.binarySearch(used, code))
                        .toArray();
            }
            double[] values = ((Column.Numeric) column).values();
            double[] used = Arrays.stream(values).distinct().sorted().toArray();
            for (double value : used) {
                labels.add(
                        value == Math.rint(value) && Math.abs(value) < 1e15
                                ? Long.toString((long) value)
                                : Double.toString(value));
            }
            return Arrays.stream(values)
                    .mapToInt(v -> Arrays.binarySearch(used, v))
                    .toArray();
        }

        /**
         * The contrasts.
         *
         * @return such as {@code 1 - 0}
         */
        public List<String> names() {
            return names;
        }

        /**
         * The t statistics.
         *
         * @return a copy, in the order of the names
         */
        public double[] statistics() {
            return statistics.clone();
        }

        /**
         * Degrees of freedom of the pooled variance.
         *
         * @return units less arms
         */
        public int degreesOfFreedom() {
            return IntStream.of(sizes).sum() - sizes.length;
        }

        /**
         * The joint distribution of the statistics under the null hypotheses.
         *
         * @return Dunnett's
         */
        public Dunnett distribution() {
            return Dunnett.ofSizes(sizes[0], Arrays.copyOfRange(sizes, 1, sizes.length), degreesOfFreedom());
        }
    }
}
