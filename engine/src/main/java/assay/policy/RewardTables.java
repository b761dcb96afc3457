package assay.policy;

/**
 * Sums of scores and numbers of rows by cell, for each pair of features: what all trees of depth 2 can be valued by without another
 * look at the rows. A cell holds a sum for each action, then the number of rows.
 */
final class RewardTables {

    final int features;
    final int actions;
    final int[] levels;
    final int width;
    private final double[][][] tables;

    private RewardTables(int[] levels, int actions, double[][][] tables) {
        this.levels = levels;
        this.actions = actions;
        this.features = levels.length;
        this.width = actions + 1;
        this.tables = tables;
    }

    static RewardTables empty(int[] levels, int actions) {
        int p = levels.length;
        double[][][] tables = new double[p][p][];
        for (int f = 0; f < p; f++) {
            for (int j = f; j < p; j++) {
                tables[f][j] = new double[levels[f] * (j == f ? 1 : levels[j]) * (actions + 1)];
            }
        }
        return new RewardTables(levels, actions, tables);
    }

    static RewardTables of(Cases cases) {
        RewardTables tables = empty(cases.levels, cases.actions);
        int[] all = new int[cases.size];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        tables.add(cases, all, 0, all.length);
        return tables;
    }

    /** Adds rows {@code order[from]} to before {@code order[to]}. */
    void add(Cases cases, int[] order, int from, int to) {
        for (int f = 0; f < features; f++) {
            for (int j = f; j < features; j++) {
                add(cases, order, from, to, f, j);
            }
        }
    }

    private void add(Cases cases, int[] order, int from, int to, int f, int j) {
        double[] table = tables[f][j];
        int[] first = cases.codes[f];
        int[] second = cases.codes[j];
        double[] scores = cases.scores;
        int k = actions;
        int across = f == j ? 0 : levels[j];
        for (int i = from; i < to; i++) {
            int row = order[i];
            int cell = f == j ? first[row] : first[row] * across + second[row];
            int at = cell * (k + 1);
            int source = row * k;
            for (int a = 0; a < k; a++) {
                table[at + a] += scores[source + a];
            }
            table[at + k]++;
        }
    }

    /** This less another of the same shape, into a third. */
    void less(RewardTables other, RewardTables out) {
        for (int f = 0; f < features; f++) {
            for (int j = f; j < features; j++) {
                double[] mine = tables[f][j];
                double[] theirs = other.tables[f][j];
                double[] to = out.tables[f][j];
                for (int i = 0; i < to.length; i++) {
                    to[i] = mine[i] - theirs[i];
                }
            }
        }
    }

    /** Adds the cells of one level of a feature to those of another feature, {@code into[level * width + action]}. */
    void addLevel(int feature, int level, int other, double[] into) {
        if (other == feature) {
            double[] table = tables[feature][feature];
            for (int a = level * width; a < (level + 1) * width; a++) {
                into[a] += table[a];
            }
        } else if (other > feature) {
            double[] table = tables[feature][other];
            int from = level * into.length;
            for (int i = 0; i < into.length; i++) {
                into[i] += table[from + i];
            }
        } else {
            double[] table = tables[other][feature];
            int step = levels[feature] * width;
            int from = level * width;
            for (int l = 0; l < into.length; l += width, from += step) {
                for (int a = 0; a < width; a++) {
                    into[l + a] += table[from + a];
                }
            }
        }
    }

    /** The cells of a feature by itself; the shared array. */
    double[] margin(int feature) {
        return tables[feature][feature];
    }

    /** Sums and number of rows over all cells. */
    double[] totals() {
        double[] sum = new double[width];
        double[] margin = margin(0);
        for (int i = 0, a = 0; i < margin.length; i++) {
            sum[a] += margin[i];
            a = a + 1 == width ? 0 : a + 1;
        }
        return sum;
    }
}
