package assay.policy;

import org.jspecify.annotations.Nullable;

/**
 * The best tree of depth 3: each split of the root, with the best tree of depth 2 on each side. A split is passed over where it cannot
 * win: when a row moves from one side to the other, the two sides together gain no more than its best score less its worst.
 */
final class DepthThree {

    /** Steps that an exact search may take, about three minutes of one processor. */
    static final double LIMIT = 1e11;

    private final int leastLeaf;
    private final double slack;

    DepthThree(int leastLeaf, double slack) {
        this.leastLeaf = leastLeaf;
        this.slack = slack;
    }

    Growth best(Cases cases, Growth two, boolean few) {
        Growth best = two;
        RewardTables all = few ? RewardTables.of(cases) : null;
        for (int f = 0; f < cases.features; f++) {
            best = root(cases, f, all, best);
        }
        return best;
    }

    /** Splits of the root, times what a search of depth 2 takes. */
    static double work(Cases cases) {
        double splits = 0;
        double logs = 0;
        for (int levels : cases.levels) {
            splits += levels - 1;
            logs += Math.max(1, 32 - Integer.numberOfLeadingZeros(levels));
        }
        double pairs = cases.actions * (cases.actions - 1) / 2.0;
        return splits * cases.features * logs * pairs * cases.size;
    }

    private Growth root(Cases cases, int f, @Nullable RewardTables all, Growth incumbent) {
        Growth best = incumbent;
        int[] order = cases.order(f);
        int[] code = cases.codes[f];
        RewardTables left = all == null ? null : RewardTables.empty(cases.levels, cases.actions);
        RewardTables right = all == null ? null : RewardTables.empty(cases.levels, cases.actions);
        double reachable = Double.POSITIVE_INFINITY;
        int from = 0;
        while (from < order.length) {
            int level = code[order[from]];
            int to = from;
            while (to < order.length && code[order[to]] == level) {
                reachable += spread(cases, order[to]);
                to++;
            }
            if (all != null && left != null) {
                left.add(cases, order, from, to);
            }
            from = to;
            boolean allowed = to >= leastLeaf && order.length - to >= leastLeaf && to < order.length;
            if (!allowed || (leastLeaf == 1 && reachable <= best.value() + slack)) {
                continue;
            }
            Growth here;
            Growth there;
            if (all != null && left != null && right != null) {
                all.less(left, right);
                TableSearch search = new TableSearch(leastLeaf, slack);
                here = search.best(left);
                there = search.best(right);
            } else {
                here = side(cases, f, level, true);
                there = side(cases, f, level, false);
            }
            reachable = here.value() + there.value();
            if (reachable > best.value() + slack) {
                best = Growth.split(f, level, here, there);
            }
        }
        return best;
    }

    private Growth side(Cases cases, int feature, int level, boolean left) {
        Dense dense = Dense.of(cases.rows(cases.side(feature, level, left)));
        return dense.restore(new ExactSearch(leastLeaf, slack).best(dense.cases()));
    }

    private static double spread(Cases cases, int row) {
        int k = cases.actions;
        double low = cases.scores[row * k];
        double high = low;
        for (int a = 1; a < k; a++) {
            low = Math.min(low, cases.scores[row * k + a]);
            high = Math.max(high, cases.scores[row * k + a]);
        }
        return high - low;
    }
}
