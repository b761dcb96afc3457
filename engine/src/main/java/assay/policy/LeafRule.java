package assay.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * What leads to a leaf of a tree, and what is done there.
 *
 * @param action index of the action
 * @param bounds bounds of features, each feature once, in the order in which they come up
 */
public record LeafRule(int action, List<Bound> bounds) {

    public LeafRule {
        bounds = List.copyOf(bounds);
    }

    /**
     * Where a feature must lie.
     *
     * @param feature index of the feature
     * @param above it must be above this; negative infinity where there is no such bound
     * @param atMost it must be at most this; positive infinity where there is no such bound
     */
    public record Bound(int feature, double above, double atMost) {}

    LeafRule atMost(int feature, double cut) {
        return with(feature, Double.NEGATIVE_INFINITY, cut);
    }

    LeafRule above(int feature, double cut) {
        return with(feature, cut, Double.POSITIVE_INFINITY);
    }

    private LeafRule with(int feature, double above, double atMost) {
        List<Bound> changed = new ArrayList<>(bounds);
        for (int i = 0; i < changed.size(); i++) {
            Bound old = changed.get(i);
            if (old.feature == feature) {
                changed.set(i, new Bound(feature, Math.max(old.above, above), Math.min(old.atMost, atMost)));
                return new LeafRule(action, changed);
            }
        }
        changed.add(new Bound(feature, above, atMost));
        return new LeafRule(action, changed);
    }
}
