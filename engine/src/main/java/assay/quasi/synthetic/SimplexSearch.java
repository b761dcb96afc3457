package assay.quasi.synthetic;

import assay.Arguments;
import java.util.Arrays;

/**
 * Weights on the simplex that minimise {@code zeta^2 |w|^2 + |A w - b|^2 / m} by Frank-Wolfe steps with exact line search, as the
 * reference implementation of synthetic differences in differences does: a first run, weights of at most a quarter of the largest
 * set to 0, and a second run; each ends after a number of steps, or when a step gains less than a tolerance (Arkhangelsky,
 * Athey, Hirshberg, Imbens and Wager, Am. Econ. Rev. 111, 2021, doi:10.1257/aer.20190159). The second run need not come to the
 * minimum: the weights are those of the reference, digit by digit, and {@link Weights#gap()} bounds what is left to gain.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a number of steps is below 1.
 *
 * @param first most steps before small weights are set to 0
 * @param second most steps after it
 */
public record SimplexSearch(int first, int second) {

    private static final double GAIN = 1e-5;

    public SimplexSearch {
        Arguments.atLeast("first", first, 1);
        Arguments.atLeast("second", second, 1);
    }

    /**
     * The steps of the reference implementation.
     *
     * @return 100, then at most 10000
     */
    public static SimplexSearch reference() {
        return new SimplexSearch(100, 10_000);
    }

    /**
     * Fewer steps, for the many searches of standard errors and permutations.
     *
     * @return 100, then at most 500
     */
    public static SimplexSearch quick() {
        return new SimplexSearch(100, 500);
    }

    /**
     * Weights and how good they are.
     */
    public static final class Weights {

        private final double[] values;
        private final double gap;
        private final int steps;

        Weights(double[] values, double gap, int steps) {
            this.values = values;
            this.gap = gap;
            this.steps = steps;
        }

        /**
         * The weights.
         *
         * @return none negative, sum 1; shared, not to be written to
         */
        public double[] values() {
            return values;
        }

        /**
         * A bound on what the criterion still is above its minimum: the Frank-Wolfe gap.
         *
         * @return 0 at the minimum
         */
        public double gap() {
            return gap;
        }

        /**
         * Steps that were taken.
         *
         * @return at least 2
         */
        public int steps() {
            return steps;
        }
    }

    /**
     * Finds weights.
     *
     * @param columns what is weighted: one array of m values for each weight
     * @param target the m values to be met; the sum of weights being 1, a constant in both makes no difference
     * @param intercept whether a constant may separate the weighted mean from the target
     * @param zeta ridge penalty
     * @param noise scale of the outcome: a step that gains less than the square of {@code 1e-5 noise} is the last
     * @return the weights
     */
    Weights find(double[][] columns, double[] target, Intercept intercept, double zeta, double noise) {
        Run run = new Run(intercept.centred(columns, target), zeta, GAIN * noise);
        double[] start = new double[columns.length];
        Arrays.fill(start, 1.0 / start.length);
        run.from(start);
        int steps = run.descend(first);
        run.from(sparse(run.weights));
        steps += run.descend(second);
        return new Weights(run.weights.clone(), run.gap(), steps);
    }

    /** Weights of more than a quarter of the largest, scaled to sum to 1. */
    static double[] sparse(double[] weights) {
        double largest = Arrays.stream(weights).max().orElse(0);
        double[] kept =
                Arrays.stream(weights).map(w -> w <= largest / 4 ? 0 : w).toArray();
        double sum = Arrays.stream(kept).sum();
        return Arrays.stream(kept).map(w -> w / sum).toArray();
    }

    /** Whether a constant may separate a weighted mean from its target. */
    enum Intercept {
        /** It may. */
        FREE,
        /** It may not. */
        NONE;

        /** The columns less the target, and less their means where a constant is free. */
        double[][] centred(double[][] columns, double[] target) {
            double[][] centred = new double[columns.length][target.length];
            for (int j = 0; j < columns.length; j++) {
                double mean = 0;
                for (int i = 0; i < target.length; i++) {
                    centred[j][i] = columns[j][i] - target[i];
                    mean += centred[j][i] / target.length;
                }
                for (int i = 0; this == FREE && i < target.length; i++) {
                    centred[j][i] -= mean;
                }
            }
            return centred;
        }
    }

    /** Steps down {@code w' G w / m + zeta^2 w' w}, where G holds the cross-products of the columns less the target. */
    private static final class Run {
        private final double[][] columns;
        private final double[][] gram;
        private final int rows;
        private final double ridge;
        private final double leastGain;
        private double[] weights = new double[0];
        private final double[] product;

        Run(double[][] columns, double zeta, double leastStep) {
            this.columns = columns;
            this.rows = columns[0].length;
            this.ridge = rows * zeta * zeta;
            this.leastGain = leastStep * leastStep;
            this.gram = new double[columns.length][];
            this.product = new double[columns.length];
        }

        void from(double[] start) {
            weights = start.clone();
            double[] mean = new double[rows];
            for (int j = 0; j < columns.length; j++) {
                if (weights[j] != 0) {
                    for (int i = 0; i < rows; i++) {
                        mean[i] += weights[j] * columns[j][i];
                    }
                }
            }
            for (int j = 0; j < columns.length; j++) {
                product[j] = dot(columns[j], mean);
            }
        }

        /** Steps until one gains too little, at least two of them; says how many. */
        int descend(int most) {
            double before = Double.NaN;
            double now = Double.NaN;
            int steps = 0;
            while (steps < most && (steps < 2 || before - now > leastGain)) {
                before = now;
                now = step();
                steps++;
            }
            return steps;
        }

        /** One step towards the vertex that is steepest; the criterion after it. */
        private double step() {
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            double along = 0;
            double quadratic = 0;
            double squares = 0;
            for (int j = 0; j < weights.length; j++) {
                double slope = product[j] + ridge * weights[j];
                if (slope < least) {
                    least = slope;
                    best = j;
                }
                along += slope * weights[j];
                quadratic += product[j] * weights[j];
                squares += weights[j] * weights[j];
            }
            double[] vertex = cross(best);
            double curvature = vertex[best] - 2 * product[best] + quadratic;
            double spread = 1 - 2 * weights[best] + squares;
            double bend = curvature + ridge * spread;
            double length = spread > 0 && bend > 0 ? Math.min(1, Math.max(0, (along - least) / bend)) : 0;
            double keep = 1 - length;
            double sum = 0;
            double penalty = 0;
            for (int j = 0; j < weights.length; j++) {
                double w = keep * weights[j] + (j == best ? length : 0);
                double p = keep * product[j] + length * vertex[j];
                weights[j] = w;
                product[j] = p;
                sum += w * p;
                penalty += w * w;
            }
            return (sum + ridge * penalty) / rows;
        }

        /** Cross-products of a column with all, made when first asked for. */
        private double[] cross(int column) {
            double[] products = gram[column];
            if (products == null) {
                products = new double[columns.length];
                for (int j = 0; j < products.length; j++) {
                    products[j] = dot(columns[column], columns[j]);
                }
                gram[column] = products;
            }
            return products;
        }

        double gap() {
            double least = Double.POSITIVE_INFINITY;
            double along = 0;
            for (int j = 0; j < weights.length; j++) {
                double slope = product[j] + ridge * weights[j];
                least = Math.min(least, slope);
                along += slope * weights[j];
            }
            return Math.max(0, 2 * (along - least) / rows);
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
