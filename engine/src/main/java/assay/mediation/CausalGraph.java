package assay.mediation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directed acyclic graph of what moves what: the assumptions of an analysis, as text.
 *
 * <pre>{@code
 * CausalGraph.parse("T -> searches -> views -> sales; T -> views, sales; X, [U] -> sales");
 * }</pre>
 *
 * <p>Statements end with a semicolon or a line. Names that share an arrow are separated by commas. A name in brackets is
 * hidden: nobody measured it. A name with spaces stands in quotes. An arrow that is given twice counts once. What has no
 * arrow to another variable does not move it: the arrows that are left out are the assumptions.
 *
 * <p>Two variables are separated by others where these block every path between them: a path is blocked by a variable in it
 * that is held fixed, and by a collider neither of which nor of whose descendants any is (d-separation; Pearl, Biometrika
 * 82, 1995, doi:10.1093/biomet/82.4.669). Immutable.
 */
public final class CausalGraph {

    private final List<String> order;
    private final List<String> variables;
    private final Set<Edge> edges;
    private final Set<String> hidden;
    private final Map<String, List<String>> parents = new HashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();

    private CausalGraph(Set<String> variables, Set<Edge> edges, Set<String> hidden) {
        this.variables = List.copyOf(variables);
        this.edges = Collections.unmodifiableSet(new LinkedHashSet<>(edges));
        this.hidden = Set.copyOf(hidden);
        for (String variable : variables) {
            parents.put(variable, new ArrayList<>());
            children.put(variable, new ArrayList<>());
        }
        for (Edge edge : edges) {
            parents.getOrDefault(edge.to(), List.of()).add(edge.from());
            children.getOrDefault(edge.from(), List.of()).add(edge.to());
        }
        this.order = List.copyOf(sorted());
    }

    /**
     * An arrow.
     *
     * @param from what moves
     * @param to what is moved
     */
    public record Edge(String from, String to) {}

    /**
     * Reads a graph.
     *
     * @param text such as {@code T -> M -> Y; T, X -> Y; [U] -> X}
     * @return the graph
     * @throws IllegalArgumentException with line and character, if the text cannot be read, an arrow leads from a variable to
     *     itself, or arrows lead in a circle
     */
    public static CausalGraph parse(String text) {
        GraphParser parser = new GraphParser(text);
        parser.parse();
        CausalGraph graph = new CausalGraph(parser.names, parser.edges.keySet(), parser.hidden);
        List<String> cycle = graph.cycle();
        if (!cycle.isEmpty()) {
            int size = cycle.size();
            Edge last = new Edge(cycle.get(size - 2), cycle.get(size - 1));
            throw parser.error(
                    parser.edges.getOrDefault(last, 0),
                    "the arrows lead in a circle, " + Trail.directed(cycle, graph.hidden)
                            + ", so that each would come before itself");
        }
        return graph;
    }

    /** The variables that can be ordered, causes first; of equal rank as they were named. */
    private List<String> sorted() {
        List<String> sorted = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (String variable : variables) {
                if (!done.contains(variable) && done.containsAll(parents(variable))) {
                    done.add(variable);
                    sorted.add(variable);
                    moved = true;
                    break;
                }
            }
        }
        return sorted;
    }

    /** A circle, its first variable again at its end; empty if there is none. */
    private List<String> cycle() {
        Set<String> left = new LinkedHashSet<>(variables);
        left.removeAll(order);
        if (left.isEmpty()) {
            return List.of();
        }
        // What cannot be ordered has a parent that cannot be ordered: going back from parent to parent comes round.
        List<String> back = new ArrayList<>();
        String at = left.iterator().next();
        while (!back.contains(at)) {
            back.add(at);
            String next = at;
            for (String parent : parents(at)) {
                next = left.contains(parent) ? parent : next;
            }
            at = next;
        }
        List<String> circle = new ArrayList<>(back.subList(back.indexOf(at), back.size()));
        circle.add(at);
        Collections.reverse(circle);
        return circle;
    }

    /**
     * The variables.
     *
     * @return in the order in which they were first named
     */
    public List<String> variables() {
        return variables;
    }

    /**
     * The variables, causes before what they move.
     *
     * @return of several orders the one nearest to that in which they were named
     */
    public List<String> order() {
        return order;
    }

    /**
     * The arrows.
     *
     * @return in the order in which they were given
     */
    public Set<Edge> edges() {
        return edges;
    }

    /**
     * The variables that nobody measured.
     *
     * @return their names
     */
    public Set<String> hidden() {
        return hidden;
    }

    /**
     * Whether a variable is in the graph.
     *
     * @param variable its name
     * @return true if it is
     */
    public boolean has(String variable) {
        return parents.containsKey(variable);
    }

    /**
     * Whether there is an arrow from a variable to another.
     *
     * @param from what would move
     * @param to what would be moved
     * @return true if there is
     */
    public boolean has(String from, String to) {
        return edges.contains(new Edge(from, to));
    }

    /**
     * What moves a variable directly.
     *
     * @param variable its name
     * @return its parents, empty if it has none or is not in the graph
     */
    public List<String> parents(String variable) {
        return Collections.unmodifiableList(parents.getOrDefault(variable, List.of()));
    }

    /**
     * What a variable moves directly.
     *
     * @param variable its name
     * @return its children, empty if it has none or is not in the graph
     */
    public List<String> children(String variable) {
        return Collections.unmodifiableList(children.getOrDefault(variable, List.of()));
    }

    /**
     * All that moves a variable, directly or through others.
     *
     * @param variable its name
     * @return its ancestors, itself not counted
     */
    public Set<String> ancestors(String variable) {
        return reach(variable, parents);
    }

    /**
     * All that a variable moves, directly or through others.
     *
     * @param variable its name
     * @return its descendants, itself not counted
     */
    public Set<String> descendants(String variable) {
        return reach(variable, children);
    }

    private static Set<String> reach(String variable, Map<String, List<String>> next) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(next.getOrDefault(variable, List.of()));
        while (!open.isEmpty()) {
            String one = open.remove();
            if (seen.add(one)) {
                open.addAll(next.getOrDefault(one, List.of()));
            }
        }
        return seen;
    }

    /**
     * The paths along arrows from a variable to another.
     *
     * @param from where they start
     * @param to where they end
     * @return all of them with both ends, the shortest first; of equal length in the order of the graph
     * @throws IllegalArgumentException if there are more than 4096
     */
    public List<List<String>> paths(String from, String to) {
        Set<String> useful = new LinkedHashSet<>(ancestors(to));
        useful.add(to);
        List<List<String>> found = new ArrayList<>();
        List<List<String>> open = new ArrayList<>(List.of(List.of(from)));
        while (!open.isEmpty()) {
            List<List<String>> longer = new ArrayList<>();
            for (List<String> path : open) {
                String end = path.get(path.size() - 1);
                if (end.equals(to)) {
                    found.add(path);
                    continue;
                }
                for (String next : order) {
                    if (has(end, next) && useful.contains(next)) {
                        List<String> more = new ArrayList<>(path);
                        more.add(next);
                        longer.add(List.copyOf(more));
                    }
                }
            }
            open = longer;
            if (found.size() + open.size() > 4096) {
                throw new IllegalArgumentException("there are more than 4096 paths from '" + from + "' to '" + to
                        + "'; leave arrows out of the graph.");
            }
        }
        return found;
    }

    /**
     * Whether variables block every path between two others (d-separation).
     *
     * @param a a variable
     * @param b another
     * @param given what is held fixed
     * @return true if they do
     */
    public boolean separated(String a, String b, Set<String> given) {
        return openTrail(a, b, given).isEmpty();
    }

    /**
     * A path between two variables that is open where others are held fixed.
     *
     * @param a a variable
     * @param b another
     * @param given what is held fixed
     * @return one of the shortest, empty if all are blocked
     */
    public Optional<Trail> openTrail(String a, String b, Set<String> given) {
        Set<String> opened = new LinkedHashSet<>(given);
        given.forEach(fixed -> opened.addAll(ancestors(fixed)));
        Deque<Step> open = new ArrayDeque<>(List.of(new Step(a, false, null)));
        Set<String> seen = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            Step step = open.remove();
            if (step.at.equals(b)) {
                return Optional.of(step.trail(hidden));
            }
            boolean start = step.before == null;
            boolean fixed = given.contains(step.at) && !start;
            if (!fixed) {
                for (String next : children(step.at)) {
                    visit(new Step(next, true, step), seen, open);
                }
            }
            // Upwards: from a collider where it is opened, from anything else where it is not held fixed.
            if (start || (step.into ? opened.contains(step.at) : !fixed)) {
                for (String next : parents(step.at)) {
                    visit(new Step(next, false, step), seen, open);
                }
            }
        }
        return Optional.empty();
    }

    private static void visit(Step step, Set<String> seen, Deque<Step> open) {
        if (seen.add((step.into ? ">" : "<") + step.at)) {
            open.add(step);
        }
    }

    /** A place on a trail, and whether the arrow that leads to it points at it. The shortest open walk visits nothing twice. */
    private record Step(String at, boolean into, @Nullable Step before) {

        Trail trail(Set<String> unseen) {
            List<String> variables = new ArrayList<>();
            List<Boolean> forward = new ArrayList<>();
            for (Step step = this; step != null; step = step.before) {
                variables.add(0, step.at);
                if (step.before != null) {
                    forward.add(0, step.into);
                }
            }
            Set<String> among = new LinkedHashSet<>(variables);
            among.retainAll(unseen);
            return new Trail(variables, forward, among);
        }
    }

    /** The same graph without the arrows out of a variable: what is left between it and others are back doors. */
    CausalGraph withoutArrowsFrom(String variable) {
        Set<Edge> kept = new LinkedHashSet<>(edges);
        kept.removeIf(edge -> edge.from().equals(variable));
        return new CausalGraph(new LinkedHashSet<>(variables), kept, hidden);
    }

    /** The same graph without one arrow. */
    CausalGraph without(String from, String to) {
        Set<Edge> kept = new LinkedHashSet<>(edges);
        kept.remove(new Edge(from, to));
        return new CausalGraph(new LinkedHashSet<>(variables), kept, hidden);
    }

    /**
     * The graph with a variable called by another name.
     *
     * @param variable its name here
     * @param name its other name, of no other variable
     * @return the same graph if there is no such variable
     * @throws IllegalArgumentException if another variable has that name
     */
    public CausalGraph renamed(String variable, String name) {
        if (!has(variable) || variable.equals(name)) {
            return this;
        }
        if (has(name)) {
            throw new IllegalArgumentException("the graph has both '" + variable + "' and '" + name + "'");
        }
        Map<String, String> names = new LinkedHashMap<>();
        variables.forEach(old -> names.put(old, old.equals(variable) ? name : old));
        Set<Edge> moved = new LinkedHashSet<>();
        for (Edge edge : edges) {
            moved.add(new Edge(names.getOrDefault(edge.from(), edge.from()), names.getOrDefault(edge.to(), edge.to())));
        }
        Set<String> unseen = new LinkedHashSet<>();
        hidden.forEach(old -> unseen.add(names.getOrDefault(old, old)));
        return new CausalGraph(new LinkedHashSet<>(names.values()), moved, unseen);
    }

    /** A variable as it is written: hidden ones in brackets. */
    String shown(String variable) {
        return hidden.contains(variable) ? "[" + variable + "]" : variable;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CausalGraph graph
                && edges.equals(graph.edges)
                && hidden.equals(graph.hidden)
                && Set.copyOf(variables).equals(Set.copyOf(graph.variables));
    }

    @Override
    public int hashCode() {
        return edges.hashCode() + 31 * hidden.hashCode();
    }

    /**
     * The graph as text that can be read again.
     *
     * @return such as {@code T -> M; M -> Y; T -> Y}
     */
    @Override
    public String toString() {
        List<String> statements = new ArrayList<>();
        edges.forEach(edge -> statements.add(written(edge.from()) + " -> " + written(edge.to())));
        return String.join("; ", statements);
    }

    private String written(String variable) {
        boolean plain = variable.chars().noneMatch(c -> Character.isWhitespace(c) || ",;[]<>\"".indexOf(c) >= 0);
        String name = plain && !variable.contains("->") ? variable : '"' + variable + '"';
        return hidden.contains(variable) ? "[" + name + "]" : name;
    }
}
