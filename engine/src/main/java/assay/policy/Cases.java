package assay.policy;

import java.util.Arrays;

/**
 * Rows whose features are codes: {@code codes[f][i]} is the place of the value among the distinct values, or bins, of feature f. A split
 * after a level sends codes up to it to the left.
 */
final class Cases {

    final int size;
    final int features;
    final int actions;
    final int[][] codes;
    final int[] levels;
    final double[] scores;

    Cases(int[][] codes, int[] levels, double[] scores, int actions) {
        this.codes = codes;
        this.levels = levels;
        this.scores = scores;
        this.actions = actions;
        this.features = codes.length;
        this.size = scores.length / actions;
    }

    /** Codes of columns, with at most so many levels; a level holds one value where there are no more values than that. */
    static Cases of(double[][] columns, double[] scores, int actions, int most) {
        int[][] codes = new int[columns.length][];
        int[] levels = new int[columns.length];
        for (int f = 0; f < columns.length; f++) {
            double[] starts = starts(columns[f], most);
            levels[f] = starts.length;
            codes[f] = encode(columns[f], starts);
        }
        return new Cases(codes, levels, scores, actions);
    }

    /** The least value of each level. */
    private static double[] starts(double[] column, int most) {
        double[] sorted = column.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double[] distinct = new double[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            // Negative zero equals zero, and sorts before it.
            if (i == 0 || sorted[i] != distinct[count - 1]) {
                distinct[count++] = sorted[i];
            }
        }
        if (count <= most) {
            return Arrays.copyOf(distinct, count);
        }
        double[] starts = new double[most];
        int kept = 1;
        starts[0] = sorted[0];
        for (int b = 1; b < most; b++) {
            double value = sorted[(int) ((long) b * n / most)];
            if (value != starts[kept - 1]) {
                starts[kept++] = value;
            }
        }
        return Arrays.copyOf(starts, kept);
    }

    private static int[] encode(double[] column, double[] starts) {
        int[] codes = new int[column.length];
        for (int i = 0; i < codes.length; i++) {
            double x = column[i];
            int low = 0;
            int high = starts.length - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (starts[middle] <= x) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            codes[i] = low;
        }
        return codes;
    }

    /** All rows by rising code of a feature, in their order where codes agree. */
    int[] order(int feature) {
        int[] code = codes[feature];
        int[] next = new int[levels[feature] + 1];
        for (int c : code) {
            next[c + 1]++;
        }
        for (int l = 1; l < next.length; l++) {
            next[l] += next[l - 1];
        }
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[next[code[i]]++] = i;
        }
        return order;
    }

    /** Some rows with the same levels. */
    Cases rows(int[] rows) {
        int[][] picked = new int[features][rows.length];
        for (int f = 0; f < features; f++) {
            for (int i = 0; i < rows.length; i++) {
                picked[f][i] = codes[f][rows[i]];
            }
        }
        double[] some = new double[rows.length * actions];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(scores, rows[i] * actions, some, i * actions, actions);
        }
        return new Cases(picked, levels, some, actions);
    }

    /** The rows on one side of a split. */
    int[] side(int feature, int level, boolean left) {
        int[] rows = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (codes[feature][i] <= level == left) {
                rows[count++] = i;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    double[] totals() {
        double[] sum = new double[actions];
        for (int i = 0, a = 0; i < scores.length; i++) {
            sum[a] += scores[i];
            a = a + 1 == actions ? 0 : a + 1;
        }
        return sum;
    }

    /** How much a sum of scores may differ by the order of its terms: less than this is a tie. */
    double slack() {
        double sum = 0;
        for (double s : scores) {
            sum += Math.abs(s);
        }
        return 1e-12 * sum;
    }

    /** The action of the greatest sum, the lowest where several are equal. */
    static int best(double[] sums) {
        int best = 0;
        for (int a = 1; a < sums.length; a++) {
            if (sums[a] > sums[best]) {
                best = a;
            }
        }
        return best;
    }
}
