package assay.nuisance;

import java.util.Arrays;

/** Regression trees of one depth in heap order: the children of node i are nodes 2i + 1 and 2i + 2. */
final class Trees {

    final int nodes;
    private int[] feature;
    private double[] threshold;
    private double[] value;
    private int count;

    Trees(int depth, int capacity) {
        nodes = (2 << depth) - 1;
        feature = new int[nodes * capacity];
        threshold = new double[nodes * capacity];
        value = new double[nodes * capacity];
    }

    /** Starts a tree and returns the index of its root. */
    int start() {
        int root = count++ * nodes;
        Arrays.fill(feature, root, root + nodes, -1);
        return root;
    }

    void split(int root, int node, int column, double cut) {
        feature[root + node] = column;
        threshold[root + node] = cut;
    }

    void leaf(int root, int node, double mean) {
        value[root + node] = mean;
    }

    int count() {
        return count;
    }

    /** Drops all trees but the first ones. */
    void keep(int trees) {
        count = trees;
        feature = Arrays.copyOf(feature, trees * nodes);
        threshold = Arrays.copyOf(threshold, trees * nodes);
        value = Arrays.copyOf(value, trees * nodes);
    }

    double at(int tree, double[][] columns, int row) {
        int root = tree * nodes;
        int node = 0;
        int column = feature[root];
        while (column >= 0) {
            node = 2 * node + (columns[column][row] > threshold[root + node] ? 2 : 1);
            column = feature[root + node];
        }
        return value[root + node];
    }
}
