package assay.harness;

import assay.Fit;
import java.util.List;

/** The methods of chapter 3: metrics and their variance. */
final class MetricMethods {

    private MetricMethods() {}

    static List<Method<Fit>> all() {
        return List.of();
    }
}
