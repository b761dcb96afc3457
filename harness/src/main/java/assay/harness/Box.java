package assay.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest box that holds some descriptions of data. */
final class Box {

    private final Map<String, List<Double>> ranges = new LinkedHashMap<>();

    void add(Map<String, Double> descriptors) {
        descriptors.forEach((name, value) -> ranges.merge(
                name,
                List.of(value, value),
                (a, b) -> List.of(Math.min(a.get(0), b.get(0)), Math.max(a.get(1), b.get(1)))));
    }

    /** Smallest and largest value by descriptor, in the order in which descriptors were first seen. */
    Map<String, List<Double>> ranges() {
        return new LinkedHashMap<>(ranges);
    }
}
