package assay.dgp.scenario;

import java.util.List;

/** Checks of probabilities that may be 0 or 1. */
final class Rates {

    private Rates() {}

    static double check(String name, double value) {
        if (value >= 0 && value <= 1) {
            return value;
        }
        throw new IllegalArgumentException(name + " must be in [0, 1], not " + value);
    }

    static List<Double> check(String name, List<Double> values) {
        values.forEach(value -> check(name, value));
        return List.copyOf(values);
    }

    /** The rate of an arm; none where no rates are given. */
    static double of(List<Double> byArm, int arm) {
        return byArm.isEmpty() ? 0 : byArm.get(arm);
    }

    static boolean any(List<Double> byArm) {
        return byArm.stream().anyMatch(rate -> rate > 0);
    }

    /** Whether the rates differ, so that arms are not treated alike. */
    static boolean differ(List<Double> byArm) {
        return byArm.stream().distinct().count() > 1;
    }
}
