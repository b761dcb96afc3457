package assay.policy;

/** The best tree of depth 0 and 1, by a pass over each feature. */
final class Stump {

    private Stump() {}

    static Growth leaf(Cases cases) {
        double[] totals = cases.totals();
        int best = Cases.best(totals);
        return Growth.leaf(best, totals[best]);
    }

    static Growth best(Cases cases, int leastLeaf, double slack) {
        Growth best = leaf(cases);
        double[] totals = cases.totals();
        int k = cases.actions;
        for (int f = 0; f < cases.features; f++) {
            double[] sums = new double[cases.levels[f] * k];
            int[] counts = new int[cases.levels[f]];
            int[] code = cases.codes[f];
            for (int i = 0; i < cases.size; i++) {
                counts[code[i]]++;
                int to = code[i] * k;
                for (int a = 0; a < k; a++) {
                    sums[to + a] += cases.scores[i * k + a];
                }
            }
            best = pass(f, sums, counts, totals, cases.size, leastLeaf, slack, best);
        }
        return best;
    }

    private static Growth pass(
            int feature,
            double[] sums,
            int[] counts,
            double[] totals,
            int size,
            int leastLeaf,
            double slack,
            Growth incumbent) {
        Growth best = incumbent;
        int k = totals.length;
        double[] prefix = new double[k];
        int rows = 0;
        for (int level = 0; level + 1 < counts.length; level++) {
            rows += counts[level];
            for (int a = 0; a < k; a++) {
                prefix[a] += sums[level * k + a];
            }
            if (counts[level] == 0 || rows < leastLeaf || size - rows < leastLeaf) {
                continue;
            }
            int left = 0;
            int right = 0;
            for (int a = 1; a < k; a++) {
                left = prefix[a] > prefix[left] ? a : left;
                right = totals[a] - prefix[a] > totals[right] - prefix[right] ? a : right;
            }
            double value = prefix[left] + (totals[right] - prefix[right]);
            if (value > best.value() + slack) {
                best = Growth.split(
                        feature,
                        level,
                        Growth.leaf(left, prefix[left]),
                        Growth.leaf(right, totals[right] - prefix[right]));
            }
        }
        return best;
    }
}
