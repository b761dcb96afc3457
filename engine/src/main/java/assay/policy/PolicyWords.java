package assay.policy;

import assay.cate.Feature;
import assay.cate.FeatureSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A tree in words and in SQL. Indicators of levels are said by their column and level. */
final class PolicyWords {

    /** A column of numbers as a policy sees it: its own name, and where it is an indicator the column and its level. */
    private record Name(String name, @Nullable String column, String level) {}

    private final List<Name> names;

    private PolicyWords(List<Name> names) {
        this.names = names;
    }

    static PolicyWords of(List<String> features) {
        return new PolicyWords(
                features.stream().map(name -> new Name(name, null, "")).toList());
    }

    static PolicyWords of(FeatureSchema schema) {
        List<Name> names = new ArrayList<>();
        for (Feature feature : schema.features()) {
            if (feature.isNumeric()) {
                names.add(new Name(feature.name(), null, ""));
            } else {
                for (String level : feature.levels().subList(1, feature.levels().size())) {
                    names.add(new Name(feature.name() + "_" + level, feature.name(), level));
                }
            }
        }
        return new PolicyWords(names);
    }

    List<String> sentences(TreePolicy tree) {
        List<LeafRule> rules = tree.leafRules();
        if (rules.size() == 1) {
            return List.of("For all: " + tree.actions().get(rules.get(0).action()) + ".");
        }
        List<String> out = new ArrayList<>();
        for (LeafRule rule : rules) {
            out.add("If " + condition(rule) + ": " + tree.actions().get(rule.action()) + ".");
        }
        return out;
    }

    /** Bounds in words; {@code all} where there are none. */
    String condition(LeafRule rule) {
        return rule.bounds().isEmpty()
                ? "all"
                : rule.bounds().stream().map(this::clause).collect(Collectors.joining(" and "));
    }

    private String clause(LeafRule.Bound bound) {
        Name name = names.get(bound.feature());
        if (name.column != null) {
            return name.column + (bound.above() >= 0 ? " is " : " is not ") + name.level;
        }
        if (bound.above() == Double.NEGATIVE_INFINITY) {
            return name.name + " <= " + number(bound.atMost());
        }
        return bound.atMost() == Double.POSITIVE_INFINITY
                ? name.name + " > " + number(bound.above())
                : number(bound.above()) + " < " + name.name + " <= " + number(bound.atMost());
    }

    /** The question at a split, whose answer yes leads left. */
    String question(TreePolicy tree, int node) {
        Name name = names.get(tree.feature(node));
        return name.column != null
                ? name.column + " is not " + name.level
                : name.name + " <= " + number(tree.cut(node));
    }

    String sql(TreePolicy tree, String otherwise) {
        if (!tree.actions().contains(otherwise)) {
            throw new IllegalArgumentException("there is no action '" + otherwise + "' among " + tree.actions());
        }
        List<LeafRule> rules = tree.leafRules();
        if (rules.size() == 1) {
            return text(tree.actions().get(rules.get(0).action()));
        }
        StringBuilder out = new StringBuilder("CASE\n");
        for (LeafRule rule : rules) {
            String condition = rule.bounds().stream().map(this::sql).collect(Collectors.joining(" AND "));
            out.append("  WHEN ").append(condition).append(" THEN ");
            out.append(text(tree.actions().get(rule.action()))).append('\n');
        }
        return out.append("  ELSE ")
                .append(text(otherwise))
                .append(" -- where a column that is read is NULL\nEND")
                .toString();
    }

    private String sql(LeafRule.Bound bound) {
        Name name = names.get(bound.feature());
        if (name.column != null) {
            return quoted(name.column) + (bound.above() >= 0 ? " = " : " <> ") + text(name.level);
        }
        List<String> parts = new ArrayList<>();
        if (bound.above() != Double.NEGATIVE_INFINITY) {
            parts.add(quoted(name.name) + " > " + number(bound.above()));
        }
        if (bound.atMost() != Double.POSITIVE_INFINITY) {
            parts.add(quoted(name.name) + " <= " + number(bound.atMost()));
        }
        return String.join(" AND ", parts);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String number(double value) {
        BigDecimal plain = BigDecimal.valueOf(value).stripTrailingZeros();
        return plain.signum() == 0 ? "0" : plain.toPlainString();
    }
}
