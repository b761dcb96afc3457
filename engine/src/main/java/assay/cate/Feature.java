package assay.cate;

import java.util.ArrayList;
import java.util.List;

/**
 * A column that a model was fitted on.
 *
 * @param name as in the table of the fit
 * @param levels the levels that occurred, the reference first; empty for a column of numbers
 * @param gaps whether the fit has met missing values in it
 */
public record Feature(String name, List<String> levels, Gaps gaps) {

    /** Whether the fit has met missing values of a feature, and so knows what to do with one. */
    public enum Gaps {
        /** No value was missing. */
        NONE,
        /** Some values were missing, and units without a value were learned from too. */
        SOME
    }

    public Feature {
        levels = List.copyOf(levels);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a feature needs a name");
        }
        if (levels.stream().distinct().count() < levels.size()) {
            throw new IllegalArgumentException("a level of feature '" + name + "' occurs twice");
        }
    }

    /**
     * Whether it is a column of numbers.
     *
     * @return false for a column of levels
     */
    public boolean isNumeric() {
        return levels.isEmpty();
    }

    /**
     * The columns of numbers that it becomes.
     *
     * @return itself, or {@code name_level} for each level but the first
     */
    public List<String> expanded() {
        if (isNumeric()) {
            return List.of(name);
        }
        List<String> names = new ArrayList<>();
        for (String level : levels.subList(1, levels.size())) {
            names.add(name + "_" + level);
        }
        return names;
    }
}
