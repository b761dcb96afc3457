package assay.harness;

import java.util.Map;
import java.util.function.Supplier;

/** Policies that are learned, and what they are worth. */
final class PolicyMethods {

    private PolicyMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {}
}
