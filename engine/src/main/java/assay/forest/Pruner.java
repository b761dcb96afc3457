package assay.forest;

import java.util.Arrays;

/** Replaces a split with an empty leaf by the other child, until no leaf is empty (or the tree is one leaf). */
final class Pruner {

    private final long[] nodes;
    private final double[] leaves;
    private final int moments;
    private final long[] kept;
    private final double[] filled;
    private int count;
    private int leafCount;

    Pruner(long[] nodes, double[] leaves, int moments) {
        this.nodes = nodes;
        this.leaves = leaves;
        this.moments = moments;
        this.kept = new long[nodes.length];
        this.filled = new double[leaves.length];
    }

    Tree prune(int nodeCount, int leaf) {
        boolean[] empty = new boolean[nodeCount];
        boolean any = false;
        for (int i = nodeCount - 1; i >= 0; i--) {
            long node = nodes[i];
            empty[i] = Tree.isLeaf(node)
                    ? Double.isNaN(leaves[Tree.number(node) * moments])
                    : empty[i + 1] && empty[Tree.right(node)];
            any |= empty[i];
        }
        if (!any || empty[0]) {
            int size = any ? 1 : nodeCount;
            long[] same = any ? new long[] {Tree.leaf(0)} : Arrays.copyOf(nodes, size);
            double[] values = Arrays.copyOf(leaves, any ? moments : leaf * moments);
            return new Tree(same, values);
        }
        copy(empty);
        return new Tree(Arrays.copyOf(kept, count), Arrays.copyOf(filled, leafCount * moments));
    }

    /** Walks what remains in order; the stack holds old nodes and the new parent of a right child. */
    private void copy(boolean[] empty) {
        int[] stack = new int[2 * empty.length + 2];
        int top = 2;
        stack[1] = -1;
        while (top > 0) {
            top -= 2;
            int at = stack[top];
            int parent = stack[top + 1];
            while (!Tree.isLeaf(nodes[at]) && (empty[at + 1] || empty[Tree.right(nodes[at])])) {
                at = empty[at + 1] ? Tree.right(nodes[at]) : at + 1;
            }
            int now = count++;
            if (parent >= 0) {
                kept[parent] = Tree.withRight(kept[parent], now);
            }
            long node = nodes[at];
            if (Tree.isLeaf(node)) {
                System.arraycopy(leaves, Tree.number(node) * moments, filled, leafCount * moments, moments);
                kept[now] = Tree.leaf(leafCount++);
            } else {
                kept[now] = Tree.split(Tree.feature(node), Tree.code(node), Tree.missingRight(node), 0);
                stack[top] = Tree.right(node);
                stack[top + 1] = now;
                stack[top + 2] = at + 1;
                stack[top + 3] = -1;
                top += 4;
            }
        }
    }
}
