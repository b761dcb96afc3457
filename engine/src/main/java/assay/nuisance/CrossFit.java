package assay.nuisance;

import assay.Arguments;
import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A split of rows into folds for cross-fitting: a row's nuisance values come from learners that have not seen it.
 *
 * <p>With a single fold there is no cross-fitting: rows are predicted by learners that have seen them.
 */
public final class CrossFit {

    private final int[][] folds;
    private final int[][] complements;

    private CrossFit(int[][] folds, int[][] complements) {
        this.folds = folds;
        this.complements = complements;
    }

    /**
     * Deals rows to folds. With random folds the outcome depends on the values in the rows and on the stream, not on the
     * order of the rows.
     *
     * @param count number of folds, at least 1 and at most the number of rows
     * @param how the way of dealing
     * @param columns the covariates
     * @param outcome the outcome
     * @param arm 0 or 1 for each row
     * @param random the only source of randomness; not used by interleaved folds
     * @return the split
     * @throws EstimationException if there are more folds than rows
     * @throws IllegalArgumentException if the number of folds is below 1
     */
    public static CrossFit split(
            int count, Folds how, double[][] columns, double[] outcome, double[] arm, RandomGenerator random) {
        int size = outcome.length;
        Arguments.atLeast("folds", count, 1);
        if (count > size) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS, size + " rows cannot be dealt to " + count + " folds.", "Use fewer folds.");
        }
        int[] order = new int[size];
        int[] fold = new int[size];
        if (how == Folds.INTERLEAVED) {
            for (int i = 0; i < size; i++) {
                order[i] = i;
                fold[i] = i % count;
            }
        } else {
            double[][] keys = new double[columns.length + 2][];
            keys[0] = outcome;
            System.arraycopy(columns, 0, keys, 1, columns.length);
            keys[keys.length - 1] = arm;
            order = CanonicalOrder.of(keys, size);
            deal(order.clone(), count, how, arm, random, fold);
        }
        return of(order, fold, count);
    }

    private static void deal(int[] shuffled, int count, Folds how, double[] arm, RandomGenerator random, int[] fold) {
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            int swap = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swap;
        }
        int[] next = new int[2];
        for (int row : shuffled) {
            int stratum = how == Folds.STRATIFIED_BY_ARM && arm[row] > 0.5 ? 1 : 0;
            fold[row] = next[stratum]++ % count;
        }
    }

    private static CrossFit of(int[] order, int[] fold, int count) {
        if (count == 1) {
            return new CrossFit(new int[][] {order}, new int[][] {order});
        }
        int[][] inside = new int[count][];
        int[][] outside = new int[count][];
        for (int f = 0; f < count; f++) {
            int[] in = new int[order.length];
            int[] out = new int[order.length];
            int ins = 0;
            int outs = 0;
            for (int row : order) {
                // Writing to both needs no branch.
                int here = fold[row] == f ? 1 : 0;
                in[ins] = row;
                out[outs] = row;
                ins += here;
                outs += 1 - here;
            }
            inside[f] = Arrays.copyOf(in, ins);
            outside[f] = Arrays.copyOf(out, outs);
        }
        return new CrossFit(inside, outside);
    }

    /**
     * The number of folds.
     *
     * @return at least 1
     */
    public int count() {
        return folds.length;
    }

    /**
     * The rows that a fold predicts.
     *
     * @param fold zero-based fold
     * @return its rows; a shared array, not to be written to
     */
    public int[] fold(int fold) {
        return folds[fold];
    }

    /**
     * The rows that a fold learns from.
     *
     * @param fold zero-based fold
     * @return the rows of all other folds, or all rows where there is one fold; a shared array, not to be written to
     */
    public int[] training(int fold) {
        return complements[fold];
    }

    /**
     * Some rows by the arm that they are in.
     *
     * @param rows the rows
     * @param arm 0 or 1 for each row of the data
     * @param value the arm
     * @return the rows in that arm, in their order
     */
    public static int[] inArm(int[] rows, double[] arm, double value) {
        int[] kept = new int[rows.length];
        int count = 0;
        for (int row : rows) {
            kept[count] = row;
            count += arm[row] == value ? 1 : 0;
        }
        return Arrays.copyOf(kept, count);
    }

    /**
     * Predicts every row by a learner that has learned from the other folds.
     *
     * @param learner the learner
     * @param columns the features
     * @param response what to learn
     * @param random for the learner
     * @return a prediction for each row
     */
    public double[] predict(Learner learner, double[][] columns, double[] response, RandomGenerator random) {
        double[] out = new double[response.length];
        for (int f = 0; f < folds.length; f++) {
            learner.fit(columns, response, complements[f], random).predict(columns, folds[f], out);
        }
        return out;
    }

    /**
     * Predicts every row by a learner that has learned from the rows of one arm in the other folds.
     *
     * @param learner the learner
     * @param columns the features
     * @param response what to learn
     * @param arm 0 or 1 for each row
     * @param value the arm to learn from
     * @param random for the learner
     * @return a prediction for each row, whatever its arm
     * @throws EstimationException if a fold leaves fewer than two rows of the arm to learn from
     */
    public double[] predictArm(
            Learner learner,
            double[][] columns,
            double[] response,
            double[] arm,
            double value,
            RandomGenerator random) {
        double[] out = new double[response.length];
        for (int f = 0; f < folds.length; f++) {
            int[] rows = inArm(complements[f], arm, value);
            if (rows.length < 2) {
                throw tooFew(value, rows.length, folds.length);
            }
            learner.fit(columns, response, rows, random).predict(columns, folds[f], out);
        }
        return out;
    }

    private static EstimationException tooFew(double arm, int rows, int folds) {
        return new EstimationException(
                Problem.TOO_FEW_ROWS,
                "With " + folds + " folds, " + rows + " rows of the " + (arm == 1 ? "treated" : "control")
                        + " arm are left to learn its outcome from.",
                "Use fewer folds, or collect more rows of that arm.");
    }
}
