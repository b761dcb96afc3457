package assay.policy;

/** Rows whose features have no empty level, and where each level was among those before. */
final class Dense {

    private final Cases cases;
    private final int[][] level;

    private Dense(Cases cases, int[][] level) {
        this.cases = cases;
        this.level = level;
    }

    /** The rows, with codes without gaps. */
    Cases cases() {
        return cases;
    }

    static Dense of(Cases sparse) {
        int[][] codes = new int[sparse.features][];
        int[] levels = new int[sparse.features];
        int[][] level = new int[sparse.features][];
        for (int f = 0; f < sparse.features; f++) {
            int[] to = new int[sparse.levels[f]];
            for (int c : sparse.codes[f]) {
                to[c] = 1;
            }
            int[] original = new int[to.length];
            int count = 0;
            for (int l = 0; l < to.length; l++) {
                original[count] = l;
                int occurs = to[l];
                to[l] = count;
                count += occurs;
            }
            codes[f] = new int[sparse.size];
            for (int i = 0; i < sparse.size; i++) {
                codes[f][i] = to[sparse.codes[f][i]];
            }
            levels[f] = count;
            level[f] = original;
        }
        return new Dense(new Cases(codes, levels, sparse.scores, sparse.actions), level);
    }

    /** A tree of the dense codes as one of the levels before. */
    Growth restore(Growth tree) {
        Growth left = tree.left();
        Growth right = tree.right();
        if (left == null || right == null) {
            return tree;
        }
        return Growth.split(tree.feature(), level[tree.feature()][tree.level()], restore(left), restore(right));
    }
}
