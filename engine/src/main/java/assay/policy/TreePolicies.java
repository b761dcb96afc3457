package assay.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns a tree over levels into a policy over values: each cut is a short number between the two values that it separates. */
final class TreePolicies {

    private final double[][] columns;
    private final Cases cases;
    private final List<double[]> nodes = new ArrayList<>();

    private TreePolicies(double[][] columns, Cases cases) {
        this.columns = columns;
        this.cases = cases;
    }

    static TreePolicy of(Growth tree, List<String> features, double[][] columns, Cases cases, List<String> actions) {
        TreePolicies builder = new TreePolicies(columns, cases);
        int[] all = new int[cases.size];
        Arrays.setAll(all, i -> i);
        builder.add(tree, all);
        return TreePolicy.of(features, actions, builder.nodes);
    }

    /** A node is its feature, cut, action and where its right child is; the left child is the next node. */
    private void add(Growth tree, int[] rows) {
        Growth left = tree.left();
        Growth right = tree.right();
        double[] node = {tree.feature(), 0, tree.action(), -1};
        nodes.add(node);
        if (left == null || right == null) {
            return;
        }
        double[] column = columns[tree.feature()];
        int[] code = cases.codes[tree.feature()];
        int[] low = new int[rows.length];
        int[] high = new int[rows.length];
        int lows = 0;
        int highs = 0;
        double below = Double.NEGATIVE_INFINITY;
        double above = Double.POSITIVE_INFINITY;
        for (int row : rows) {
            if (code[row] <= tree.level()) {
                low[lows++] = row;
                below = Math.max(below, column[row]);
            } else {
                high[highs++] = row;
                above = Math.min(above, column[row]);
            }
        }
        node[1] = between(below, above);
        add(left, Arrays.copyOf(low, lows));
        node[3] = nodes.size();
        add(right, Arrays.copyOf(high, highs));
    }

    /** The number of fewest digits that is at least the lower and below the upper; of those the one nearest to the middle. */
    static double between(double lower, double upper) {
        if (lower <= 0 && upper > 0) {
            return 0;
        }
        BigDecimal low = new BigDecimal(lower);
        BigDecimal high = new BigDecimal(upper);
        BigDecimal middle = low.add(high).divide(BigDecimal.valueOf(2));
        BigDecimal widest = low.abs().max(high.abs());
        int top = widest.precision() - widest.scale();
        for (int exponent = top; exponent > top - 18; exponent--) {
            // Rounded down the middle is below the upper, and rounded up at least the lower: one of the two may be
            // both.
            for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING)) {
                BigDecimal rounded = middle.setScale(-exponent, mode);
                double cut = rounded.doubleValue();
                if (cut >= lower && cut < upper) {
                    return cut;
                }
            }
        }
        return lower;
    }
}
