package assay.dgp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directed acyclic graph: what moves what in a world.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if an edge leads back to where it came from.
 *
 * @param edges the edges, in the order in which they were given
 * @param hidden variables that no sample shows
 */
public record Dag(List<Edge> edges, Set<String> hidden) {

    public Dag {
        edges = List.copyOf(edges);
        hidden = Set.copyOf(hidden);
        layers(edges);
    }

    /**
     * An edge.
     *
     * @param from the cause
     * @param to the effect
     */
    public record Edge(String from, String to) {}

    /**
     * Reads a graph such as {@code X -> T -> Y; X, [U] -> Y}: statements end with a semicolon, names that share an arrow are
     * separated by commas, and a name in brackets is hidden.
     *
     * @param text the graph
     * @return the graph
     * @throws IllegalArgumentException if there is no arrow in a statement, a name is empty, or the graph has a cycle
     */
    public static Dag of(String text) {
        Set<Edge> edges = new LinkedHashSet<>();
        Set<String> hidden = new TreeSet<>();
        for (String statement : text.split(";", -1)) {
            String[] steps = statement.split("->", -1);
            if (steps.length < 2) {
                throw new IllegalArgumentException("'" + statement.strip() + "' needs an arrow, such as T -> Y");
            }
            List<String> before = names(steps[0], hidden);
            for (int i = 1; i < steps.length; i++) {
                List<String> after = names(steps[i], hidden);
                for (String from : before) {
                    after.forEach(to -> edges.add(new Edge(from, to)));
                }
                before = after;
            }
        }
        return new Dag(List.copyOf(edges), hidden);
    }

    private static List<String> names(String list, Set<String> hidden) {
        List<String> names = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            String name = part.strip();
            if (name.startsWith("[") && name.endsWith("]")) {
                name = name.substring(1, name.length() - 1).strip();
                hidden.add(name);
            }
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a name is empty in '" + list.strip() + "'");
            }
            names.add(name);
        }
        return names;
    }

    /**
     * The variables, each with its layer: 0 for those that nothing moves, else one more than the highest of its causes.
     *
     * @return in the order in which they were first named
     */
    public Map<String, Integer> layers() {
        return layers(edges);
    }

    private static Map<String, Integer> layers(List<Edge> edges) {
        Map<String, Integer> layers = new LinkedHashMap<>();
        for (Edge edge : edges) {
            layers.putIfAbsent(edge.from(), 0);
            layers.putIfAbsent(edge.to(), 0);
        }
        // Without a cycle, no path is longer than there are variables.
        for (int round = 0; round <= layers.size(); round++) {
            boolean moved = false;
            for (Edge edge : edges) {
                int after = layers.getOrDefault(edge.from(), 0) + 1;
                if (layers.getOrDefault(edge.to(), 0) < after) {
                    layers.put(edge.to(), after);
                    moved = true;
                }
            }
            if (!moved) {
                return layers;
            }
        }
        throw new IllegalArgumentException("the graph has a cycle: " + edges);
    }

    /**
     * The graph as text.
     *
     * @return one edge a line, such as {@code T -> Y}, hidden variables in brackets
     */
    public List<String> lines() {
        return edges.stream()
                .map(edge -> shown(edge.from()) + " -> " + shown(edge.to()))
                .toList();
    }

    private String shown(String name) {
        return hidden.contains(name) ? "[" + name + "]" : name;
    }
}
