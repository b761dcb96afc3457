package assay.harness;

import java.util.Map;
import java.util.function.Supplier;

/** Experiments in adaptive rounds. */
final class CampaignMethods {

    private CampaignMethods() {}

    /** Adds how each method is made, by its name. */
    static void addTo(Map<String, Supplier<? extends Method<?>>> makers) {}
}
