package assay.harness;

import java.util.Map;
import java.util.function.Supplier;

/** What a policy would have brought, from the log of another. */
final class OffPolicyMethods {

    private OffPolicyMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {}
}
