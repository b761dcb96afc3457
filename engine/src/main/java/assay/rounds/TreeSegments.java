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

    /**
     * The segment of a visitor as a table expression of SQL; column names are quoted, and where a column that a rule reads is NULL the
     * segment is NULL.
     *
     * @return a CASE expression
     */
    public String sql() {
        List<LeafRule> leaves = policy.leafRules();
        if (leaves.size() == 1) {
            return "'" + Segmentation.name(0) + "'";
        }
        StringBuilder sql = new StringBuilder("CASE");
        for (int s = 0; s < leaves.size(); s++) {
            List<String> clauses = new ArrayList<>();
            for (LeafRule.Bound bound : leaves.get(s).bounds()) {
                String name = '"' + policy.features().get(bound.feature()).replace("\"", "\"\"") + '"';
                if (bound.above() > Double.NEGATIVE_INFINITY) {
                    clauses.add(name + " > " + bound.above());
                }
                if (bound.atMost() < Double.POSITIVE_INFINITY) {
                    clauses.add(name + " <= " + bound.atMost());
                }
            }
            sql.append(" WHEN ")
                    .append(String.join(" AND ", clauses))
                    .append(" THEN '")
                    .append(Segmentation.name(s))
                    .append('\'');
        }
        return sql.append(" END").toString();
    }

    @Override
    public String toJson() {
        return policy.toJson();
    }
}
