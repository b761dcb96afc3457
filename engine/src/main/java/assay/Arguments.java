package assay;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Argument checks, written so that NaN fails. */
public final class Arguments {

    private Arguments() {}

    /**
     * A finite number.
     *
     * @param name of the argument
     * @param value its value
     * @return the value
     * @throws IllegalArgumentException if it is NaN or infinite
     */
    public static double finite(String name, double value) {
        if (Double.isFinite(value)) {
            return value;
        }
        throw new IllegalArgumentException(name + " must be finite, not " + value);
    }

    /**
     * A finite number above zero.
     *
     * @param name of the argument
     * @param value its value
     * @return the value
     * @throws IllegalArgumentException if it is not
     */
    public static double positive(String name, double value) {
        if (value > 0 && value < Double.POSITIVE_INFINITY) {
            return value;
        }
        throw new IllegalArgumentException(name + " must be finite and above 0, not " + value);
    }

    /**
     * A whole number not below a minimum.
     *
     * @param name of the argument
     * @param value its value
     * @param minimum the smallest value allowed
     * @return the value
     * @throws IllegalArgumentException if it is smaller
     */
    public static int atLeast(String name, int value, int minimum) {
        if (value >= minimum) {
            return value;
        }
        throw new IllegalArgumentException(name + " must be at least " + minimum + ", not " + value);
    }

    /**
     * A probability strictly between 0 and 1.
     *
     * @param name of the argument
     * @param value its value
     * @return the value
     * @throws IllegalArgumentException if it is not
     */
    public static double probability(String name, double value) {
        if (value > 0 && value < 1) {
            return value;
        }
        throw new IllegalArgumentException(name + " must be in (0, 1), not " + value);
    }

    /**
     * Names that differ from one another.
     *
     * @param what what is named, in the singular
     * @param names the names
     * @return an unmodifiable copy
     * @throws IllegalArgumentException if a name occurs twice
     */
    public static List<String> distinct(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(what + " '" + name + "' occurs twice");
            }
        }
        return List.copyOf(names);
    }
}
