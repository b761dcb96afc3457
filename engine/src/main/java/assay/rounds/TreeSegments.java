package assay.rounds;

import assay.policy.LeafRule;
import assay.policy.TreePolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * The leaves of a policy tree as segments.
 *
 * @param policy the tree
 */
public record TreeSegments(TreePolicy policy) implements Segmentation {

    @Override
    public int count() {
        return policy.leaves();
    }

    @Override
    public int segment(double[] covariates) {
        return policy.leaf(covariates);
    }

    @Override
    public List<String> rules() {
        List<String> rules = new ArrayList<>();
        for (LeafRule leaf : policy.leafRules()) {
            List<String> clauses = new ArrayList<>();
            for (LeafRule.Bound bound : leaf.bounds()) {
                String name = policy.features().get(bound.feature());
                if (bound.above() > Double.NEGATIVE_INFINITY) {
                    clauses.add(name + " > " + bound.above());
                }
                if (bound.atMost() < Double.POSITIVE_INFINITY) {
                    clauses.add(name + " <= " + bound.atMost());
                }
            }
            rules.add(clauses.isEmpty() ? "everybody" : String.join(" and ", clauses));
        }
        return rules;
    }

    @Override
    public String toJson() {
        return policy.toJson();
    }
}
