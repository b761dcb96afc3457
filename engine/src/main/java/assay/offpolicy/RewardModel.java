package assay.offpolicy;

import assay.Arguments;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Interactions;
import assay.nuisance.WeightedLearner;
import assay.nuisance.WeightedSeries;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How the expected reward of every action is learned: by action, from rows of other folds. Rows of a cluster are in one fold. Of an
 * action with fewer rows than covariates, the mean of the other folds' rows is expected, whatever their action.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two folds.
 *
 * @param learner learns the mean reward of an action
 * @param folds number of folds, at least 2
 */
public record RewardModel(WeightedLearner learner, int folds) {

    public RewardModel {
        Arguments.atLeast("folds", folds, 2);
    }

    /**
     * Linear in the covariates, with a ridge of one row, in five folds.
     *
     * @return the usual model
     */
    public static RewardModel standard() {
        return new RewardModel(new WeightedSeries(1, Interactions.NONE, 1), 5);
    }

    /**
     * Learns the rewards of a log.
     *
     * @param feedback the log
     * @param contexts the covariates, column by column; there may be none
     * @param weights how rows count in learning, empty where all count the same
     * @param random deals the folds
     * @return the expected reward of every action, rows by actions
     * @throws assay.EstimationException if there are fewer rows than folds
     */
    public double[] learn(LoggedFeedback feedback, double[][] contexts, double[] weights, RandomGenerator random) {
        int n = feedback.size();
        int k = feedback.actions();
        double[] arm = new double[n];
        for (int i = 0; i < n; i++) {
            arm[i] = feedback.action()[i];
        }
        int[][][] split = split(feedback, contexts, arm, random);
        double[] expected = new double[n * k];
        double[] column = new double[n];
        for (int f = 0; f < folds; f++) {
            int[] inside = split[0][f];
            int[] outside = split[1][f];
            double pooled = mean(feedback.reward(), outside);
            for (int a = 0; a < k; a++) {
                int[] rows = CrossFit.inArm(outside, arm, a);
                if (rows.length < contexts.length + 2) {
                    for (int row : inside) {
                        column[row] = pooled;
                    }
                } else if (counts(weights, rows)) {
                    learner.fit(contexts, feedback.reward(), weights, rows, random)
                            .predict(contexts, inside, column);
                } else {
                    learner.fit(contexts, feedback.reward(), rows, random).predict(contexts, inside, column);
                }
                for (int row : inside) {
                    expected[row * k + a] = column[row];
                }
            }
        }
        return expected;
    }

    /** Whether there are weights of which some row has one. */
    private static boolean counts(double[] weights, int[] rows) {
        double sum = 0;
        for (int i = 0; i < rows.length && weights.length > 0; i++) {
            sum += weights[rows[i]];
        }
        return sum > 0;
    }

    private static double mean(double[] values, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += values[row];
        }
        return sum / rows.length;
    }

    /** The rows of each fold, and those of all others. */
    private int[][][] split(LoggedFeedback feedback, double[][] contexts, double[] arm, RandomGenerator random) {
        int[][][] split = new int[2][folds][];
        int[] cluster = feedback.cluster();
        if (cluster == null) {
            CrossFit plan = CrossFit.split(folds, Folds.RANDOM, contexts, feedback.reward(), arm, random);
            for (int f = 0; f < folds; f++) {
                split[0][f] = plan.fold(f);
                split[1][f] = plan.training(f);
            }
            return split;
        }
        int[] fold = deal(cluster, random);
        for (int f = 0; f < folds; f++) {
            int of = f;
            split[0][f] = rows(fold.length, row -> fold[row] == of);
            split[1][f] = rows(fold.length, row -> fold[row] != of);
        }
        return split;
    }

    /** The fold of each row, clusters whole. */
    private int[] deal(int[] cluster, RandomGenerator random) {
        int count = Arrays.stream(cluster).max().orElse(-1) + 1;
        int[] order = new int[count];
        Arrays.setAll(order, c -> c);
        for (int i = count - 1; i > 0; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        int[] of = new int[count];
        for (int i = 0; i < count; i++) {
            of[order[i]] = i % folds;
        }
        int[] fold = new int[cluster.length];
        for (int i = 0; i < fold.length; i++) {
            fold[i] = of[cluster[i]];
        }
        return fold;
    }

    private static int[] rows(int size, IntPredicate kept) {
        return IntStream.range(0, size).filter(kept).toArray();
    }
}
