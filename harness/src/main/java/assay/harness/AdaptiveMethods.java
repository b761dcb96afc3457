package assay.harness;

import java.util.Map;
import java.util.function.Supplier;

/** Inference after assignment that followed the results. */
final class AdaptiveMethods {

    private AdaptiveMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {}
}
