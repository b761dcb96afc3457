package assay.scenario;

import assay.contract.YamlNode;
import assay.decision.ExperimentPlan;
import assay.decision.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Numbers that are given once for all arms, or by the name of each. */
final class ArmValues {

    private final String control;
    private final List<String> treatments;

    ArmValues(ExperimentPlan plan) {
        control = plan.control().name();
        treatments = plan.treatments().stream().map(Variant::name).toList();
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(control);
        names.addAll(treatments);
        return names;
    }

    int treatments() {
        return treatments.size();
    }

    /** A value for each treatment: one number for all, or a mapping; treatments that it does not name have the usual value. */
    List<Double> treatments(YamlNode node, String key, double from, double to, double usual) {
        return values(node, key, treatments, from, to, usual);
    }

    /** A value for each arm, control first; empty where the field is absent. */
    List<Double> all(YamlNode node, String key, double from, double to) {
        return node.has(key) ? values(node, key, names(), from, to, 0) : List.of();
    }

    /** Shares of all arms, which must all be named. */
    List<Double> shares(YamlNode node) {
        node.onlyKeys(names());
        List<Double> shares = new ArrayList<>();
        for (String name : names()) {
            shares.add(node.get(name).number(0, 1));
        }
        return shares;
    }

    private static List<Double> values(
            YamlNode node, String key, List<String> names, double from, double to, double usual) {
        if (!node.has(key)) {
            return Collections.nCopies(names.size(), usual);
        }
        YamlNode value = node.get(key);
        if (value.kind() != YamlNode.Kind.MAP) {
            return Collections.nCopies(names.size(), value.number(from, to));
        }
        value.onlyKeys(names);
        List<Double> values = new ArrayList<>();
        for (String name : names) {
            values.add(value.has(name) ? value.get(name).number(from, to) : usual);
        }
        return values;
    }
}
