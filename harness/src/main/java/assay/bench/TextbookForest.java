package assay.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A regression forest as a programmer writes it from a textbook: each tree from half of the rows without replacement, each node sorted
 * by each feature, the split with the largest drop in the sum of squares, until a node has five rows or fewer. The benchmark compares
 * with it; nothing else uses it.
 */
final class TextbookForest {

    private static final int SMALL = 5;

    private final List<Node> trees = new ArrayList<>();

    /** A leaf with a mean, or a split with two children. */
    private static final class Node {
        double mean;
        int feature = -1;
        double threshold;
        Node[] children = new Node[0];
    }

    TextbookForest(double[][] x, double[] y, int count, RandomGenerator random) {
        for (int t = 0; t < count; t++) {
            List<Integer> rows = new ArrayList<>();
            for (int i = 0; i < y.length; i++) {
                rows.add(i);
            }
            shuffle(rows, random);
            trees.add(grow(x, y, rows.subList(0, y.length / 2)));
        }
    }

    private static void shuffle(List<Integer> rows, RandomGenerator random) {
        for (int i = rows.size() - 1; i > 0; i--) {
            Collections.swap(rows, i, random.nextInt(i + 1));
        }
    }

    private static Node grow(double[][] x, double[] y, List<Integer> rows) {
        Node node = new Node();
        double sum = 0;
        for (int i : rows) {
            sum += y[i];
        }
        node.mean = sum / rows.size();
        if (rows.size() <= SMALL) {
            return node;
        }
        double best = sum * sum / rows.size();
        for (int j = 0; j < x.length; j++) {
            double[] column = x[j];
            List<Integer> sorted = new ArrayList<>(rows);
            sorted.sort(Comparator.comparingDouble(i -> column[i]));
            double left = 0;
            for (int k = 1; k < sorted.size(); k++) {
                left += y[sorted.get(k - 1)];
                double below = column[sorted.get(k - 1)];
                double above = column[sorted.get(k)];
                double gain = left * left / k + (sum - left) * (sum - left) / (sorted.size() - k);
                if (above > below && gain > best) {
                    best = gain;
                    node.feature = j;
                    node.threshold = (below + above) / 2;
                }
            }
        }
        if (node.feature >= 0) {
            List<Integer> below = new ArrayList<>();
            List<Integer> above = new ArrayList<>();
            for (int i : rows) {
                (x[node.feature][i] <= node.threshold ? below : above).add(i);
            }
            node.children = new Node[] {grow(x, y, below), grow(x, y, above)};
        }
        return node;
    }

    double predict(double[][] x, int row) {
        double sum = 0;
        for (Node tree : trees) {
            Node at = tree;
            while (at.children.length > 0) {
                at = at.children[x[at.feature][row] <= at.threshold ? 0 : 1];
            }
            sum += at.mean;
        }
        return sum / trees.size();
    }
}
