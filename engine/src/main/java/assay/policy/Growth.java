package assay.policy;

import org.jspecify.annotations.Nullable;

/**
 * A tree while it is searched for: a leaf with an action, or a split after a level of a feature.
 *
 * @param value sum of the scores that it collects
 */
record Growth(
        int feature,
        int level,
        int action,
        double value,
        @Nullable Growth left,
        @Nullable Growth right) {

    static Growth leaf(int action, double value) {
        return new Growth(-1, -1, action, value, null, null);
    }

    /** A split; one of two leaves of the same action is that leaf. */
    static Growth split(int feature, int level, Growth left, Growth right) {
        double value = left.value + right.value;
        if (left.isLeaf() && right.isLeaf() && left.action == right.action) {
            return leaf(left.action, value);
        }
        return new Growth(feature, level, -1, value, left, right);
    }

    boolean isLeaf() {
        return left == null;
    }
}
