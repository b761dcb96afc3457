package assay.policy;

import assay.EstimationException;
import assay.Problem;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Deals rows to folds at random: within each arm, or whole clusters where there are some. */
final class Deal {

    private Deal() {}

    /** The fold of each of the rows. */
    static int[] of(ArmData data, int[] rows, int folds, RandomGenerator random) {
        if (rows.length < folds) {
            throw tooFew(rows.length, folds);
        }
        return data.clusters == null ? byArm(data, rows, folds, random) : byCluster(data, rows, folds, random);
    }

    private static int[] byArm(ArmData data, int[] rows, int folds, RandomGenerator random) {
        int[] fold = new int[rows.length];
        for (int a = 0; a < data.actions.size(); a++) {
            int[] places = new int[rows.length];
            int count = 0;
            for (int i = 0; i < rows.length; i++) {
                if (data.arm[rows[i]] == a) {
                    places[count++] = i;
                }
            }
            places = Arrays.copyOf(places, count);
            if (count < folds) {
                throw new EstimationException(
                        Problem.TOO_FEW_ROWS,
                        "Action '" + data.actions.get(a) + "' was given to " + count + " of " + rows.length
                                + " rows, too few for " + folds + " folds.",
                        "Use fewer folds, or leave the action out.");
            }
            double[][] columns = new double[data.columns.length][count];
            double[] outcome = new double[count];
            for (int i = 0; i < count; i++) {
                outcome[i] = data.outcome[rows[places[i]]];
                for (int j = 0; j < columns.length; j++) {
                    columns[j][i] = data.columns[j][rows[places[i]]];
                }
            }
            CrossFit split = CrossFit.split(folds, Folds.RANDOM, columns, outcome, new double[count], random);
            for (int f = 0; f < folds; f++) {
                for (int i : split.fold(f)) {
                    // Arms begin with different folds, so that small remainders do not all go to one.
                    fold[places[i]] = (f + a) % folds;
                }
            }
        }
        return fold;
    }

    private static int[] byCluster(ArmData data, int[] rows, int folds, RandomGenerator random) {
        int[] of = Objects.requireNonNull(data.clusters).of();
        boolean[] occurs = new boolean[data.clusters.count()];
        for (int row : rows) {
            occurs[of[row]] = true;
        }
        int[] units = new int[occurs.length];
        int count = 0;
        for (int c = 0; c < occurs.length; c++) {
            if (occurs[c]) {
                units[count++] = c;
            }
        }
        if (count < folds) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    count + " clusters cannot be dealt to " + folds + " folds.",
                    "Use fewer folds, or collect more clusters.");
        }
        for (int i = count - 1; i > 0; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            int swap = units[i];
            units[i] = units[j];
            units[j] = swap;
        }
        int[] to = new int[occurs.length];
        for (int i = 0; i < count; i++) {
            to[units[i]] = i % folds;
        }
        int[] fold = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            fold[i] = to[of[rows[i]]];
        }
        return fold;
    }

    /** The rows in a fold, or outside of it. */
    static int[] rows(int[] rows, int[] fold, int which, boolean inside) {
        int[] out = new int[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (fold[i] == which == inside) {
                out[count++] = rows[i];
            }
        }
        return Arrays.copyOf(out, count);
    }

    private static EstimationException tooFew(int rows, int folds) {
        return new EstimationException(
                Problem.TOO_FEW_ROWS, rows + " rows cannot be dealt to " + folds + " folds.", "Collect more data.");
    }
}
