package assay.harness;

import assay.Fit;
import java.util.Map;
import java.util.function.Supplier;

/** Experiments on regions: matched pairs, time-based regression, augmented synthetic controls. */
final class GeoMethods {

    private GeoMethods() {}

    /** Adds how each method that answers with a fit is made, by its name. */
    static void addFitsTo(Map<String, Supplier<Method<Fit>>> makers) {
        // Filled by the methods of this family.
    }

    /** Adds how each method of another type is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {
        // Filled by the methods of this family.
    }
}
