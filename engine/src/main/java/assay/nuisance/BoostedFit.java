package assay.nuisance;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/** A sum of trees, and how it is learned. */
final class BoostedFit implements Predictor {

    private static final int HELD_OUT_FRACTION = 5;
    private static final int PATIENCE = 10;

    private final Task task;
    private final double start;
    private final Trees trees;

    private BoostedFit(Task task, double start, Trees trees) {
        this.task = task;
        this.start = start;
        this.trees = trees;
    }

    static BoostedFit of(
            BoostedTrees options, double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        int[] shuffled = rows;
        int held = 0;
        if (options.stopping() == Stopping.HELD_OUT && rows.length >= 2 * HELD_OUT_FRACTION) {
            held = rows.length / HELD_OUT_FRACTION;
            shuffled = shuffled(rows, random);
        }
        int[] test = Arrays.copyOf(shuffled, held);
        int[] training = Arrays.copyOfRange(shuffled, held, shuffled.length);
        int n = training.length;
        double[] y = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            y[i] = response[training[i]];
            sum += y[i];
        }
        boolean logistic = options.task() == Task.PROBABILITY;
        // Half a row of each kind keeps the log-odds finite.
        double start = logistic ? FastMath.log((sum + 0.5) / (n - sum + 0.5)) : sum / n;
        double[] scores = new double[n];
        Arrays.fill(scores, start);
        double[] gradient = new double[n];
        double[] curvature = new double[logistic ? n : 0];
        Bins bins = new Bins(columns, training, options.bins());
        TreeGrower grower = new TreeGrower(bins, n, options.bins(), options.depth(), options.minLeaf());
        TreeGrower.Leaf leaf = logistic ? newton(gradient, curvature) : mean(gradient);
        Trees trees = new Trees(options.depth(), options.trees());
        Watch watch = new Watch(options.task(), columns, response, test, start);
        for (int t = 0; t < options.trees(); t++) {
            for (int i = 0; i < n; i++) {
                if (logistic) {
                    double p = LogisticFit.probability(scores[i]);
                    gradient[i] = y[i] - p;
                    curvature[i] = p * (1 - p);
                } else {
                    gradient[i] = y[i] - scores[i];
                }
            }
            grower.grow(gradient, leaf, options.learningRate(), trees, scores);
            if (held > 0 && watch.stop(trees, t)) {
                break;
            }
        }
        if (held > 0) {
            trees.keep(watch.best);
        }
        return new BoostedFit(options.task(), start, trees);
    }

    private static TreeGrower.Leaf mean(double[] gradient) {
        return (order, from, to) -> {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += gradient[order[i]];
            }
            return sum / (to - from);
        };
    }

    /** One Newton step of the log-likelihood (Friedman, The Annals of Statistics 29, 2001, section 4.4.1). */
    private static TreeGrower.Leaf newton(double[] gradient, double[] curvature) {
        return (order, from, to) -> {
            double sum = 0;
            double information = 0;
            for (int i = from; i < to; i++) {
                sum += gradient[order[i]];
                information += curvature[order[i]];
            }
            // A pure leaf has next to no information; its step is held to what 1 of 4 rows' worth gives.
            return sum / Math.max(information, Math.abs(sum) / 4);
        };
    }

    private static int[] shuffled(int[] rows, RandomGenerator random) {
        int[] shuffled = rows.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            int swap = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swap;
        }
        return shuffled;
    }

    @Override
    public void predict(double[][] columns, int[] rows, double[] out) {
        for (int row : rows) {
            out[row] = start;
        }
        for (int t = 0; t < trees.count(); t++) {
            for (int row : rows) {
                out[row] += trees.at(t, columns, row);
            }
        }
        if (task == Task.PROBABILITY) {
            for (int row : rows) {
                out[row] = LogisticFit.inside(LogisticFit.probability(out[row]));
            }
        }
    }

    /** The loss on rows held out, tree by tree. */
    private static final class Watch {
        private final Task task;
        private final double[][] columns;
        private final double[] response;
        private final int[] rows;
        private final double[] scores;
        private double bestLoss;
        private int best;

        Watch(Task task, double[][] columns, double[] response, int[] rows, double start) {
            this.task = task;
            this.columns = columns;
            this.response = response;
            this.rows = rows;
            this.scores = new double[rows.length];
            Arrays.fill(scores, start);
            this.bestLoss = loss();
        }

        boolean stop(Trees trees, int tree) {
            for (int i = 0; i < rows.length; i++) {
                scores[i] += trees.at(tree, columns, rows[i]);
            }
            double loss = loss();
            if (loss < bestLoss) {
                bestLoss = loss;
                best = tree + 1;
            }
            return tree + 1 - best >= PATIENCE;
        }

        private double loss() {
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                double y = response[rows[i]];
                sum += task == Task.PROBABILITY
                        ? LogisticFit.loss(y > 0.5 ? scores[i] : -scores[i])
                        : (y - scores[i]) * (y - scores[i]);
            }
            return sum;
        }
    }
}
