package assay.cate;

import assay.Clusters;
import assay.EstimationException;
import assay.Problem;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A split of rows into folds for two stages of learning: what predicts fold k has seen none of its rows, and the nuisances of a row
 * of fold j that the second stage learns from are themselves learned without folds j and k. Where rows come in clusters, whole
 * clusters are dealt to folds.
 */
final class NestedFolds {

    /** With fewer, no rows would be left once two folds are set aside. */
    static final int LEAST = 3;

    private static final int STRATA = 3;

    private final int[] order;
    private final int[] fold;
    private final int count;

    private NestedFolds(int[] order, int[] fold, int count) {
        this.order = order;
        this.fold = fold;
        this.count = count;
    }

    static NestedFolds of(int count, Folds how, LearnerData data, RandomGenerator random) {
        Clusters clusters = data.clusters;
        if ((clusters == null ? data.size : clusters.count()) < count) {
            throw new EstimationException(
                    clusters == null ? Problem.TOO_FEW_ROWS : Problem.TOO_FEW_CLUSTERS,
                    (clusters == null ? data.size + " rows" : clusters.count() + " clusters") + " cannot be dealt to "
                            + count + " folds.",
                    "Use fewer folds, or collect more data.");
        }
        // The outcome comes last among the keys: which fold a row is in then does not depend on its own outcome, unless
        // another
        // row has the same covariates.
        int p = data.columns.length;
        double[][] keys = new double[clusters == null ? p : p + 1][];
        System.arraycopy(data.columns, 1, keys, 0, p - 1);
        keys[p - 1] = data.outcome;
        if (clusters != null) {
            keys[p] = Arrays.stream(clusters.of()).asDoubleStream().toArray();
        }
        int parts = clusters == null ? count : 1;
        CrossFit rows = CrossFit.split(parts, how, keys, data.columns[0], data.arm, random);
        int[] fold = new int[data.size];
        int[] order = rows.fold(0);
        if (clusters != null) {
            int[] dealt = deal(clusters, how, data.arm, count, random);
            for (int i = 0; i < fold.length; i++) {
                fold[i] = dealt[clusters.of()[i]];
            }
        } else {
            for (int k = 0; k < count; k++) {
                for (int row : rows.fold(k)) {
                    fold[row] = k;
                }
            }
            order = CrossFit.split(1, how, keys, data.columns[0], data.arm, random)
                    .fold(0);
        }
        enough(fold, data, count);
        return new NestedFolds(order, fold, count);
    }

    /** Each arm must have two rows left when any two folds are set aside. */
    private static void enough(int[] fold, LearnerData data, int count) {
        int[][] rows = new int[2][count];
        for (int i = 0; i < fold.length; i++) {
            rows[data.arm[i] > 0.5 ? 1 : 0][fold[i]]++;
        }
        for (int a = 0; a < 2; a++) {
            int all = Arrays.stream(rows[a]).sum();
            Arrays.sort(rows[a]);
            int left = all - rows[a][count - 1] - rows[a][count - 2];
            if (left < 2) {
                throw new EstimationException(
                        Problem.TOO_FEW_ROWS,
                        "The " + (a == 1 ? "treated" : "control") + " arm has " + all + " rows; with " + count
                                + " folds, of which two are set aside at a time, " + left
                                + " of them can be left to learn"
                                + " from.",
                        "Use fewer folds, or collect more rows of that arm.");
            }
        }
    }

    /** The fold of each cluster. Strata are clusters all treated, all control, and mixed. */
    private static int[] deal(Clusters clusters, Folds how, double[] arm, int count, RandomGenerator random) {
        int[] fold = new int[clusters.count()];
        int[] shuffled = new int[fold.length];
        int[] treated = new int[fold.length];
        for (int i = 0; i < arm.length; i++) {
            treated[clusters.of()[i]] += arm[i] > 0.5 ? 1 : 0;
        }
        for (int c = 0; c < shuffled.length; c++) {
            shuffled[c] = c;
        }
        for (int i = shuffled.length - 1; i > 0 && how != Folds.INTERLEAVED; i--) {
            int j = (int) (random.nextDouble() * (i + 1));
            int swap = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swap;
        }
        int[] next = new int[STRATA];
        for (int c : shuffled) {
            int stratum = 0;
            if (how == Folds.STRATIFIED_BY_ARM && treated[c] > 0) {
                stratum = treated[c] == clusters.sizes()[c] ? 1 : 2;
            }
            fold[c] = next[stratum]++ % count;
        }
        return fold;
    }

    int count() {
        return count;
    }

    int of(int row) {
        return fold[row];
    }

    /** All rows, in an order that depends on their values only. */
    int[] all() {
        return order;
    }

    int[] fold(int k) {
        return select(k, k, true);
    }

    int[] without(int k) {
        return select(k, k, false);
    }

    int[] without(int j, int k) {
        return select(j, k, false);
    }

    private int[] select(int j, int k, boolean inside) {
        int[] rows = new int[order.length];
        int size = 0;
        for (int row : order) {
            boolean in = fold[row] == j || fold[row] == k;
            rows[size] = row;
            size += in == inside ? 1 : 0;
        }
        return Arrays.copyOf(rows, size);
    }
}
