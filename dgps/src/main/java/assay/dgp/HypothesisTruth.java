package assay.dgp;

import java.util.HashSet;
import java.util.Set;

/**
 * Which of several hypotheses are true.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a true null is none of the hypotheses.
 *
 * @param all the names of the hypotheses
 * @param nulls those whose null hypothesis is true
 */
public record HypothesisTruth(Set<String> all, Set<String> nulls) {

    public HypothesisTruth {
        all = Set.copyOf(all);
        nulls = Set.copyOf(nulls);
        if (!all.containsAll(nulls)) {
            throw new IllegalArgumentException("a true null is none of the hypotheses " + all);
        }
    }

    /**
     * The hypotheses that a perfect procedure rejects.
     *
     * @return those whose null hypothesis is false
     */
    public Set<String> effects() {
        Set<String> effects = new HashSet<>(all);
        effects.removeAll(nulls);
        return Set.copyOf(effects);
    }
}
