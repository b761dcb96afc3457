package assay.harness;

import assay.Fit;
import java.util.List;

/** The methods of chapter 4: clusters and compliance in one linear model. */
final class LinearMethods {

    private LinearMethods() {}

    static List<Method<Fit>> all() {
        return List.of();
    }
}
