package assay.design;

import assay.Arguments;
import java.util.List;

/**
 * An arm of an experiment and its share of the units.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the name is blank or the share not in (0, 1].
 *
 * @param name what it is called
 * @param share of the units in the experiment
 */
public record Arm(String name, double share) {

    private static final double TOLERANCE = 1e-9;

    public Arm {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an arm needs a name");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of arm '" + name + "' must be in (0, 1], not " + share);
        }
    }

    /**
     * Checks the arms of an experiment.
     *
     * @param arms at least one
     * @return an unmodifiable copy
     * @throws IllegalArgumentException if two share a name or the shares do not sum to 1
     */
    static List<Arm> all(List<Arm> arms) {
        Arguments.atLeast("the number of arms", arms.size(), 1);
        Arguments.distinct("arm", arms.stream().map(Arm::name).toList());
        double sum = arms.stream().mapToDouble(Arm::share).sum();
        if (Math.abs(sum - 1) > TOLERANCE) {
            throw new IllegalArgumentException("the shares of the arms must sum to 1, not " + sum);
        }
        return List.copyOf(arms);
    }

    /** The arm in which a share falls when the arms are laid end to end. */
    static Arm at(List<Arm> arms, double share) {
        return arms.get(indexAt(arms, share));
    }

    /** The number of the arm in which a share falls when the arms are laid end to end. */
    static int indexAt(List<Arm> arms, double share) {
        double edge = 0;
        for (int k = 0; k < arms.size() - 1; k++) {
            edge += arms.get(k).share();
            if (share < edge) {
                return k;
            }
        }
        return arms.size() - 1;
    }
}
