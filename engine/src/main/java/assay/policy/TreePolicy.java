package assay.policy;

import assay.Arguments;
import assay.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy that is a tree: a unit goes left where its feature is at most the cut, else right, and gets the action of the leaf that it
 * comes to. Leaves are numbered from left to right. Immutable.
 */
public final class TreePolicy implements Policy {

    private final List<String> features;
    private final List<String> actions;
    private final int[] feature;
    private final double[] cut;
    private final int[] right;
    private final int[] action;
    private final int[] leaf;
    private final int leaves;

    private TreePolicy(List<String> features, List<String> actions, List<double[]> nodes) {
        this.features = Arguments.distinct("feature", features);
        this.actions = Arguments.distinct("action", actions);
        int count = nodes.size();
        this.feature = new int[count];
        this.cut = new double[count];
        this.action = new int[count];
        this.right = new int[count];
        this.leaf = new int[count];
        int next = 0;
        for (int i = 0; i < count; i++) {
            double[] node = nodes.get(i);
            feature[i] = (int) node[0];
            cut[i] = node[1];
            action[i] = (int) node[2];
            right[i] = (int) node[3];
            leaf[i] = feature[i] < 0 ? next++ : -1;
        }
        this.leaves = next;
    }

    /** Nodes in preorder: feature (-1 for a leaf), cut, action, and where the right child is. */
    static TreePolicy of(List<String> features, List<String> actions, List<double[]> nodes) {
        return new TreePolicy(features, actions, nodes);
    }

    /**
     * The same action for all.
     *
     * @param features the names of the features
     * @param actions the names of the actions
     * @param action index of the action
     * @return a tree of a single leaf
     * @throws IllegalArgumentException if there is no such action
     */
    public static TreePolicy constant(List<String> features, List<String> actions, int action) {
        if (action < 0 || action >= actions.size()) {
            throw new IllegalArgumentException("there is no action " + action + " among " + actions);
        }
        return of(features, actions, List.of(new double[] {-1, 0, action, -1}));
    }

    private int node(double[] x) {
        int at = 0;
        while (feature[at] >= 0) {
            at = x[feature[at]] <= cut[at] ? at + 1 : right[at];
        }
        return at;
    }

    @Override
    public int action(double[] x) {
        return action[node(x)];
    }

    /**
     * The leaf that a unit comes to.
     *
     * @param x its features, in the order of {@link #features()}
     * @return zero-based, from left to right
     */
    public int leaf(double[] x) {
        return leaf[node(x)];
    }

    /**
     * The leaves of many units.
     *
     * @param columns their features, {@code columns[feature][row]}
     * @param size the number of rows
     * @return zero-based leaf of each row
     */
    public int[] leavesOf(double[][] columns, int size) {
        int[] out = new int[size];
        for (int i = 0; i < size; i++) {
            int at = 0;
            while (feature[at] >= 0) {
                at = columns[feature[at]][i] <= cut[at] ? at + 1 : right[at];
            }
            out[i] = leaf[at];
        }
        return out;
    }

    /**
     * The actions for many units.
     *
     * @param columns their features, {@code columns[feature][row]}
     * @param size the number of rows
     * @return index of the action of each row
     */
    public int[] actionsOf(double[][] columns, int size) {
        int[] out = leavesOf(columns, size);
        for (int i = 0; i < size; i++) {
            out[i] = leafAction(out[i]);
        }
        return out;
    }

    /**
     * The number of leaves.
     *
     * @return at least 1
     */
    public int leaves() {
        return leaves;
    }

    /**
     * The action of a leaf.
     *
     * @param number zero-based leaf
     * @return index of the action
     */
    public int leafAction(int number) {
        int seen = number;
        for (int i = 0; i < leaf.length; i++) {
            if (leaf[i] >= 0 && seen-- == 0) {
                return action[i];
            }
        }
        throw new IllegalArgumentException("there is no leaf " + number + " of " + leaves);
    }

    /**
     * Most splits on the way to a leaf.
     *
     * @return 0 for a single leaf
     */
    public int depth() {
        return depth(0);
    }

    private int depth(int at) {
        return feature[at] < 0 ? 0 : 1 + Math.max(depth(at + 1), depth(right[at]));
    }

    /**
     * The names of the actions.
     *
     * @return by index
     */
    public List<String> actions() {
        return actions;
    }

    /**
     * The names of the features.
     *
     * @return in the order in which a unit's features are given
     */
    public List<String> features() {
        return features;
    }

    /**
     * What leads to each leaf.
     *
     * @return from left to right
     */
    public List<LeafRule> leafRules() {
        List<LeafRule> rules = new ArrayList<>();
        collect(0, new LeafRule(0, List.of()), rules);
        return List.copyOf(rules);
    }

    private void collect(int at, LeafRule so, List<LeafRule> rules) {
        if (feature[at] < 0) {
            rules.add(new LeafRule(action[at], so.bounds()));
        } else {
            collect(at + 1, so.atMost(feature[at], cut[at]), rules);
            collect(right[at], so.above(feature[at], cut[at]), rules);
        }
    }

    /**
     * The policy in words.
     *
     * @return a sentence for each leaf, such as {@code If age <= 40 and 2 < visits <= 5: mail.}
     */
    public List<String> rules() {
        return PolicyWords.of(features).sentences(this);
    }

    /**
     * The policy as a table expression of SQL; column names are quoted.
     *
     * @param otherwise the action where a column that the rule reads is NULL
     * @return a CASE expression
     * @throws IllegalArgumentException if there is no such action
     */
    public String sql(String otherwise) {
        return PolicyWords.of(features).sql(this, otherwise);
    }

    /**
     * The policy as a table expression of SQL, with the first action where a column that the rule reads is NULL.
     *
     * @return a CASE expression
     */
    public String sql() {
        return sql(actions.get(0));
    }

    /**
     * The policy as a picture.
     *
     * @return an SVG element with a title and a description, in the colour of the text around it
     */
    public String svg() {
        return PolicyPicture.of(this, PolicyWords.of(features));
    }

    /**
     * The policy as JSON, with a version and a checksum.
     *
     * @return an object
     */
    public String toJson() {
        return PolicyJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @param json the text
     * @return the policy
     * @throws PolicyFileException if it is no such object, of another version, damaged or impossible
     */
    public static TreePolicy read(String json) {
        return PolicyJson.read(json);
    }

    int nodes() {
        return feature.length;
    }

    /** The feature of a node, -1 for a leaf. */
    int feature(int node) {
        return feature[node];
    }

    double cut(int node) {
        return cut[node];
    }

    int right(int node) {
        return right[node];
    }

    int actionAt(int node) {
        return action[node];
    }

    @Override
    public String toString() {
        return String.join(" ", rules());
    }
}
