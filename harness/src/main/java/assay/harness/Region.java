package assay.harness;

import assay.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The box in which a certificate binds: for each descriptor the range over the draws of the certified cells.
 *
 * @param box range by descriptor; empty when nothing is certified
 */
public record Region(Map<String, Interval> box) {

    public Region {
        box = Collections.unmodifiableMap(new LinkedHashMap<>(box));
    }

    /**
     * The smallest box around some boxes.
     *
     * @param boxes one for each certified cell
     * @return the hull; descriptors that only some cells have are kept with the range of those
     */
    public static Region hull(List<Map<String, Interval>> boxes) {
        Map<String, Interval> hull = new LinkedHashMap<>();
        for (Map<String, Interval> one : boxes) {
            one.forEach((name, range) -> hull.merge(
                    name,
                    range,
                    (a, b) -> new Interval(Math.min(a.lower(), b.lower()), Math.max(a.upper(), b.upper()))));
        }
        return new Region(hull);
    }

    /**
     * Where data leave the box.
     *
     * @param descriptors of the data, by {@link Descriptors}
     * @return a sentence for each descriptor out of its range, empty when the data are inside
     */
    public List<String> outside(Map<String, Double> descriptors) {
        List<String> reasons = new ArrayList<>();
        box.forEach((name, range) -> {
            Double value = descriptors.get(name);
            if (value != null && !range.contains(value)) {
                reasons.add(name.replace('_', ' ') + " is " + number(value) + ", certified from "
                        + number(range.lower()) + " to " + number(range.upper()));
            }
        });
        return reasons;
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%d", (long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 0.01 ? "%.4f" : "%.3f", value);
    }
}
