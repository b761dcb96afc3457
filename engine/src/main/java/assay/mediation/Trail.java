package assay.mediation;

import assay.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A path through a graph that follows arrows in either direction.
 *
 * <p>The constructor throws {@link IllegalArgumentException} unless there is one arrow fewer than there are variables.
 *
 * @param variables the variables from one end to the other
 * @param forward for each arrow between two neighbours whether it points from the first to the second
 * @param hidden those of the variables that nobody measured
 */
public record Trail(List<String> variables, List<Boolean> forward, Set<String> hidden) {

    public Trail {
        variables = List.copyOf(variables);
        forward = List.copyOf(forward);
        hidden = Set.copyOf(hidden);
        Arguments.atLeast("variables of a trail", variables.size(), 1);
        if (forward.size() != variables.size() - 1) {
            throw new IllegalArgumentException(forward.size() + " arrows between " + variables.size() + " variables");
        }
    }

    /** A path that follows its arrows. */
    static Trail directed(List<String> variables, Set<String> hidden) {
        List<Boolean> forward = new ArrayList<>();
        for (int i = 1; i < variables.size(); i++) {
            forward.add(true);
        }
        return new Trail(variables, forward, hidden);
    }

    /**
     * The colliders: variables that two arrows of the trail point to.
     *
     * @return in the order of the trail, empty if there are none
     */
    public List<String> colliders() {
        List<String> colliders = new ArrayList<>();
        for (int i = 1; i < variables.size() - 1; i++) {
            if (forward.get(i - 1) && !forward.get(i)) {
                colliders.add(variables.get(i));
            }
        }
        return List.copyOf(colliders);
    }

    /**
     * The variables between the ends.
     *
     * @return in the order of the trail
     */
    public List<String> between() {
        return variables.size() < 3 ? List.of() : variables.subList(1, variables.size() - 1);
    }

    /**
     * The trail as text.
     *
     * @return such as {@code T <- [U] -> Y}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(shown(0));
        for (int i = 1; i < variables.size(); i++) {
            text.append(forward.get(i - 1) ? " -> " : " <- ").append(shown(i));
        }
        return text.toString();
    }

    private String shown(int at) {
        String name = variables.get(at);
        return hidden.contains(name) ? "[" + name + "]" : name;
    }
}
